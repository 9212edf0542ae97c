import { valueFromASTUntyped } from 'graphql';
import type { GraphQLSchema } from 'graphql';

/** Which subscription fields each mutation field fires, by `@aws_subscribe` (spec/appsync-edge 4.1). */
export function subscriptionTriggers(schema: GraphQLSchema): ReadonlyMap<string, readonly string[]> {
  const triggers = new Map<string, string[]>();
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const directive = field.astNode?.directives?.find((one) => one.name.value === 'aws_subscribe');
    const argument = directive?.arguments?.find((one) => one.name.value === 'mutations');
    const value: unknown = argument === undefined ? [] : valueFromASTUntyped(argument.value);
    for (const mutation of Array.isArray(value) ? value : [value]) {
      const name = String(mutation);
      triggers.set(name, [...(triggers.get(name) ?? []), field.name]);
    }
  }
  return triggers;
}
