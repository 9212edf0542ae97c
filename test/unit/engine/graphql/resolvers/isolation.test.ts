import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CostMeter, createLog, systemRandom } from '../../../../../engine/kernel/index.ts';
import type { RequestScope } from '../../../../../engine/kernel/index.ts';
import { resolverCode } from '../../../../../engine/resolver-code.ts';
import { anApi, aScope, stillClock } from '../given.ts';

const SDL = `
  type Query { whole(who: ID!): Whole  cached(who: ID!): ID }
  type Mutation { change(who: ID!): ID  second(who: ID!): ID }
  type Subscription { changed(who: ID!): ID @aws_subscribe(mutations: ["change"]) }
  type Whole { who: ID  nested(who: ID!): ID  list(who: ID!): [Item] }
  type Item { who: ID  again(who: ID!): ID }
`;

/** Each handler writes its caller's mark wherever it can, and fails loudly when it finds another one. */
const step = (name: string, last = 'ctx.result'): string => `
  import { util, extensions } from '@aws-appsync/utils';
  function check(ctx) {
    const { who } = ctx.args;
    if (ctx.identity.who !== who) { util.error('identity of ' + ctx.identity.who, 'Leak'); }
    if (ctx.stash.who && ctx.stash.who !== who) { util.error('stash of ' + ctx.stash.who, 'Leak'); }
    if (ctx.request.headers.who !== who) { util.error('headers of ' + ctx.request.headers.who, 'Leak'); }
    if (ctx.info.variables.who !== who) { util.error('variables of ' + ctx.info.variables.who, 'Leak'); }
    if (ctx.source && ctx.source.who !== who) { util.error('source of ' + ctx.source.who, 'Leak'); }
    if (ctx.outErrors.some((one) => one.message !== who)) { util.error('errors of another', 'Leak'); }
    return who;
  }
  export function request(ctx) {
    const who = check(ctx);
    ctx.stash.who = who;
    ctx.stash['${name}'] = true;
    util.appendError(who, '${name}');
    return { payload: { who } };
  }
  export function response(ctx) {
    const who = check(ctx);
    if (ctx.result.who !== who) { util.error('result of ' + ctx.result.who, 'Leak'); }
    util.http.addResponseHeader('x-${name.toLowerCase().replace('.', '-')}', who);
    if (ctx.info.parentTypeName === 'Mutation') {
      extensions.invalidateSubscriptions({ subscriptionField: 'changed', payload: { who } });
    }
    if (ctx.info.parentTypeName === 'Subscription') {
      extensions.setSubscriptionFilter({ filterGroup: [{ filters: [{ fieldName: 'who', operator: 'eq', value: who }] }] });
      return null;
    }
    return ${last};
  }`;

const PIPELINE = `
  import { util } from '@aws-appsync/utils';
  export function request(ctx) { ctx.stash.who = ctx.args.who; return {}; }
  export function response(ctx) {
    if (ctx.stash.who !== ctx.args.who) { util.error('stash of ' + ctx.stash.who, 'Leak'); }
    return ctx.prev.result;
  }`;

const CODES: Readonly<Record<string, string>> = {
  'Query.whole': PIPELINE,
  one: step('one'),
  two: step('two'),
  'Query.cached': step('Query.cached', 'who').replace("util.appendError(who, 'Query.cached');", ''),
  'Whole.nested': step('Whole.nested', 'who'),
  'Whole.list': step('Whole.list', '[{ who }, { who }]'),
  'Item.again': step('Item.again', 'who'),
  'Mutation.change': step('Mutation.change', 'who'),
  'Mutation.second': step('Mutation.second', 'who'),
  'Subscription.changed': step('Subscription.changed'),
};

const QUERY = `query Q($who: ID!) {
  whole(who: $who) { who nested(who: $who) list(who: $who) { who again(who: $who) } }
  x: cached(who: $who) y: cached(who: $who)
}`;
const MUTATION = 'mutation M($who: ID!) { change(who: $who) second(who: $who) }';
const SUBSCRIPTION = 'subscription S($who: ID!) { changed(who: $who) }';

const compile = resolverCode({ clock: stillClock, random: systemRandom, log: createLog('silent') });
const COMPILED = new Map(Object.entries(CODES).map(([name, text]) => [name, compile({ text, origin: name })]));

function anInterleavedApi(delay: () => Promise<unknown>) {
  const slow = async (payload: unknown) => {
    await delay();
    return { result: payload, error: null };
  };
  const payloadOf = (document: unknown): unknown => (document as { payload: unknown }).payload;
  const resolvers = Object.keys(CODES).filter((name) => name.includes('.') && name !== 'Query.whole');
  return anApi({
    sdl: SDL,
    resolvers: {
      ...Object.fromEntries(resolvers.map((name) => [name, { source: 'slow' }])),
      'Query.cached': { source: 'slow', caching: { ttlSeconds: 60, keys: ['$context.arguments.who'] } },
      'Query.whole': { functions: ['one', 'two'] },
    },
    functions: { one: { source: 'slow' }, two: { source: 'slow' } },
    sources: { slow: { type: 'NONE', invoke: (document) => slow(payloadOf(document)) } },
    api: {
      logsRequests: true,
      fieldLogLevel: 'ERROR',
      cache: { behavior: 'PER_RESOLVER_CACHING', ttlSeconds: 60, size: 'SMALL' },
    },
    options: {
      log: createLog('info', () => undefined),
      compileCode: (code) => COMPILED.get(code.text) ?? compile(code),
    },
  });
}

