/** Where nodes stand: the `@ 'a/b'` of validation messages, and what is around them. Runs for refused documents only. */
import { Kind, visit } from 'graphql';
import type { ASTNode, DocumentNode } from 'graphql';

export interface Place {
  /** Field names (not aliases) from the root, or from the fragment's name. */
  readonly path: readonly string[];
  /** From the document down to the node's parent. */
  readonly around: readonly ASTNode[];
}

/** One walk for all of them: a document may have a hundred errors. */
export function placesOf(document: DocumentNode, targets: ReadonlySet<ASTNode>): ReadonlyMap<ASTNode, Place> {
  const places = new Map<ASTNode, Place>();
  const names: string[] = [];
  const nodes: ASTNode[] = [];
  visit(document, {
    enter(node) {
      if (node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION) names.push(node.name.value);
      if (targets.has(node)) places.set(node, { path: [...names], around: [...nodes] });
      nodes.push(node);
    },
    leave(node) {
      nodes.pop();
      if (node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION) names.pop();
    },
  });
  return places;
}
