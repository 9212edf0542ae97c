/** A schema with every kind of type and every scalar, whose resolvers give whatever the test puts into `given`. */
import type { Setup } from '../unit/engine/graphql/given.ts';

const SCALARS = [
  'Int',
  'Float',
  'String',
  'ID',
  'Boolean',
  'AWSDate',
  'AWSTime',
  'AWSDateTime',
  'AWSTimestamp',
  'AWSEmail',
  'AWSJSON',
  'AWSURL',
  'AWSPhone',
  'AWSIPAddress',
] as const;

/** `Int` is the argument, the field and the input field `int`. */
const nameOf = (scalar: string): string => scalar.toLowerCase();

const fields = SCALARS.map((scalar) => `${nameOf(scalar)}: ${scalar}`).join('  ');
const required = SCALARS.map((scalar) => `${nameOf(scalar)}Required: ${scalar}!`).join('  ');

export const FUZZED_SDL = `
  type Query {
    thing(id: ID, input: In, inputs: [In!], grid: [[Int]], level: Level, ${fields}): Thing
    things(limit: Int = 3): [Thing]
    strict: [[Thing!]!]!
    node: Node
    any: [Any!]
    level: Level
    hidden: Thing @aws_iam
  }
  type Mutation { change(input: In!, level: Level!): Thing!  reset: Boolean }
  type Subscription { changed(id: ID): Thing @aws_subscribe(mutations: ["change"]) }
  interface Node { id: ID! }
  type Thing implements Node { id: ID!  next: Thing  others: [Any]  parent: Node  level: Level  resolved: Thing  ${fields} }
  type Tight implements Node { id: ID!  ${required} }
  union Any = Thing | Tight
  enum Level { LOW HIGH }
  input In { int: Int!  level: Level = LOW  next: In  list: [In!]  json: AWSJSON  dates: [AWSDate!] }
`;

export interface Given {
  result: unknown;
}

export function fuzzedApi(given: Given): Setup {
  const give = (): unknown => given.result;
  const roots = ['thing', 'things', 'strict', 'node', 'any', 'level'].map((name) => [`Query.${name}`, give] as const);
  return {
    sdl: FUZZED_SDL,
    api: { queryDepthLimit: 12, resolverCountLimit: 500 },
    resolvers: {
      ...Object.fromEntries(roots),
      'Mutation.change': give,
      'Mutation.reset': give,
      'Thing.resolved': give,
    },
  };
}
