/** The `@ 'a/b'` of validation messages: field names (not aliases) from the root, or from the fragment's name. */
import { BREAK, Kind, visit } from 'graphql';
import type { ASTNode, DocumentNode } from 'graphql';

/** Walks the document up to that node; runs for refused documents only. */
export function queryPathOf(document: DocumentNode, target: ASTNode): readonly string[] {
  const names: string[] = [];
  let found: readonly string[] = [];
  visit(document, {
    enter(node) {
      if (node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION) names.push(node.name.value);
      if (node !== target) return undefined;
      found = [...names];
      return BREAK;
    },
    leave(node) {
      if (node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION) names.pop();
    },
  });
  return found;
}
