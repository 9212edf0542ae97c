import { afterEach, describe, expect, it } from '@jest/globals';
import { failure, value } from '../unit/engine/graphql/given.ts';
import { dataOf, errorOf, serveApi, type ServedApi } from './realtime-api.ts';
import { closeAll, sign, start, HEADER, open } from './realtime-under-test.ts';

afterEach(closeAll);

const SDL = `
  type Query { ping: String }
  type Mutation {
    change(id: ID!, tier: Tier, points: Int): Entry @aws_api_key @aws_iam
    correct(id: ID!): Entry!  fail: Entry  nothing: Entry  evict: Entry
  }
  type Subscription {
    onEntry(id: ID, tier: Tier, points: Int): Entry @aws_subscribe(mutations: ["change", "correct", "fail", "nothing"]) @aws_api_key @aws_iam
    onGuarded(id: ID): Entry @aws_subscribe(mutations: ["change"]) @aws_api_key @aws_iam
    onFiltered(filter: AWSJSON): Entry @aws_subscribe(mutations: ["change"])
    onDenied: Entry @aws_iam @aws_subscribe(mutations: ["change"])
  }
  type Entry @aws_api_key @aws_iam { id: ID!  tier: Tier  points: Int  note: String! secret: String @aws_iam  owner: Owner }
  type Owner @aws_api_key @aws_iam { name: String  city: String }
  enum Tier { SILVER GOLD }
`;

const ENTRY = { id: 1, note: 'n', secret: 's', owner: { name: 'Ada', city: 'Como' } };
const FILTER = { filterGroup: [{ filters: [{ fieldName: 'id', operator: 'eq', value: '1' }] }] };
const UNAUTHORIZED = { errorType: 'Unauthorized' };

interface Seen {
  readonly args: unknown;
  readonly headers: unknown;
}

function serveEntries(seen: Seen[] = []): Promise<ServedApi> {
  return serveApi({
    sdl: SDL,
    options: { allowsRootField: (_caller, _type, field) => field !== 'onGuarded' },
    resolvers: {
      'Mutation.change': (ctx) => ({ ...ENTRY, ...(ctx.arguments as object) }),
      'Mutation.correct': (ctx) => ({ ...ENTRY, ...(ctx.arguments as object) }),
      'Mutation.fail': { response: () => failure('no') },
      'Mutation.nothing': () => null,
      'Mutation.evict': {
        response(_, host) {
          host.scope.invalidations.push({ subscriptionField: 'onGuarded', payload: { id: '1' } });
          return value(null);
        },
      },
      'Subscription.onGuarded': {
        response(ctx, host) {
          seen.push({ args: ctx.arguments, headers: ctx.request.headers });
          host.subscriptionInvalidationFilter = FILTER;
          return (ctx.arguments as { id?: string }).id === '0' ? { kind: 'unauthorized' } : value(null);
        },
      },
      'Subscription.onFiltered': {
        response(ctx, host) {
          host.subscriptionFilter = (ctx.arguments as { filter: object }).filter;
          return value({ id: 'is ignored' });
        },
      },
    },
  });
}

