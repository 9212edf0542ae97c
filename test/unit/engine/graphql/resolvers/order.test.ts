import { describe, expect, it } from '@jest/globals';
import { anApi, ask } from '../given.ts';

const SDL = `
  type Query { a: Thing  b: Thing }
  type Mutation { a: Thing  b: Thing }
  type Thing { id: ID  x: Int  y: Int }
`;

/** Calls that wait until they are told to end; `open` names those that have begun. */
function anOpenEndedApi() {
  const open: string[] = [];
  const ends = new Map<string, () => void>();
  const names = ['Query.a', 'Query.b', 'Mutation.a', 'Mutation.b', 'Thing.x', 'Thing.y'];
  const api = anApi({
    sdl: SDL,
    resolvers: Object.fromEntries(names.map((name) => [name, { source: 'slow' }])),
    sources: {
      slow: {
        type: 'NONE',
        invoke: (_, { coordinate }) =>
          new Promise((resolve) => {
            open.push(coordinate);
            ends.set(coordinate, () =>
              resolve({ result: coordinate.startsWith('Thing') ? 1 : { id: 1 }, error: null }),
            );
          }),
      },
    },
  });
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { api, open, end };
}

describe('the order of resolvers', () => {
  it('is concurrent for the roots of a query and for siblings', async () => {
    const { api, open, end } = anOpenEndedApi();
    const answer = ask(api, '{ a { x y } b { id } }');
    expect(open).toEqual(['Query.a', 'Query.b']);
    await end('Query.a');
    expect(open).toEqual(['Query.a', 'Query.b', 'Thing.x', 'Thing.y']);
    await end('Thing.y');
    await end('Thing.x');
    await end('Query.b');
    expect(await answer).toEqual({ data: { a: { x: 1, y: 1 }, b: { id: '1' } } });
  });

  it('is one after the other for the roots of a mutation, each with all below it', async () => {
    const { api, open, end } = anOpenEndedApi();
    const answer = ask(api, 'mutation { b { x y } a { id } }');
    expect(open).toEqual(['Mutation.b']);
    await end('Mutation.b');
    expect(open).toEqual(['Mutation.b', 'Thing.x', 'Thing.y']);
    await end('Thing.x');
    expect(open).toHaveLength(3);
    await end('Thing.y');
    expect(open).toEqual(['Mutation.b', 'Thing.x', 'Thing.y', 'Mutation.a']);
    await end('Mutation.a');
    expect(Object.keys((await answer).data ?? {})).toEqual(['b', 'a']);
  });
});

describe('nested resolvers', () => {
  it('run once a parent, with the parent’s complete value as source', async () => {
    const seen: unknown[] = [];
    const api = anApi({
      sdl: 'type Query { list: [Item] } type Item { id: ID  child: ID }',
      resolvers: {
        'Query.list': () => [{ id: 1, hidden: 'a' }, null, { id: 2, hidden: 'b' }],
        'Item.child': (ctx) => (seen.push(ctx.source), 'c'),
      },
    });
    expect(await ask(api, '{ list { child } }')).toEqual({ data: { list: [{ child: 'c' }, null, { child: 'c' }] } });
    expect(seen).toEqual([
      { id: 1, hidden: 'a' },
      { id: 2, hidden: 'b' },
    ]);
  });
});

describe('an abstract type', () => {
  const typed = (value: unknown) =>
    anApi({
      sdl: `type Query { node: Node  found: [Found] } interface Node { id: ID }
        type Thing implements Node { id: ID  name: String } type Loner { id: ID } union Found = Thing`,
      resolvers: {
        'Query.node': () => value,
        'Query.found': () => [value],
        'Thing.name': (ctx) => (ctx.source as { id: string }).id,
      },
    });
  const query = '{ node { __typename id ... on Thing { name } } }';

  it('is the type that __typename names, with the resolvers of that type', async () => {
    expect(await ask(typed({ __typename: 'Thing', id: 'i' }), query)).toEqual({
      data: { node: { __typename: 'Thing', id: 'i', name: 'i' } },
    });
  });

  it.each([
    ['missing', { id: 1 }],
    ['no text', { __typename: 1, id: 1 }],
    ['unknown', { __typename: 'Nobody', id: 1 }],
    ['a type that is no member', { __typename: 'Loner', id: 1 }],
    ['the interface itself', { __typename: 'Node', id: 1 }],
  ])('is null with one error when __typename is %s', async (_, value) => {
    const text = (path: string, type: string, field: string) =>
      `Can't resolve value (${path}) : Abstract type '${type}' must resolve to an Object type at runtime for field '${field}'. Could not determine the exact type of '${type}'`;
    expect(await ask(typed(value), query)).toEqual({
      data: { node: null },
      errors: [{ path: ['node'], locations: null, message: text('/node', 'Node', 'Query.node') }],
    });
    expect(await ask(typed(value), '{ found { __typename } }')).toEqual({
      data: { found: [null] },
      errors: [{ path: ['found', 0], locations: null, message: text('/found[0]', 'Found', 'Query.found') }],
    });
  });
});
