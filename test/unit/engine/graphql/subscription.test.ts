import { describe, expect, it } from '@jest/globals';
import type { MutationResult } from '../../../../engine/graphql/index.ts';
import { aScope, anApi, ask, failure, value } from './given.ts';

const SDL = `
  type Query { ping: String }
  type Mutation { add(id: ID!): Item  fail: Item  many: [Item]  node: Node }
  type Subscription {
    added(id: ID, kind: Kind): Item @aws_subscribe(mutations: ["add", "fail"])
    secret: Item @aws_iam @aws_subscribe(mutations: ["add"])
    nodeAdded: Node @aws_subscribe(mutations: ["node"])
  }
  type Item implements Node { id: ID!  name: String  owner: Owner  json: AWSJSON  kind: Kind  hidden: String @aws_iam }
  type Owner { id: ID!  name: String! }
  interface Node { id: ID! }
  enum Kind { A B }
`;

const AUTH = { authProviders: [{ mode: 'API_KEY' }, { mode: 'AWS_IAM' }] as const };

const subscribe = (api: ReturnType<typeof anApi>, query: string, variables: unknown = null) =>
  api.prepareSubscription({ query, variables, operationName: null }, aScope());

describe('the result of a mutation', () => {
  it('is told by schema names, limited to what was selected, with the type of each object', async () => {
    const told: MutationResult[] = [];
    const api = anApi({
      sdl: SDL,
      resolvers: { 'Mutation.add': () => ({ id: 1, name: 'n', json: { a: 1 }, owner: { id: 2, name: 'o' } }) },
      options: { onMutationResult: (result) => void told.push(result) },
    });
    await ask(api, 'mutation { x: add(id: 1) { theId: id json owner { __typename n: name } } }');
    expect(told).toMatchObject([
      {
        fieldName: 'add',
        result: { __typename: 'Item', id: '1', json: '{"a":1}', owner: { __typename: 'Owner', name: 'o' } },
        errors: [],
      },
    ]);
    expect(told[0]?.result).not.toHaveProperty('name');
  });

  it('is told once per root field, in order, and not for one that failed or is null', async () => {
    const told: string[] = [];
    const api = anApi({
      sdl: SDL,
      resolvers: {
        'Mutation.add': () => ({ id: 1 }),
        'Mutation.fail': { response: () => failure('no') },
        'Mutation.many': () => [{ id: 1 }, null],
        'Mutation.node': () => null,
      },
      options: {
        onMutationResult: ({ fieldName, result }) => void told.push(`${fieldName} ${JSON.stringify(result)}`),
      },
    });
    await ask(api, 'mutation { many { id } fail { id } add(id: 1) { id } node { id } }');
    expect(told).toEqual(['many [{"__typename":"Item","id":"1"},null]', 'add {"__typename":"Item","id":"1"}']);
  });

  it('carries errors below the root, and names concrete types of an interface', async () => {
    const told: MutationResult[] = [];
    const api = anApi({
      sdl: SDL,
      resolvers: { 'Mutation.node': () => ({ __typename: 'Item', id: 1, kind: 'C' }) },
      options: { onMutationResult: (result) => void told.push(result) },
    });
    await ask(api, 'mutation { node { id ... on Item { kind } } }');
    expect(told[0]?.result).toEqual({ __typename: 'Item', id: '1', kind: null });
    expect(told[0]?.errors.map((error) => error.path)).toEqual([['node', 'kind']]);
  });

  it('reaches the client although the hook fails', async () => {
    const api = anApi({
      sdl: SDL,
      resolvers: { 'Mutation.add': () => ({ id: 1 }) },
      options: {
        onMutationResult() {
          throw new Error('hub is gone');
        },
      },
    });
    expect(await ask(api, 'mutation { add(id: 1) { id } }')).toEqual({ data: { add: { id: '1' } } });
  });

  it('comes from root fields that run one after the other', async () => {
    const order: string[] = [];
    const api = anApi({
      sdl: SDL,
      resolvers: {
        'Mutation.add': {
          request: () => (order.push('add asks'), value({})),
          response: () => (order.push('add'), value({ id: 1 })),
        },
        'Mutation.fail': {
          request: () => (order.push('fail asks'), value({})),
          response: () => (order.push('fail'), value(null)),
        },
      },
    });
    await ask(api, 'mutation { add(id: 1) { id } fail { id } }');
    expect(order).toEqual(['add asks', 'add', 'fail asks', 'fail']);
  });

  it('fires the subscriptions that name the mutation', () => {
    expect([...anApi({ sdl: SDL }).triggers]).toEqual([
      ['add', ['added', 'secret']],
      ['fail', ['added']],
      ['node', ['nodeAdded']],
    ]);
  });
});

