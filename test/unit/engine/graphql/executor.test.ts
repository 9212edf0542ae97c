import { describe, expect, it } from '@jest/globals';
import { aScope, anApi, ask, failure, value } from './given.ts';

const SDL = `
  type Query { member(id: ID! = "7"): Member  list: [Member!]  strict: Strict!  node: Node  nodes: [Node]  any: Any  tags: [String!]!  plain: String }
  type Member implements Node { id: ID!  name: String  friend: Member  constructor: String  json: AWSJSON  score: Float  active: Boolean  level: Level }
  type Strict { a: Int!  b: Int! }
  type Badge implements Node { id: ID!  title: String }
  interface Node { id: ID! }
  union Any = Member | Badge
  enum Level { GOLD SILVER }
`;

describe('executing a query', () => {
  it('reads properties of the parent for fields without a resolver, also under an alias', async () => {
    const api = anApi({ sdl: SDL, resolvers: { 'Query.member': (ctx) => ({ id: ctx.arguments.id, name: 'Ada' }) } });
    expect(await ask(api, '{ m: member { theName: name id } }')).toEqual({ data: { m: { theName: 'Ada', id: '7' } } });
  });

  it('gives null for a root field without a resolver', async () => {
    expect(await ask(anApi({ sdl: SDL }), '{ plain }')).toEqual({ data: { plain: null } });
  });

  it('does not read what every object inherits', async () => {
    const api = anApi({ sdl: SDL, resolvers: { 'Query.member': () => ({ id: 1 }) } });
    expect(await ask(api, '{ member { constructor } }')).toEqual({ data: { member: { constructor: null } } });
  });

  it('keeps the order of the document although fields end at different times', async () => {
    const api = anApi({ sdl: SDL, resolvers: { 'Query.member': () => ({ id: 1 }), 'Query.list': () => [] } });
    expect(JSON.stringify(await ask(api, '{ __typename list { id } member { id } plain }'))).toBe(
      '{"data":{"__typename":"Query","list":[],"member":{"id":"1"},"plain":null}}',
    );
  });

  it('runs a nested resolver once per parent, with the whole parent as source', async () => {
    const seen: unknown[] = [];
    const api = anApi({
      sdl: SDL,
      resolvers: {
        'Query.list': () => [{ id: 1, secret: 'x' }, { id: 2 }],
        'Member.friend': (ctx) => {
          seen.push(ctx.source);
          return { id: 9 };
        },
      },
    });
    const scope = aScope();
    expect(await ask(api, '{ list { friend { id } } }', null, scope)).toEqual({
      data: { list: [{ friend: { id: '9' } }, { friend: { id: '9' } }] },
    });
    expect(seen).toEqual([{ id: 1, secret: 'x' }, { id: 2 }]);
    expect(scope.cost.resolvers).toBe(3);
  });

  it('does not run resolvers below a null', async () => {
    let runs = 0;
    const api = anApi({ sdl: SDL, resolvers: { 'Query.member': () => null, 'Member.friend': () => (runs += 1) } });
    expect(await ask(api, '{ member { friend { id } } }')).toEqual({ data: { member: null } });
    expect(runs).toBe(0);
  });

  it('spreads fragments by the concrete type that __typename names', async () => {
    const nodes = [
      { __typename: 'Member', id: 1, name: 'Ada' },
      { __typename: 'Badge', id: 2, title: 'First' },
    ];
    const api = anApi({ sdl: SDL, resolvers: { 'Query.nodes': () => nodes } });
    const query =
      '{ nodes { __typename ...N ... on Badge { title } } } fragment N on Node { id ... on Member { name } }';
    expect(await ask(api, query)).toEqual({
      data: {
        nodes: [
          { __typename: 'Member', id: '1', name: 'Ada' },
          { __typename: 'Badge', id: '2', title: 'First' },
        ],
      },
    });
  });

  it('reports a member of a union without __typename', async () => {
    const api = anApi({ sdl: SDL, resolvers: { 'Query.any': () => ({ id: 1 }) } });
    const body = await ask(api, '{ any { __typename } }');
    expect(body.data).toEqual({ any: null });
    expect(body.errors?.[0]?.message).toContain(
      "Abstract type 'Any' must resolve to an Object type at runtime for field 'Query.any'",
    );
  });

  it('decides @skip and @include anew for each request', async () => {
    const api = anApi({ sdl: SDL, resolvers: { 'Query.member': () => ({ id: 1, name: 'Ada' }) } });
    const query = 'query Q($full: Boolean!) { member { id name @include(if: $full) level @skip(if: true) } }';
    expect(await ask(api, query, { full: true })).toEqual({ data: { member: { id: '1', name: 'Ada' } } });
    expect(await ask(api, query, { full: false })).toEqual({ data: { member: { id: '1' } } });
    expect(await ask(api, query, { full: true })).toEqual({ data: { member: { id: '1', name: 'Ada' } } });
  });

  it('merges selections of the same response key', async () => {
    const api = anApi({ sdl: SDL, resolvers: { 'Query.member': () => ({ friend: { id: 1, name: 'Bo' } }) } });
    expect(await ask(api, '{ member { friend { id } ...F } } fragment F on Member { friend { name } }')).toEqual({
      data: { member: { friend: { id: '1', name: 'Bo' } } },
    });
  });

  it.each(['query', 'mutation'])('answers a %s whose alias is the name of the prototype', async (kind) => {
    const sdl = 'type Query { plain: String } type Mutation { plain: String }';
    const api = anApi({ sdl, resolvers: { 'Query.plain': () => 'x', 'Mutation.plain': () => 'x' } });
    const { body } = await api.execute(
      { query: `${kind} { __proto__: plain }`, variables: null, operationName: null },
      aScope(),
    );
    expect(JSON.stringify(body)).toBe('{"data":{"__proto__":"x"}}');
  });

  it('coerces output as AppSync does', async () => {
    const member = { id: 5, name: { a: 1, b: [true] }, json: { x: [1] }, score: '1.5', active: 'TRUE', level: 'GOLD' };
    const api = anApi({ sdl: SDL, resolvers: { 'Query.member': () => member } });
    expect(await ask(api, '{ member { id name json score active level } }')).toEqual({
      data: {
        member: { id: '5', name: '{a=1, b=[true]}', json: '{"x":[1]}', score: 1.5, active: true, level: 'GOLD' },
      },
    });
  });

  it('starts sibling resolvers together', async () => {
    const order: string[] = [];
    const api = anApi({
      sdl: SDL,
      resolvers: {
        'Query.member': {
          request: () => (order.push('member asks'), value({})),
          response: () => (order.push('member'), value(null)),
        },
        'Query.plain': {
          request: () => (order.push('plain asks'), value({})),
          response: () => (order.push('plain'), value(null)),
        },
      },
    });
    await ask(api, '{ member { id } plain }');
    expect(order).toEqual(['member asks', 'plain asks', 'member', 'plain']);
  });
});

