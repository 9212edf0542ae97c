/**
 * Where people saw AppSync do something else than JavaScript does. The engine runs the code as it is written, and warns: a resolver that
 * passes here and differs there is worse than a remark. The numbers are issues of aws-appsync-community.
 */
import type { AnyNode } from 'acorn';
import type { SourceModule } from '../source/module.ts';
import type { Finding } from '../types.ts';
import { findingAt } from './finding.ts';

const LOGICAL_ASSIGNMENTS: ReadonlySet<string> = new Set(['??=', '||=', '&&=']);

export function checkObserved({ nodes }: SourceModule): Finding[] {
  return nodes.flatMap((node) => {
    const message = remarkOn(node);
    return message === undefined ? [] : [findingAt(node, 'observed-on-aws', message, 'warning')];
  });
}

function remarkOn(node: AnyNode): string | undefined {
  switch (node.type) {
    case 'AssignmentExpression':
      if (!LOGICAL_ASSIGNMENTS.has(node.operator)) return undefined;
      return `AppSync refuses ${node.operator}: write a = a ${node.operator.slice(0, 2)} b (353)`;
    case 'LogicalExpression':
      if (node.operator !== '??' || node.right.type !== 'CallExpression') return undefined;
      return 'AppSync makes the call behind ?? whatever stands before it: use a conditional expression (403)';
    case 'SwitchStatement':
      if (node.discriminant.type !== 'ChainExpression') return undefined;
      return 'AppSync takes the default of a switch over an optional chain: give the value a name first (411)';
    default:
      return undefined;
  }
}
