/** Statements, expressions and operators that the language subset lacks (spec 2.1). One node type, one row. */
import type { AnyNode } from 'acorn';
import type { SourceModule } from '../source/module.ts';
import { isFunction } from '../source/node.ts';
import type { Finding } from '../types.ts';
import { findingAt } from './finding.ts';

const REFUSED_NODES: Readonly<Partial<Record<AnyNode['type'], readonly [rule: string, message: string]>>> = {
  ForStatement: ['no-for', 'For statements are not supported.'],
  WhileStatement: ['no-while', 'While statements are not supported.'],
  DoWhileStatement: ['no-while', 'do...while statements are not supported.'],
  ContinueStatement: ['no-continue', 'Continue statements are not supported'],
  LabeledStatement: ['no-labels', 'Labels are not supported.'],
  TryStatement: ['no-try', 'Try statements are not supported.'],
  ThrowStatement: ['no-throw', 'Throw statements are not supported; call util.error instead.'],
  ClassDeclaration: ['no-classes', 'Classes are not supported.'],
  ClassExpression: ['no-classes', 'Classes are not supported.'],
  AwaitExpression: ['no-await', 'Await is not supported.'],
  YieldExpression: ['no-yield', 'Yield is not supported.'],
  ThisExpression: ['no-this', 'this is not supported.'],
  ImportExpression: ['no-dynamic-import', 'Dynamic imports are not supported.'],
  MetaProperty: ['no-meta-property', 'import.meta and new.target are not supported.'],
  DebuggerStatement: ['no-debugger', 'Debugger statements are not supported.'],
};

/** Refuses what has no place in the subset, whatever it is used for. */
export function checkSyntax(module: SourceModule): Finding[] {
  return module.nodes.flatMap((node) => {
    const refused = REFUSED_NODES[node.type];
    return refused ? [findingAt(node, refused[0], refused[1])] : checkNode(node);
  });
}

function checkNode(node: AnyNode): Finding[] {
  switch (node.type) {
    case 'Literal':
      if (node.regex) return [findingAt(node, 'no-regex', 'Regex literals are not supported.')];
      return node.bigint ? [findingAt(node, 'no-bigint', 'BigInt literals are not supported.')] : [];
    case 'UpdateExpression':
      return [refusedOperator(node, 'no-disallowed-unary-operators', node.operator)];
    case 'UnaryExpression':
      return node.operator === '~' ? [refusedOperator(node, 'no-disallowed-unary-operators', '~')] : [];
    case 'BinaryExpression':
      if (node.operator === 'in') return [refusedOperator(node, 'no-in-operator', 'in')];
      return node.operator === 'instanceof'
        ? [refusedOperator(node, 'no-disallowed-binary-operators', 'instanceof')]
        : [];
    case 'NewExpression':
      return node.callee.type === 'Identifier' && node.callee.name === 'Promise'
        ? [findingAt(node, 'no-promise', 'Promise is not supported')]
        : [refusedOperator(node, 'no-new', 'new')];
    case 'ForOfStatement':
      return node.await ? [findingAt(node, 'no-await', 'Await is not supported.')] : [];
    case 'Property':
      return node.kind === 'init' ? [] : [findingAt(node, 'no-accessors', 'Getters and setters are not supported.')];
    default:
      return checkFunctionKind(node);
  }
}

function checkFunctionKind(node: AnyNode): Finding[] {
  if (!isFunction(node)) return [];
  if (node.async) return [findingAt(node, 'no-async', 'Async functions are not supported.')];
  return node.generator ? [findingAt(node, 'no-generators', 'Generators are not supported.')] : [];
}

function refusedOperator(node: AnyNode, rule: string, operator: string): Finding {
  return findingAt(node, rule, `The operator ${operator} is not supported`);
}