describe('what a subscriber gets of a mutation (4.1)', () => {
  it('is limited to the selection of the mutation, then to its own, under its own aliases', async () => {
    const api = await serveEntries();
    const client = await api.listen(
      'subscription { it: onEntry { __typename key: id points owner { __typename who: name city } } }',
    );
    await api.mutate('mutation { x: change(id: 1, points: 5) { theId: id p: points owner { n: name } } }');

    const owner = { __typename: 'Owner', who: 'Ada', city: null };
    expect(await client.next()).toEqual(dataOf({ data: { it: { __typename: 'Entry', key: '1', points: 5, owner } } }));
  });

  it('adds up what the mutation selected of one field under several aliases', async () => {
    const api = await serveEntries();
    const client = await api.listen('subscription { onEntry { owner { name city } } }');
    await api.mutate('mutation { change(id: 1) { a: owner { name } b: owner { city } } }');

    expect(await client.next()).toEqual(dataOf({ data: { onEntry: { owner: { name: 'Ada', city: 'Como' } } } }));
  });

  it('moves a null in a non-null position up to the subscription field, with its error', async () => {
    const api = await serveEntries();
    const client = await api.listen('subscription { it: onEntry { id note } }');
    await api.mutate('mutation { change(id: 1) { id } }');

    expect(await client.next()).toMatchObject(
      dataOf({
        data: { it: null },
        errors: [{ message: "Cannot return null for non-nullable type: 'String' within parent 'Entry' (/it/note)" }],
      }),
    );
  });

  it('has null and an error for a field that this subscriber may not read, and the value for another', async () => {
    const api = await serveEntries();
    const key = api.credentials.issue('arn:aws:iam::111122223333:role/till', 'pos');
    const query = 'subscription { onEntry { id secret } }';
    const [byKey, byRole] = [
      await api.listen(query),
      await api.listen(query, undefined, await sign(key, '/graphql', JSON.stringify({ query }))),
    ];
    // What the mutation's own caller may not read is null for everybody: IAM publishes here.
    api.realtime.publish({ mutationField: 'change', payload: { __typename: 'Entry', id: '1', secret: 's' } });

    expect(await byKey.next()).toMatchObject(
      dataOf({ data: { onEntry: { id: '1', secret: null } }, errors: [UNAUTHORIZED] }),
    );
    expect(await byRole.next()).toEqual(dataOf({ data: { onEntry: { id: '1', secret: 's' } } }));
  });

  it('comes from each root field of each mutation that is named, in order, and not from a null or failed one', async () => {
    const api = await serveEntries();
    const client = await api.listen('subscription { onEntry { id } }');
    await api.mutate(
      'mutation { change(id: 1) { id } nothing { id } fail { id } b: change(id: 2) { id } correct(id: 3) { id } }',
    );
    await api.mutate('mutation { change(id: 4) { id } }');

    for (const id of ['1', '2', '3', '4']) expect(await client.next()).toEqual(dataOf({ data: { onEntry: { id } } }));
  });
});

describe('arguments of a subscription (4.3)', () => {
  it('tells null from absent, compares enums and numbers, and demands all of them', async () => {
    const api = await serveEntries();
    const query =
      'subscription($id: ID, $tier: Tier, $points: Int) { onEntry(id: $id, tier: $tier, points: $points) { id } }';
    const all = await api.listen(query);
    const none = await api.listen(query, { tier: null });
    const gold = await api.listen(query, { tier: 'GOLD', points: 5 });
    const selects = '{ id tier points }';
    await api.mutate(`mutation { a: change(id: 1) ${selects} b: change(id: 2, tier: GOLD, points: 5) ${selects} }`);
    await api.mutate(
      `mutation { c: change(id: 3, tier: GOLD, points: 6) ${selects} d: change(id: 4, tier: GOLD) { id } }`,
    );
    await api.mutate(`mutation { e: change(id: 5, tier: GOLD, points: 5) ${selects} }`);

    const ids = async (client: typeof all, count: number): Promise<unknown[]> => {
      const got: unknown[] = [];
      for (let at = 0; at < count; at += 1)
        got.push(((await client.next()) as { payload: { data: { onEntry: { id: string } } } }).payload.data.onEntry.id);
      return got;
    };
    expect(await ids(all, 5)).toEqual(['1', '2', '3', '4', '5']);
    // `tier` of the fourth is not in the mutation's selection: for subscribers it is null.
    expect(await ids(none, 2)).toEqual(['1', '4']);
    expect(await ids(gold, 2)).toEqual(['2', '5']);
  });
});

