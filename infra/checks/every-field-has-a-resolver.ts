import { type DocumentNode, Kind, type ObjectTypeDefinitionNode } from 'graphql';

/**
 * Coordinates that no parent value can answer: every field of Query and Mutation, and every field with arguments elsewhere. A
 * Subscription field lives without a resolver.
 */
export function fieldsThatNeedAResolver(schema: DocumentNode): readonly string[] {
  return schema.definitions
    .filter((node): node is ObjectTypeDefinitionNode => node.kind === Kind.OBJECT_TYPE_DEFINITION)
    .flatMap((type) => {
      const isRoot = type.name.value === 'Query' || type.name.value === 'Mutation';
      const isSubscription = type.name.value === 'Subscription';
      return (type.fields ?? [])
        .filter((field) => isRoot || (!isSubscription && (field.arguments ?? []).length > 0))
        .map((field) => `${type.name.value}.${field.name.value}`);
    });
}

function allFields(schema: DocumentNode): ReadonlySet<string> {
  return new Set(
    schema.definitions
      .filter((node): node is ObjectTypeDefinitionNode => node.kind === Kind.OBJECT_TYPE_DEFINITION)
      .flatMap((type) => (type.fields ?? []).map((field) => `${type.name.value}.${field.name.value}`)),
  );
}

/** @throws when a field has no resolver that needs one, or a resolver is wired to no field of the schema */
export function checkEveryFieldHasAResolver(schema: DocumentNode, wired: readonly string[]): void {
  const missing = fieldsThatNeedAResolver(schema).filter((coordinate) => !wired.includes(coordinate));
  if (missing.length > 0) {
    throw new Error(
      `No resolver for ${missing.join(', ')}. Add resolvers/<domain>/js/<Type.field>.ts or lambda/<Type.field>.ts and wire it in infra/domains/<domain>.ts, or take the field out of schema/.`,
    );
  }
  const known = allFields(schema);
  const unknown = wired.filter((coordinate) => !known.has(coordinate));
  if (unknown.length > 0) {
    throw new Error(
      `Wired to fields that the schema does not have: ${unknown.join(', ')}. Correct the name in infra/domains/.`,
    );
  }
}
