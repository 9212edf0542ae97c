/** Validation of a parsed document, with graphql-java's texts, kinds, places and paths (spec/appsync-resolvers 8.2). */
import { GraphQLError, ValuesOfCorrectTypeRule, specifiedRules, validate } from 'graphql';
import type { DocumentNode, GraphQLSchema, ValidationRule } from 'graphql';
import { toRequestError } from '../errors.ts';
import { locationsOf } from '../locations.ts';
import type { GraphqlErrorEntry } from '../ports.ts';
import { argumentsOfCorrectType, defaultsOfCorrectType } from './literals.ts';
import { queryPathOf } from './paths.ts';
import { WORDINGS } from './wording.ts';

const RULES: readonly ValidationRule[] = [
  ...specifiedRules.filter((rule) => rule !== ValuesOfCorrectTypeRule),
  argumentsOfCorrectType,
  defaultsOfCorrectType,
];

/** With introspection switched off the two meta fields count as undefined; `__typename` stays (10.4). */
const noIntrospection: ValidationRule = (context) => ({
  Field(node) {
    const name = node.name.value;
    const parent = context.getParentType();
    if ((name !== '__schema' && name !== '__type') || !parent) return;
    context.reportError(
      new GraphQLError(`FieldUndefined: Field '${name}' in type '${parent.name}' is undefined`, { nodes: node }),
    );
  },
});

function translate(document: DocumentNode, error: GraphQLError): GraphqlErrorEntry {
  const nodes = error.nodes ?? [];
  for (const { from, to, node = 0 } of WORDINGS) {
    const caught = from.exec(error.message);
    if (caught === null) continue;
    const said = to.replace(/\$(\d)/g, (_, group: string) => caught[Number(group)] ?? '');
    const text = said.startsWith('FieldsConflict') ? said.replaceAll('"', '') : said;
    const place = nodes[node] ?? nodes[0];
    const path = place === undefined ? [] : queryPathOf(document, place);
    const at = path.length === 0 ? '' : ` @ '${path.join('/')}'`;
    const locations = text.startsWith('FieldsConflict')
      ? locationsOf(...nodes)
      : locationsOf(...(place === undefined ? [] : [place]));
    return toRequestError(`Validation error of type ${text}${at}`, locations);
  }
  return toRequestError(`Validation error of type ${error.message}`, locationsOf(...nodes));
}

/** @returns an empty list for a valid document */
export function validateDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  allowsIntrospection: boolean,
): GraphqlErrorEntry[] {
  const errors = validate(schema, document, allowsIntrospection ? RULES : [...RULES, noIntrospection]);
  return errors
    .filter((error) => !error.message.startsWith('Too many validation errors'))
    .map((error) => translate(document, error));
}
