/** Gathers the fields of a selection set for one type, with fragments spread out and `@skip`/`@include` already decided. */
import {
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  getDirectiveValues,
  isAbstractType,
  visit,
} from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import type { Variables } from './arguments.ts';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

export function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  return fragments;
}

/** Variables that decide about fields: each combination of their values is a plan of its own. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(node) {
      if (node.name.value !== 'skip' && node.name.value !== 'include') return;
      const condition = node.arguments?.find((one) => one.name.value === 'if')?.value;
      if (condition?.kind === Kind.VARIABLE) names.add(condition.name.value);
    },
  });
  return [...names].sort();
}

export interface Collector {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  /** Decide `@skip` and `@include` only. */
  readonly variables: Variables;
}

function isIncluded(collector: Collector, node: SelectionNode): boolean {
  if (node.directives === undefined || node.directives.length === 0) return true;
  const variables = collector.variables as Record<string, unknown>;
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
}

function applies(collector: Collector, condition: string | undefined, type: GraphQLCompositeType): boolean {
  if (condition === undefined || condition === type.name) return true;
  const other = collector.schema.getType(condition);
  return (
    other !== undefined && isAbstractType(other) && !isAbstractType(type) && collector.schema.isSubType(other, type)
  );
}

/** By response key, in document order. For an abstract type only what holds for each of its members. */
export function collectFields(
  collector: Collector,
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
): ReadonlyMap<string, FieldNode[]> {
  const groups = new Map<string, FieldNode[]>();
  const seen = new Set<string>();
  const walk = (set: SelectionSetNode): void => {
    for (const node of set.selections) {
      if (!isIncluded(collector, node)) continue;
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [node]);
        else group.push(node);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        if (applies(collector, node.typeCondition?.name.value, type)) walk(node.selectionSet);
      } else if (!seen.has(node.name.value)) {
        seen.add(node.name.value);
        const fragment = collector.fragments.get(node.name.value);
        if (fragment !== undefined && applies(collector, fragment.typeCondition.name.value, type))
          walk(fragment.selectionSet);
      }
    }
  };
  for (const set of sets) walk(set);
  return groups;
}
