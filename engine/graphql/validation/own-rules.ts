/** Rules that AppSync has and graphql-js has not, or has in another form. Each reports with its kind in the message. */
import { GraphQLError, Kind } from 'graphql';
import type { ValidationRule } from 'graphql';

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
