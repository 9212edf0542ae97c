/** Validation of a parsed document, with graphql-java's texts, kinds, places and paths (spec/appsync-resolvers 8.2). */
import {
  LoneAnonymousOperationRule,
  SingleFieldSubscriptionsRule,
  ValuesOfCorrectTypeRule,
  specifiedRules,
  validate,
} from 'graphql';
import type { ASTNode, DocumentNode, GraphQLError, GraphQLSchema, ValidationRule } from 'graphql';
import { toRequestError } from '../errors.ts';
import { locationsOf } from '../locations.ts';
import type { GraphqlErrorEntry } from '../ports.ts';
import { conflictText } from './conflicts.ts';
import { argumentsOfCorrectType, defaultsOfCorrectType } from './literals.ts';
import { loneAnonymousOperation, noIntrospection, oneSubscriptionField } from './own-rules.ts';
import { placesOf } from './paths.ts';
import type { Place } from './paths.ts';
import { WORDINGS } from './wording.ts';

const REPLACED = new Set<ValidationRule>([
  ValuesOfCorrectTypeRule,
  LoneAnonymousOperationRule,
  SingleFieldSubscriptionsRule,
]);
const RULES: readonly ValidationRule[] = [
  ...specifiedRules.filter((rule) => !REPLACED.has(rule)),
  loneAnonymousOperation,
  oneSubscriptionField,
  argumentsOfCorrectType,
  defaultsOfCorrectType,
];

const NOWHERE: Place = { path: [], around: [] };

type Places = ReadonlyMap<ASTNode, Place>;

function entryOf(text: string, path: readonly string[], nodes: readonly ASTNode[]): GraphqlErrorEntry {
  const at = path.length === 0 ? '' : ` @ '${path.join('/')}'`;
  return toRequestError(`Validation error of type ${text}${at}`, locationsOf(...nodes));
}

/** graphql-java prints the class of the node that has the directives, which is the node's kind. */
function withOwner(text: string, place: Place): string {
  return text.replace('$owner', place.around.at(-1)?.kind ?? '');
}

function translate(places: Places, error: GraphQLError): GraphqlErrorEntry {
  const nodes = error.nodes ?? [];
  const conflict = conflictText(error.message);
  if (conflict !== null) {
    // graphql-java finds conflicts when it leaves the selection set: the path is that of the parent.
    const place = nodes[0] === undefined ? NOWHERE : (places.get(nodes[0]) ?? NOWHERE);
    return entryOf(conflict, place.path.slice(0, -1), nodes);
  }
  for (const { from, to, node = 0, around, path = 'own' } of WORDINGS) {
    const caught = from.exec(error.message);
    if (caught === null) continue;
    const said = to.replace(/\$(\d)/g, (_, group: string) => caught[Number(group)] ?? '');
    const target = nodes[node] ?? nodes[0];
    const place = target === undefined ? NOWHERE : (places.get(target) ?? NOWHERE);
    const shown = around === undefined ? target : place.around.findLast((one) => around.includes(one.kind));
    return entryOf(withOwner(said, place), path === 'none' ? [] : place.path, shown === undefined ? [] : [shown]);
  }
  return entryOf(error.message, [], nodes);
}

/** @returns an empty list for a valid document */
export function validateDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  allowsIntrospection: boolean,
): GraphqlErrorEntry[] {
  const errors = validate(schema, document, allowsIntrospection ? RULES : [...RULES, noIntrospection]).filter(
    // graphql-js stops after a hundred and says so; AppSync's answer has no such entry.
    (error) => !error.message.startsWith('Too many validation errors'),
  );
  if (errors.length === 0) return [];
  const places = placesOf(document, new Set(errors.flatMap((error) => error.nodes ?? [])));
  return errors.map((error) => translate(places, error));
}
