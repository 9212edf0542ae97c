/** What every server of `bench/engine.ts` serves: one schema, the same data, the same four requests. */

export const TABLE = 'bench-items';
export const ITEM_COUNT = 200;
export const LIST_LENGTH = 20;

export const SCHEMA = `
type Query {
  hello: String
  echo(id: ID!): Item
  item(id: ID!): Item
  items: [Item]
}
type Item {
  id: ID!
  name: String
  points: Int
  tier: String
  detail: Detail
}
type Detail {
  text: String
  length: Int
}
`;

export interface Item {
  readonly id: string;
  readonly name: string;
  readonly points: number;
  readonly tier: string;
}

export const itemOf = (id: string): Item => ({ id, name: `Member ${id}`, points: 1200, tier: 'SILVER' });
export const LIST: readonly Item[] = Array.from({ length: LIST_LENGTH }, (_, index) => itemOf(String(index)));
export const detailOf = (item: Item): { readonly text: string; readonly length: number } => ({
  text: item.name,
  length: 7,
});

export interface Case {
  readonly name: 'static' | 'none' | 'dynamodb' | 'list';
  readonly title: string;
  readonly query: string;
  /** Differs from request to request, so that no server answers from memory. */
  readonly variables: (index: number) => object;
}

const byId = (index: number): object => ({ id: String(index % ITEM_COUNT) });

export const CASES: readonly Case[] = [
  { name: 'static', title: '(a) a static field', query: '{ hello }', variables: () => ({}) },
  {
    name: 'none',
    title: '(b) a NONE resolver',
    query: 'query Echo($id: ID!) { echo(id: $id) { id name points tier } }',
    variables: byId,
  },
  {
    name: 'dynamodb',
    title: '(c) one GetItem',
    query: 'query Item($id: ID!) { item(id: $id) { id name points tier } }',
    variables: byId,
  },
  {
    name: 'list',
    title: '(d) 20 items, a nested resolver each',
    query: '{ items { id name points tier detail { text length } } }',
    variables: () => ({}),
  },
];
