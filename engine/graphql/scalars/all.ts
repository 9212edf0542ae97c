/** Every scalar of an AppSync API: five of GraphQL, nine of AWS; an API cannot add its own. */
import { GraphQLScalarType, valueFromASTUntyped } from 'graphql';
import { BUILT_IN_SCALARS } from './built-in.ts';
import { DATE_TIME_SCALARS } from './date-time.ts';
import { FORMAT_SCALARS } from './formats.ts';
import type { LeafRule } from './leaf.ts';

const AWS_RULES: readonly LeafRule[] = [...DATE_TIME_SCALARS, ...FORMAT_SCALARS];

/** By scalar name. */
export const LEAF_RULES: ReadonlyMap<string, LeafRule> = new Map(
  [...BUILT_IN_SCALARS, ...AWS_RULES].map((rule) => [rule.name, rule]),
);

/** New type objects for one schema; literals take the same way as variables. */
export function createAwsScalars(): GraphQLScalarType[] {
  return AWS_RULES.map(
    (rule) =>
      new GraphQLScalarType({
        name: rule.name,
        description: rule.description,
        parseValue: (value) => rule.parse(value),
        serialize: (value) => rule.serialize(value),
        parseLiteral: (node, variables) => rule.parse(valueFromASTUntyped(node, variables)),
      }),
  );
}
