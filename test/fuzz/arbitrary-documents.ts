/** Documents: valid by the schema (nearly always), mutated, and of no language at all. */
import fc from 'fast-check';
import {
  buildASTSchema,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  getNamedType,
  parse,
} from 'graphql';
import type { GraphQLCompositeType, GraphQLField, GraphQLInputType, GraphQLSchema } from 'graphql';
import { FUZZED_SDL } from './fuzzed-api.ts';

const scalars = [...new Set(FUZZED_SDL.match(/AWS[A-Z]\w+/g))].map((name) => `scalar ${name}`).join('\n');
const directives = `directive @aws_iam on FIELD_DEFINITION\ndirective @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION`;

export const SCHEMA: GraphQLSchema = buildASTSchema(parse(`${scalars}\n${directives}\n${FUZZED_SDL}`), {
  assumeValidSDL: true,
});

/** Draws from a list of numbers, so that fast-check can shrink what was drawn. */
class Draw {
  #at = 0;
  readonly #numbers: readonly number[];
  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  below(bound: number): number {
    const number = this.#numbers[this.#at % Math.max(1, this.#numbers.length)] ?? 0;
    this.#at += 1;
    return (number + this.#at) % bound;
  }

  of<Value>(values: readonly Value[]): Value | undefined {
    return values[this.below(Math.max(1, values.length))];
  }
}

const TEXTS: Readonly<Record<string, string>> = {
  AWSDate: '"2024-02-29"',
  AWSTime: '"12:00Z"',
  AWSDateTime: '"2024-02-29T12:00Z"',
  AWSTimestamp: '-1',
  AWSEmail: '"a@b.c"',
  AWSJSON: '"{\\"__proto__\\":[1]}"',
  AWSURL: '"https://a.b"',
  AWSPhone: '"+12062345678"',
  AWSIPAddress: '"::1/64"',
  Int: '2147483647',
  Float: '1.5e3',
  Boolean: 'true',
};

function literal(draw: Draw, type: GraphQLInputType, depth: number): string {
  if (isNonNullType(type)) return literal(draw, type.ofType, depth);
  if (draw.below(8) === 0) return 'null';
  if (isListType(type)) {
    const item = literal(draw, type.ofType, depth + 1);
    return draw.below(3) === 0 ? item : `[${item}, ${item}]`;
  }
  if (isEnumType(type)) return draw.of(['LOW', 'HIGH']) ?? 'LOW';
  if (!isInputObjectType(type)) return TEXTS[type.name] ?? '"x"';
  const fields = Object.values(type.getFields()).filter(
    (field) => field.name === 'int' || (depth < 3 && draw.below(2) === 0),
  );
  return `{${fields.map((field) => `${field.name}: ${isNonNullType(field.type) ? '1' : literal(draw, field.type, depth + 1)}`).join(', ')}}`;
}

function fieldText(draw: Draw, field: GraphQLField<unknown, unknown>, depth: number): string {
  const args = field.args
    .filter((argument) => isNonNullType(argument.type) || draw.below(4) === 0)
    .map((argument) => `${argument.name}: ${literal(draw, argument.type, 0)}`);
  const alias =
    draw.below(3) === 0
      ? `${draw.of(['a', '__proto__', 'constructor', 'toString']) ?? 'a'}${draw.below(2) === 0 ? draw.below(1000) : ''}: `
      : '';
  const directive =
    draw.below(10) === 0
      ? ` @${draw.of(['skip', 'include']) ?? 'skip'}(if: ${draw.of(['true', 'false', '$yes']) ?? 'true'})`
      : '';
  const type = getNamedType(field.type);
  const set = isCompositeType(type) ? ` ${selection(draw, type, depth + 1)}` : '';
  return `${alias}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${directive}${set}`;
}

function selection(draw: Draw, type: GraphQLCompositeType, depth: number): string {
  const parts = draw.below(3) === 0 ? ['__typename'] : [];
  const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
  const wanted = fields.filter((field) => !isCompositeType(getNamedType(field.type)) || depth < 3);
  for (let count = draw.below(4); count >= 0; count -= 1) {
    const field = draw.of(wanted);
    if (field !== undefined) parts.push(fieldText(draw, field, depth));
  }
  const members = isAbstractType(type) ? SCHEMA.getPossibleTypes(type) : [];
  if (depth < 3)
    for (const member of members) parts.push(`... on ${member.name} ${selection(draw, member, depth + 1)}`);
  return `{ ${parts.length === 0 ? '__typename' : parts.join(' ')} }`;
}

/** Nearly always valid: two fields may conflict. Uses `$yes`, which is declared and true by default. */
export const validDocument: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.nat(9_999), { minLength: 4, maxLength: 40 }),
    fc.constantFrom('query', 'query', 'query', 'mutation', 'subscription'),
  )
  .map(([numbers, kind]) => {
    const draw = new Draw(numbers);
    const root = {
      query: SCHEMA.getQueryType(),
      mutation: SCHEMA.getMutationType(),
      subscription: SCHEMA.getSubscriptionType(),
    }[kind];
    const set = root ? selection(draw, root, 0) : '{ __typename }';
    return `${kind} Q${set.includes('$yes') ? '($yes: Boolean = true)' : ''} ${set}`;
  });

const FRAGMENTS = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '"',
  '"""',
  '\\',
  '#',
  '...',
  '@',
  '@skip(if: true)',
  '$x',
  ':',
  '!',
  '|',
  '&',
  '=',
  'null',
  'on',
  'fragment F on Thing { ...F }',
  '...F',
  '__schema { types { name } }',
  '__typename',
  'query',
  'mutation',
  'extend type Query { a: Int }',
  '\u0000',
  '\uFEFF',
  '😀',
  '\uD800',
  '1e999',
  '-',
  '.5',
  ',',
  '\n',
  '\r',
  '"\\u{110000}"',
  '"\\uD800"',
];

/** One to six pieces cut out, doubled, or put in. */
export const mutatedDocument: fc.Arbitrary<string> = fc
  .tuple(
    validDocument,
    fc.array(fc.tuple(fc.nat(9_999), fc.nat(30), fc.constantFrom(...FRAGMENTS), fc.nat(2)), {
      minLength: 1,
      maxLength: 6,
    }),
  )
  .map(([document, edits]) =>
    edits.reduce((text, [place, length, piece, kind]) => {
      const at = place % (text.length + 1);
      const cut = text.slice(at, at + length);
      const between = [piece, '', cut + cut][kind] ?? '';
      return text.slice(0, at) + between + text.slice(kind === 0 ? at : at + length);
    }, document),
  );

export const noDocument: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 60 }).map((parts) => parts.join(' ')),
  fc
    .tuple(fc.constantFrom('{a', '[', '(', '{', '{ thing(grid: [', '"', '#'), fc.nat(3_000))
    .map(([piece, count]) => piece.repeat(count)),
);
