/** Rules that AppSync has and graphql-js has not, or has in another form. Each reports with its kind in the message. */
import { GraphQLError, Kind, OperationTypeNode } from 'graphql';
import type { FieldNode, SelectionSetNode, ValidationContext, ValidationRule } from 'graphql';

/** With introspection switched off the two meta fields count as undefined; `__typename` stays (10.4). */
export const noIntrospection: ValidationRule = (context) => ({
  Field(node) {
    const name = node.name.value;
    const parent = context.getParentType();
    if ((name !== '__schema' && name !== '__type') || !parent) return;
    context.reportError(
      new GraphQLError(`FieldUndefined: Field '${name}' in type '${parent.name}' is undefined`, { nodes: node }),
    );
  },
});

/** graphql-java blames whichever operation comes second, and tells the two cases apart. */
export const loneAnonymousOperation: ValidationRule = (context) => ({
  Document(document) {
    let count = 0;
    let hasAnonymous = false;
    for (const node of document.definitions) {
      if (node.kind !== Kind.OPERATION_DEFINITION) continue;
      const text =
        node.name === undefined
          ? count > 0 && 'Anonymous operation with other operations.'
          : hasAnonymous && `Operation ${node.name.value} is following anonymous operation.`;
      if (text !== false) {
        context.reportError(new GraphQLError(`LoneAnonymousOperationViolation: ${text}`, { nodes: node }));
      }
      hasAnonymous ||= node.name === undefined;
      count += 1;
    }
  },
});

/** By response key, through fragments; `@skip` and `@include` are not asked, because validation knows no variables. */
function rootFields(context: ValidationContext, root: SelectionSetNode): ReadonlyMap<string, FieldNode> {
  const fields = new Map<string, FieldNode>();
  const seen = new Set<string>();
  const walk = (set: SelectionSetNode): void => {
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) fields.set(node.alias?.value ?? node.name.value, node);
      else if (node.kind === Kind.INLINE_FRAGMENT) walk(node.selectionSet);
      else if (!seen.has(node.name.value)) {
        seen.add(node.name.value);
        const fragment = context.getFragment(node.name.value);
        if (fragment) walk(fragment.selectionSet);
      }
    }
  };
  walk(root);
  return fields;
}

/** graphql-js's own rule throws where a root field has a condition that depends on a variable. */
export const oneSubscriptionField: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (node.operation !== OperationTypeNode.SUBSCRIPTION) return;
    const fields = [...rootFields(context, node.selectionSet).values()];
    const extra = fields.length > 1 ? fields[1] : fields.find((field) => field.name.value.startsWith('__'));
    if (extra === undefined) return;
    const text = `Subscription operation '${node.name?.value ?? 'null'}' must have exactly one root field`;
    context.reportError(new GraphQLError(`SubscriptionMultipleRootFields: ${text}`, { nodes: extra }));
  },
});
