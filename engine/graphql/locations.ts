import type { ASTNode } from 'graphql';
import type { SourceLocation } from './ports.ts';

/**
 * Line and column from 1; `sourceName` is always null, as AppSync prints it. Read off the token: graphql-js's `getLocation` counts
 * lines from the start of the document for each node, which costs the square of a long document.
 */
export function locationsOf(...nodes: readonly ASTNode[]): SourceLocation[] {
  return nodes.flatMap((node) => {
    if (node.loc === undefined) return [];
    const { line, column } = node.loc.startToken;
    return [{ line, column, sourceName: null }];
  });
}
