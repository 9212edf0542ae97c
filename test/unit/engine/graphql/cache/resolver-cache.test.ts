import { describe, expect, it } from '@jest/globals';
import type { Caller } from '../../../../../engine/kernel/index.ts';
import { aScope, ask, failure, value } from '../given.ts';
import { aCachedApi } from './given-cache.ts';

const SDL = `
  type Query { f(id: ID, other: Int): Int  g(input: In): Int  things: [Thing]  boom: Int  soft: Int  nothing: Int }
  type Mutation { m(id: ID): Int  change: Thing }
  type Thing { id: ID  n(x: Int): Int }
  input In { a: Int b: Int }
`;

const asUser = (sub: string, sourceIp = '1.1.1.1') => {
  const identity = { sub, sourceIp: [sourceIp], claims: { tenant: `t-${sub}` } };
  const caller: Caller = { mode: 'API_KEY', identity, groups: [] };
  return aScope({ caller });
};

function counting() {
  let n = 0;
  return () => (n += 1);
}

describe('PER_RESOLVER_CACHING', () => {
  const per = (keys: readonly string[], ttlSeconds = 10) =>
    aCachedApi('PER_RESOLVER_CACHING', {
      sdl: SDL,
      resolvers: {
        'Query.f': {
          request: (
            (n) => () =>
              value({ payload: n() })
          )(counting()),
          caching: { ttlSeconds, keys },
        },
        'Query.nothing': counting(),
      },
    });

  it('answers by the listed keys alone, until the time of the resolver is over', async () => {
    const { api, clock } = per(['$context.arguments.id']);
    expect(await ask(api, '{ f(id: 1) }')).toEqual({ data: { f: 1 } });
    expect(await ask(api, '{ f(id: 1, other: 5) }', null, asUser('u'))).toEqual({ data: { f: 1 } });
    expect(await ask(api, '{ f(id: 2) }')).toEqual({ data: { f: 2 } });
    clock.ms += 9_999;
    expect(await ask(api, '{ f(id: 1) }')).toEqual({ data: { f: 1 } });
    clock.ms += 1;
    expect(await ask(api, '{ f(id: 1) }')).toEqual({ data: { f: 3 } });
  });

  it('runs a resolver without CachingConfig each time', async () => {
    const { api } = per([]);
    expect([await ask(api, '{ nothing }'), await ask(api, '{ nothing }')]).toEqual([
      { data: { nothing: 1 } },
      { data: { nothing: 2 } },
    ]);
  });

  it.each(['$context.identity.claims.tenant', 'ctx.identity.claims.tenant', '$ctx.identity.claims.tenant'])(
    'tells callers apart by %s, and by nothing else of them',
    async (key) => {
      const { api } = per([key]);
      expect(await ask(api, '{ f }', null, asUser('a'))).toEqual({ data: { f: 1 } });
      expect(await ask(api, '{ f }', null, asUser('b'))).toEqual({ data: { f: 2 } });
      expect(await ask(api, '{ f }', null, asUser('a', '2.2.2.2'))).toEqual({ data: { f: 1 } });
      // A caller without an identity has null for it.
      expect(await ask(api, '{ f }')).toEqual({ data: { f: 3 } });
    },
  );

  it('without keys tells apart by arguments, source and identity', async () => {
    const { api } = per([]);
    expect(await ask(api, '{ f(id: 1) }', null, asUser('a'))).toEqual({ data: { f: 1 } });
    expect(await ask(api, '{ f(id: 1) }', null, asUser('a'))).toEqual({ data: { f: 1 } });
    expect(await ask(api, '{ f(id: 1, other: 1) }', null, asUser('a'))).toEqual({ data: { f: 2 } });
    expect(await ask(api, '{ f(id: 1) }', null, asUser('b'))).toEqual({ data: { f: 3 } });
  });

  it('has the time of the cache where the resolver names none', async () => {
    const { api, clock } = per([], 0);
    await ask(api, '{ f }');
    clock.ms += 59_999;
    expect(await ask(api, '{ f }')).toEqual({ data: { f: 1 } });
    clock.ms += 1;
    expect(await ask(api, '{ f }')).toEqual({ data: { f: 2 } });
  });

  it('runs no handler of a pipeline on a hit', async () => {
    const ran: string[] = [];
    const { api } = aCachedApi('PER_RESOLVER_CACHING', {
      sdl: SDL,
      functions: { one: { request: () => (ran.push('one'), value({ payload: 1 })) } },
      resolvers: {
        'Query.f': {
          functions: ['one'],
          request: () => (ran.push('before'), value(null)),
          response: (ctx) => (ran.push('after'), value(ctx.result)),
          caching: { ttlSeconds: 10, keys: [] },
        },
      },
    });
    expect([await ask(api, '{ f }'), await ask(api, '{ f }')]).toEqual([{ data: { f: 1 } }, { data: { f: 1 } }]);
    expect(ran).toEqual(['before', 'one', 'after']);
  });

  it('tells nested fields apart by their source', async () => {
    const { api } = aCachedApi('PER_RESOLVER_CACHING', {
      sdl: SDL,
      resolvers: {
        'Query.things': () => [{ id: 1 }, { id: 2 }, { id: 1 }],
        'Thing.n': {
          request: (
            (n) => () =>
              value({ payload: n() })
          )(counting()),
          caching: { ttlSeconds: 10, keys: ['$context.source.id'] },
        },
      },
    });
    await ask(api, '{ things { n } }');
    expect(await ask(api, '{ things { n } }')).toEqual({ data: { things: [{ n: 3 }, { n: 2 }, { n: 3 }] } });
  });

  it('keeps nothing that came with an error, and keeps null', async () => {
    const [boom, soft, nothing] = [counting(), counting(), counting()];
    const caching = { ttlSeconds: 10, keys: [] };
    const { api } = aCachedApi('PER_RESOLVER_CACHING', {
      sdl: SDL,
      resolvers: {
        'Query.boom': { response: () => failure(`no ${boom()}`), caching },
        'Query.soft': {
          response: (_, host) => {
            host.appendedErrors.push({ message: 'soft', errorType: null, data: null, errorInfo: null });
            return value(soft());
          },
          caching,
        },
        'Query.nothing': { response: () => (nothing(), value(null)), caching },
      },
    });
    await ask(api, '{ boom soft nothing }');
    expect(await ask(api, '{ boom soft nothing }')).toMatchObject({
      data: { boom: null, soft: 2, nothing: null },
      errors: [{ message: 'no 2' }, { message: 'soft' }],
    });
    expect(nothing()).toBe(2);
  });

  it('gives each request a value of its own', async () => {
    const { api } = aCachedApi('PER_RESOLVER_CACHING', {
      sdl: SDL,
      resolvers: {
        'Query.things': { response: () => value([{ id: 1 }]), caching: { ttlSeconds: 10, keys: [] } },
        'Thing.n': (ctx) => {
          const source = ctx.source as { seen?: number };
          return (source.seen = (source.seen ?? 0) + 1);
        },
      },
    });
    const once = { data: { things: [{ n: 1 }] } };
    for (let i = 0; i < 3; i += 1) expect(await ask(api, '{ things { n } }')).toEqual(once);
  });

  it('neither serves nor fills the cache in a mutation', async () => {
    const caching = { ttlSeconds: 10, keys: [] };
    const [m, n] = [counting(), counting()];
    const { api } = aCachedApi('PER_RESOLVER_CACHING', {
      sdl: SDL,
      resolvers: {
        'Mutation.m': { response: () => value(m()), caching },
        'Mutation.change': () => ({ id: 1 }),
        'Query.things': () => [{ id: 1 }],
        'Thing.n': { response: () => value(n()), caching },
      },
    });
    expect([await ask(api, 'mutation { m }'), await ask(api, 'mutation { m }')]).toEqual([
      { data: { m: 1 } },
      { data: { m: 2 } },
    ]);
    await ask(api, 'mutation { change { n } }');
    expect(await ask(api, '{ things { n } }')).toEqual({ data: { things: [{ n: 2 }] } });
    expect(await ask(api, 'mutation { change { n } }')).toEqual({ data: { change: { n: 3 } } });
  });

  it('runs the resolver for each of several concurrent requests: AppSync promises no single flight', async () => {
    const { api } = per([]);
    const bodies = await Promise.all([ask(api, '{ f }'), ask(api, '{ f }')]);
    expect(bodies).toEqual([{ data: { f: 1 } }, { data: { f: 2 } }]);
  });

  it.each([
    '$context.info.fieldName',
    'arguments.id',
    '$context.argumentsx',
    'context.request.headers.a',
    '$context.arguments id',
  ])('refuses the key %s at start', (key) =>
    expect(() => per([key])).toThrow(`The resolver Query.f has the caching key ${key}`),
  );

  it('refuses more than 25 keys', () => {
    const keys = Array.from({ length: 26 }, (_, index) => `$context.arguments.a${index}`);
    expect(() => per(keys)).toThrow('has 26 caching keys; AppSync takes 25');
  });
});