describe('subscribing', () => {
  it('gives coerced arguments, tells an omitted one from null, and runs the resolver once', async () => {
    const seen: unknown[] = [];
    const api = anApi({
      sdl: SDL,
      resolvers: { 'Subscription.added': (ctx) => (seen.push(ctx.arguments, ctx.source), null) },
    });
    const outcome = await subscribe(
      api,
      'subscription S($id: ID, $kind: Kind) { added(id: $id, kind: $kind) { id } }',
      { id: 5 },
    );
    expect(outcome).toMatchObject({
      ok: true,
      subscription: { fieldName: 'added', arguments: { id: '5' }, filter: null },
    });
    const withNull = await subscribe(api, 'subscription { added(id: null) { id } }');
    expect(withNull).toMatchObject({ ok: true, subscription: { arguments: { id: null } } });
    expect(seen).toEqual([{ id: '5' }, null, { id: null }, null]);
  });

  it('gives the filters that the resolver set', async () => {
    const filter = { filterGroup: [{ filters: [{ fieldName: 'id', operator: 'eq', value: 1 }] }] };
    const api = anApi({
      sdl: SDL,
      resolvers: {
        'Subscription.added': {
          response(_, host) {
            host.subscriptionFilter = filter;
            host.subscriptionInvalidationFilter = filter;
            return value(null);
          },
        },
      },
    });
    expect(await subscribe(api, 'subscription { added { id } }')).toMatchObject({
      ok: true,
      subscription: { filter, invalidationFilter: filter },
    });
  });

  it.each([
    [
      'subscription { added { nope } }',
      [{ message: "Validation error of type FieldUndefined: Field 'nope' in type 'Item' is undefined @ 'added/nope'" }],
    ],
    [
      'subscription S($k: Kind!) { added(kind: $k) { id } }',
      [{ message: "Variable 'k' has coerced Null value for NonNull type 'Kind!'" }],
    ],
    [
      'subscription { secret { id } }',
      [{ errorType: 'Unauthorized', message: 'Not Authorized to access secret on type Subscription' }],
    ],
    [
      'subscription { nodeAdded { id } }',
      [{ errorType: 'Unauthorized', message: 'Not Authorized to access nodeAdded on type Subscription' }],
    ],
    ['subscription { added { id } }', [{ errorType: 'Mine', message: 'Not you.' }]],
    [
      'subscription A { added(kind: A) { id } } subscription B { added(kind: B) { id } }',
      [{ errorType: 'BadRequestException', message: 'Missing operation name.' }],
    ],
    ['subscription {', [{ errorType: 'MalformedHttpRequestException', message: 'Unable to parse GraphQL query.' }]],
    ['{ ping }', [{ errorType: 'UnsupportedOperation', message: 'query not supported through the realtime channel' }]],
    [
      'subscription { __typename }',
      [
        {
          message:
            "Validation error of type SubscriptionMultipleRootFields: Subscription operation 'null' must have exactly one root field @ '__typename'",
        },
      ],
    ],
  ])('refuses %s', async (query, errors) => {
    const api = anApi({
      sdl: SDL,
      api: AUTH,
      resolvers: {
        'Subscription.added': { request: () => failure('Not you.', 'Mine') },
        'Subscription.nodeAdded': { response: () => ({ kind: 'unauthorized' }) },
      },
    });
    expect(await subscribe(api, query)).toEqual({ ok: false, errors });
  });
});

describe('the payload of a subscriber', () => {
  const select = async (query: string, payload: unknown): Promise<unknown> => {
    let runs = 0;
    const api = anApi({ sdl: SDL, api: AUTH, resolvers: { 'Item.owner': () => (runs += 1) } });
    const outcome = await subscribe(api, query);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
    const body = outcome.subscription.select(payload);
    expect(runs).toBe(0);
    return body;
  };

  it('is cut to its selection and never runs nested resolvers', async () => {
    const payload = {
      __typename: 'Item',
      id: '1',
      name: 'n',
      json: '{"a":1}',
      owner: { __typename: 'Owner', id: '2', name: 'o' },
    };
    expect(await select('subscription { it: added { __typename key: id json owner { name } } }', payload)).toEqual({
      data: { it: { __typename: 'Item', key: '1', json: '{"a":1}', owner: { name: 'o' } } },
    });
  });

  it('has null for what the mutation did not select, and says so where null may not be', async () => {
    const payload = { __typename: 'Item', id: '1', owner: { __typename: 'Owner', id: '2' } };
    expect(await select('subscription { added { id name owner { name } } }', payload)).toEqual({
      data: { added: { id: '1', name: null, owner: null } },
      errors: [
        {
          path: ['added', 'owner', 'name'],
          locations: null,
          message: "Cannot return null for non-nullable type: 'String' within parent 'Owner' (/added/owner/name)",
        },
      ],
    });
  });

  it('has null and an error for a field that the subscriber may not read', async () => {
    expect(await select('subscription { added { id hidden } }', { id: '1', hidden: 'x' })).toMatchObject({
      data: { added: { id: '1', hidden: null } },
      errors: [{ path: ['added', 'hidden'], errorType: 'Unauthorized' }],
    });
  });

  it('finds the concrete type of an interface', async () => {
    expect(
      await select('subscription { nodeAdded { id ... on Item { name } } }', {
        __typename: 'Item',
        id: '1',
        name: 'n',
      }),
    ).toEqual({
      data: { nodeAdded: { id: '1', name: 'n' } },
    });
  });

  it('shares its view with subscribers of the same document and kind', async () => {
    const api = anApi({ sdl: SDL });
    const query = 'subscription S($id: ID) { added(id: $id) { id } }';
    const [one, two] = await Promise.all([subscribe(api, query, { id: 1 }), subscribe(api, query, { id: 2 })]);
    if (!one.ok || !two.ok) throw new Error('both are valid');
    expect(one.subscription.view).toBe(two.subscription.view);
  });
});
