import type { AnyNode } from 'acorn';
import type { Finding } from '../types.ts';

/** A finding at a node, in the form of AppSync's `codeErrors` (spec 2.4). */
export function findingAt(
  node: AnyNode,
  rule: string,
  message: string,
  severity: Finding['severity'] = 'error',
): Finding {
  const start = node.loc?.start ?? { line: 1, column: 0 };
  return {
    severity,
    rule,
    message,
    errorType: 'LINT_ERROR',
    line: start.line,
    column: start.column + 1,
    span: node.end - node.start,
  };
}
