import { getLocation } from 'graphql';
import type { ASTNode } from 'graphql';
import type { SourceLocation } from './ports.ts';

/** Line and column from 1; `sourceName` is always null, as AppSync prints it. */
export function locationsOf(...nodes: readonly ASTNode[]): SourceLocation[] {
  return nodes.flatMap((node) => {
    if (node.loc === undefined) return [];
    const { line, column } = getLocation(node.loc.source, node.loc.start);
    return [{ line, column, sourceName: null }];
  });
}
