/** The API that requests of every kind are tried on. */
import { anApi } from './given.ts';

export const SDL = `
  type Query { item(id: ID!, at: AWSDateTime, how: How, input: Input, n: Int): Item  items: [Item]  any: Any }
  type Mutation { add(input: Input!): Item }
  type Subscription { added: Item @aws_subscribe(mutations: ["add"]) }
  type Item { id: ID!  name: String  next: Item  at(zone: String!): String }
  type Other { id: ID! }
  union Any = Item | Other
  input Input { id: ID!  phone: AWSPhone  data: AWSJSON  nested: Nested  list: [Int!]  level: Int = 3 }
  input Nested { name: String! }
  enum How { FAST SLOW }
`;

export const api = anApi({
  sdl: SDL,
  resolvers: { 'Query.item': (ctx) => ({ id: 1, name: JSON.stringify(ctx.arguments) }) },
});

export const at = (line: number, column: number): object[] => [{ line, column, sourceName: null }];