describe('FULL_REQUEST_CACHING', () => {
  it('caches every resolver by arguments, source and identity, with the time of the cache', async () => {
    const { api, clock } = aCachedApi('FULL_REQUEST_CACHING', {
      sdl: SDL,
      resolvers: { 'Query.f': counting(), 'Query.g': counting() },
    });
    expect(await ask(api, '{ f g(input: {a: 1, b: 2}) }')).toEqual({ data: { f: 1, g: 1 } });
    expect(await ask(api, '{ f g(input: {b: 2, a: 1}) }')).toEqual({ data: { f: 1, g: 1 } });
    expect(await ask(api, '{ f }', null, asUser('a'))).toEqual({ data: { f: 2 } });
    clock.ms += 60_000;
    expect(await ask(api, '{ f }')).toEqual({ data: { f: 3 } });
  });
});

describe('an API without a cache', () => {
  it('ignores CachingConfig', async () => {
    const { api } = aCachedApi('PER_RESOLVER_CACHING', {
      sdl: SDL,
      api: { cache: null },
      resolvers: {
        'Query.f': {
          response: (
            (n) => () =>
              value(n())
          )(counting()),
          caching: { ttlSeconds: 9, keys: [] },
        },
      },
    });
    await ask(api, '{ f }');
    expect(await ask(api, '{ f }')).toEqual({ data: { f: 2 } });
  });
});