describe('completing values', () => {
  it('reports each bad sibling and moves the null to the nearest nullable ancestor', async () => {
    const api = anApi({ sdl: SDL, resolvers: { 'Query.strict': () => ({}), 'Query.plain': () => 'x' } });
    expect(await ask(api, '{ plain strict { a b } }')).toEqual({
      data: null,
      errors: [
        {
          path: ['strict', 'a'],
          locations: null,
          message: "Cannot return null for non-nullable type: 'Int' within parent 'Strict' (/strict/a)",
        },
        {
          path: ['strict', 'b'],
          locations: null,
          message: "Cannot return null for non-nullable type: 'Int' within parent 'Strict' (/strict/b)",
        },
      ],
    });
  });

  it('names the place inside a list', async () => {
    const api = anApi({
      sdl: SDL,
      resolvers: { 'Query.list': () => [{ id: 1 }, {}], 'Query.tags': () => ['a', null] },
    });
    const body = await ask(api, '{ list { id } }');
    expect(body.data).toEqual({ list: null });
    expect(body.errors).toEqual([
      {
        path: ['list', 1, 'id'],
        locations: null,
        message: "Cannot return null for non-nullable type: 'ID' within parent 'Member' (/list[1]/id)",
      },
    ]);
    expect((await ask(api, '{ tags }')).errors?.[0]?.message).toBe(
      "Cannot return null for non-nullable type: 'String' within parent 'Query' (/tags[1])",
    );
  });

  it('reports a value of the wrong shape', async () => {
    const api = anApi({ sdl: SDL, resolvers: { 'Query.list': () => ({}), 'Query.member': () => ['x'] } });
    const body = await ask(api, '{ list { id } member { id } }');
    expect(body.data).toEqual({ list: null, member: null });
    expect(body.errors?.map((error) => error.message)).toEqual([
      "Can't resolve value (/list) : type mismatch error, expected type LIST, got OBJECT",
      "Can't resolve value (/member) : type mismatch error, expected type OBJECT, got LIST",
    ]);
  });

  it('reports what cannot be serialized and gives null', async () => {
    const api = anApi({ sdl: SDL, resolvers: { 'Query.member': () => ({ score: 'high', level: 'TIN' }) } });
    const body = await ask(api, '{ member { score level } }');
    expect(body.data).toEqual({ member: { score: null, level: null } });
    expect(body.errors?.map((error) => error.message)).toEqual([
      "Can't serialize value (/member/score) : Expected type 'Float' but was 'String'.",
      "Can't serialize value (/member/level) : Invalid input for Enum 'Level'. No value found for name 'TIN'",
    ]);
  });

  it('keeps the six keys of a resolver error in order and adds no second error for its null', async () => {
    const api = anApi({
      sdl: SDL,
      resolvers: { 'Query.strict': { response: () => failure('No.', 'Refused', { a: 1, x: 2 }) } },
    });
    expect(JSON.stringify(await ask(api, '{\n  strict { a }\n}'))).toBe(
      '{"data":null,"errors":[{"path":["strict"],"data":{"a":1},"errorType":"Refused","errorInfo":null,"locations":[{"line":2,"column":3,"sourceName":null}],"message":"No."}]}',
    );
  });

  it('masks a fault of the engine and names the request', async () => {
    const broken = { invoke: () => Promise.reject(new Error('secret detail')) };
    const api = anApi({ sdl: SDL, resolvers: { 'Query.plain': { source: 'broken' } }, sources: { broken } });
    const body = await ask(api, '{ plain }');
    expect(body.errors?.[0]).toMatchObject({
      errorType: 'InternalFailure',
      message: 'Internal failure, request request-1',
    });
  });
});