function scopeOf(who: string): RequestScope {
  return aScope({
    requestId: who,
    caller: { mode: 'API_KEY', identity: { who }, groups: [] },
    headers: { who },
    cost: new CostMeter(),
  });
}

type Api = ReturnType<typeof anInterleavedApi>;

/** Everything that the request gave must carry its own mark and no other one. */
async function expectOwn(api: Api, kind: number, who: string): Promise<void> {
  const scope = scopeOf(who);
  const variables = { who };
  if (kind === 2) {
    const outcome = await api.prepareSubscription({ query: SUBSCRIPTION, variables, operationName: null }, scope);
    // Its request handler appends an error, which refuses the subscription by name.
    expect(outcome).toEqual({ ok: false, errors: [{ errorType: 'Subscription.changed', message: who }] });
    return;
  }
  const query = kind === 0 ? QUERY : MUTATION;
  const { body } = await api.execute({ query, variables, operationName: null }, scope);
  if (typeof body === 'string') throw new Error(body);
  const item = { who, again: who };
  expect(body.data).toEqual(
    kind === 0 ? { whole: { who, nested: who, list: [item, item] }, x: who, y: who } : { change: who, second: who },
  );
  const errors = (body.errors ?? []).map(({ message, errorType }) => `${String(errorType)} ${message}`).sort();
  const types =
    kind === 0
      ? ['Item.again', 'Item.again', 'Whole.list', 'Whole.nested', 'one', 'two']
      : ['Mutation.change', 'Mutation.second'];
  expect(errors).toEqual(types.map((type) => `${type} ${who}`));
  expect(new Set(scope.responseHeaders.values())).toEqual(new Set([who]));
  expect(scope.invalidations.map(({ payload }) => payload)).toEqual(kind === 0 ? [] : [{ who }]);
}

/** A small generator, so that thousands of delays can be told again by one seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Releases waiting calls in an order of chance, many while others begin. */
function chanceDelays(random: () => number) {
  const waiting: (() => void)[] = [];
  return {
    delay: () => new Promise<void>((resolve) => waiting.push(resolve)),
    drain: async (isDone: () => boolean): Promise<void> => {
      while (!isDone()) {
        for (let released = 0; released < 50 && waiting.length > 0; released += 1) {
          const at = Math.floor(random() * waiting.length);
          const chosen = waiting[at];
          const last = waiting.pop();
          if (last !== undefined && at < waiting.length) waiting[at] = last;
          chosen?.();
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

describe('concurrent requests', () => {
  it('never see each other’s stash, errors, headers, results or filters: 3,000 at once', async () => {
    const seed = 20_261_123;
    const random = seeded(seed);
    const { delay, drain } = chanceDelays(random);
    const api = anInterleavedApi(delay);
    let finished = false;
    const all = Promise.all(
      Array.from({ length: 3_000 }, (_, index) => expectOwn(api, Math.floor(random() * 3), `caller-${index}`)),
    ).finally(() => (finished = true));
    await Promise.all([all, drain(() => finished)]);
  });

  it('never do so in any order that a scheduler finds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 5 }),
        async (scheduler, kinds) => {
          const api = anInterleavedApi(() => scheduler.schedule(Promise.resolve()));
          const all = Promise.all(kinds.map((kind, index) => expectOwn(api, kind, `caller-${index}`)));
          await scheduler.waitFor(all);
        },
      ),
      { numRuns: 100, seed: 20_261_123 },
    );
  });

  it('keep filters apart', async () => {
    const { delay, drain } = chanceDelays(seeded(7));
    const quiet = CODES['Subscription.changed']?.replace(/util\.appendError\([^)]*\);/, '') ?? '';
    const api = anApi({
      sdl: SDL,
      resolvers: { 'Subscription.changed': { source: 'slow' } },
      sources: {
        slow: {
          type: 'NONE',
          invoke: async (document) => {
            await delay();
            return { result: (document as { payload: unknown }).payload, error: null };
          },
        },
      },
      options: { compileCode: ({ origin }) => compile({ text: quiet, origin }) },
    });
    let finished = false;
    const subscribe = async (who: string) => {
      const outcome = await api.prepareSubscription(
        { query: SUBSCRIPTION, variables: { who }, operationName: null },
        scopeOf(who),
      );
      const filter = { filterGroup: [{ filters: [{ fieldName: 'who', operator: 'eq', value: who }] }] };
      expect(outcome).toMatchObject({ ok: true, subscription: { arguments: { who }, filter } });
    };
    const all = Promise.all(Array.from({ length: 1_000 }, (_, index) => subscribe(`caller-${index}`))).finally(
      () => (finished = true),
    );
    await Promise.all([all, drain(() => finished)]);
  });
});
