/** `ctx.info.selectionSetList` and `selectionSetGraphQL` (spec/appsync-resolvers 1.6). Computed at the first read, once per plan. */
import { print, visit } from 'graphql';
import type { ASTVisitor, FieldNode } from 'graphql';
import type { FieldPlan, SelectionPlan } from './plan.ts';

/** Nested fragments can multiply: beyond this the list is cut. Our own guard; real selections stay far below. */
const MAX_LISTED = 10_000;

function appendPaths(list: string[], selection: SelectionPlan, prefix: string): void {
  for (const field of selection.visible()) {
    if (list.length >= MAX_LISTED) return;
    const path = prefix + field.responseKey;
    list.push(path);
    if (field.selection !== null) appendPaths(list, field.selection, `${path}/`);
  }
}

/** Parents before children, joined by `/`; an aliased field under its alias; of an abstract type only its own fields. */
export function listSelections(field: FieldPlan): string[] {
  const list: string[] = [];
  if (field.selection !== null) appendPaths(list, field.selection, '');
  return list;
}

// AppSync sets a blank before the name of a spread, as in `... postFields`; graphql-js does not.
const SPACED_SPREADS: ASTVisitor = {
  FragmentSpread: (node) => ({ ...node, name: { ...node.name, value: ` ${node.name.value}` } }),
};

/** The field's own sub-selection, indented by 2; empty text for a leaf. Fragment spreads are kept as they stand. */
export function printSelections(nodes: readonly FieldNode[]): string {
  const selections = nodes.flatMap((node) => node.selectionSet?.selections ?? []);
  if (selections.length === 0) return '';
  const first = nodes.find((node) => node.selectionSet !== undefined)?.selectionSet;
  return first === undefined ? '' : print(visit({ ...first, selections }, SPACED_SPREADS));
}