describe('subscribe time (4.2)', () => {
  it('runs the resolver once, with the arguments and the headers of this start', async () => {
    const seen: Seen[] = [];
    const api = await serveEntries(seen);
    const client = await api.listen('subscription { onGuarded(id: 7) { id } }');
    await api.mutate('mutation { change(id: 7) { id } }');
    await client.next();

    expect(seen).toEqual([{ args: { id: '7' }, headers: expect.objectContaining(HEADER) as object }]);
  });

  it.each([
    [
      'subscription { onGuarded(id: 0) { id } }',
      { ...UNAUTHORIZED, message: 'Not Authorized to access onGuarded on type Subscription' },
    ],
    [
      'subscription { onDenied { id } }',
      { ...UNAUTHORIZED, message: 'Not Authorized to access onDenied on type Subscription' },
    ],
    [
      'subscription { onEntry { nope } }',
      {
        message: "Validation error of type FieldUndefined: Field 'nope' in type 'Entry' is undefined @ 'onEntry/nope'",
      },
    ],
    [
      'subscription($id: ID!) { onEntry(id: $id) { id } }',
      { message: "Variable 'id' has coerced Null value for NonNull type 'ID!'" },
    ],
  ])('refuses %s and registers nothing', async (query, error) => {
    const api = await serveEntries();

    expect(await api.answerTo(query)).toEqual(errorOf(error));
    expect(api.realtime.stats().subscriptions).toBe(0);
  });

  it.each([
    ['query', '{ ping }'],
    ['mutation', 'mutation { change(id: 1) { id } }'],
  ])('answers a %s on a socket without an id', async (kind, query) => {
    const message = `${kind} not supported through the realtime channel`;

    expect(await (await serveEntries()).answerTo(query)).toEqual({
      ...errorOf({ errorType: 'UnsupportedOperation', message }),
      id: '',
    });
  });

  it('says Permission denied when a policy refuses the subscription field', async () => {
    const api = await serveEntries();
    const key = api.credentials.issue('arn:aws:iam::111122223333:role/till', 'pos');
    const data = JSON.stringify({ query: 'subscription { onGuarded { id } }' });
    const client = await open(api);
    client.send(start('1', await sign(key, '/graphql', data), data));

    expect(await client.next()).toEqual(errorOf({ errorType: 'UnauthorizedException', message: 'Permission denied' }));
  });
});

describe('enhanced filters (4.4)', () => {
  const withFilter = (filter: object) => ({ filter: JSON.stringify(filter) });
  const QUERY = 'subscription($filter: AWSJSON) { onFiltered(filter: $filter) { id } }';

  it('sees the payload of the mutation, not the selection of the subscriber', async () => {
    const api = await serveEntries();
    const filters = [
      { fieldName: 'owner.name', operator: 'beginsWith', value: 'A' },
      { fieldName: 'points', operator: 'between', value: [5, 9] },
    ];
    const client = await api.listen(QUERY, withFilter({ filterGroup: [{ filters }] }));
    await api.mutate(
      'mutation { a: change(id: 1, points: 7) { id points } b: change(id: 2, points: 4) { id points owner { name } } }',
    );
    await api.mutate('mutation { c: change(id: 3, points: 9) { id points owner { name } } }');

    expect(await client.next()).toEqual(dataOf({ data: { onFiltered: { id: '3' } } }));
  });

  const condition = (fieldName: string, operator: string, of: unknown) => ({ fieldName, operator, value: of });
  it.each([
    [
      { filterGroup: [{ filters: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => condition(name, 'eq', 1)) }] },
      'Filters exceed maximum attributes limit 5 for subscription onFiltered.',
    ],
    [
      { filterGroup: [{ filters: [condition('a', 'in', [1, 2, 3, 4]), condition('b', 'in', [1, 2, 3])] }] },
      'Filters combination exceed maximum limit 10 for subscription.',
    ],
    [
      { filterGroup: [{ filters: [condition('a', 'ge', 1), condition('a', 'le', 2)] }] },
      'subscription filter uses same fieldName multiple time.',
    ],
    [
      { filterGroup: [{ filters: [condition('a', 'containsAny', 'x')] }] },
      'subscription filter has invalid filter value for operator `containsAny`.',
    ],
  ])('refuses one beyond its limits with errorCode 400', async (filter, message) => {
    const api = await serveEntries();

    expect(await api.answerTo(QUERY, withFilter(filter))).toEqual(errorOf({ message, errorCode: 400 }));
  });
});

describe('invalidation (4.5)', () => {
  it('completes what the filter matches and closes that connection, though the mutation gave null', async () => {
    const api = await serveEntries();
    const [mine, other] = [
      await api.listen('subscription { onGuarded { id } }'),
      await api.listen('subscription { onEntry { id } }'),
    ];
    const closed = mine.closed();
    expect(await api.mutate('mutation { evict { id } }')).toEqual({ data: { evict: null } });

    expect(await mine.next()).toEqual({ id: '1', type: 'complete' });
    expect(await closed).toBe(1000);
    await api.mutate('mutation { change(id: 9) { id } }');
    expect(await other.next()).toEqual(dataOf({ data: { onEntry: { id: '9' } } }));
  });
});
