import { describe, expect, it } from '@jest/globals';
import { createLog, systemRandom } from '../../../../../engine/kernel/index.ts';
import { resolverCode } from '../../../../../engine/resolver-code.ts';
import { ask, value } from '../given.ts';
import { MovedClock, aCachedApi } from './given-cache.ts';

const SDL = 'type Query { f(id: ID, kind: String): Int } type Mutation { m(id: ID, kind: String): Int }';

/** `m` evicts by the given statement; a fresh `f` has a higher number. */
function evicting(statement: string, keys = ['$context.arguments.id']) {
  let n = 0;
  const compile = resolverCode({ clock: new MovedClock(), random: systemRandom, log: createLog('silent') });
  const code = `import { extensions } from '@aws-appsync/utils';
    export function request(ctx) { return { payload: 1 }; }
    export function response(ctx) { ${statement} return 1; }`;
  return aCachedApi('PER_RESOLVER_CACHING', {
    sdl: SDL,
    resolvers: { 'Query.f': { caching: { ttlSeconds: 10, keys } }, 'Mutation.m': {} },
    options: {
      compileCode: ({ text, origin }) =>
        text === 'Mutation.m'
          ? compile({ text: code, origin })
          : { evaluate: (handler) => value(handler === 'request' ? {} : (n += 1)) },
    },
  });
}

describe('extensions.evictFromApiCache', () => {
  it.each(['context.arguments.id', 'ctx.args.id', '$context.arguments.id', 'context.args.id'])(
    'removes one entry, named by %s, and the answer tells it',
    async (key) => {
      const { api } = evicting(`extensions.evictFromApiCache('Query', 'f', { '${key}': ctx.args.id });`);
      expect(await ask(api, '{ a: f(id: 1) b: f(id: 2) }')).toEqual({ data: { a: 1, b: 2 } });
      expect(await ask(api, 'mutation { m(id: 1) }')).toEqual({
        data: { m: 1 },
        extensions: { apiCacheEntriesDeleted: 1 },
      });
      expect(await ask(api, '{ a: f(id: 1) b: f(id: 2) }')).toEqual({ data: { a: 3, b: 2 } });
    },
  );

  it('says nothing when there was no such entry, or its time was over', async () => {
    const { api, clock } = evicting("extensions.evictFromApiCache('Query', 'f', { 'ctx.args.id': ctx.args.id });");
    expect(await ask(api, 'mutation { m(id: 1) }')).toEqual({ data: { m: 1 } });
    await ask(api, '{ f(id: 1) }');
    clock.ms += 10_000;
    expect(await ask(api, 'mutation { m(id: 1) }')).toEqual({ data: { m: 1 } });
  });

  it('needs the keys in the order of the resolver', async () => {
    const keys = ['$context.arguments.id', '$context.arguments.kind'];
    const right = "{ 'ctx.args.id': ctx.args.id, 'ctx.args.kind': ctx.args.kind }";
    const wrong = "{ 'ctx.args.kind': ctx.args.kind, 'ctx.args.id': ctx.args.id }";
    for (const [order, extensions] of [
      [right, { apiCacheEntriesDeleted: 1 }],
      [wrong, undefined],
    ] as const) {
      const { api } = evicting(`extensions.evictFromApiCache('Query', 'f', ${order});`, keys);
      await ask(api, '{ f(id: "a", kind: "b") }');
      expect((await ask(api, 'mutation { m(id: "a", kind: "b") }')).extensions).toEqual(extensions);
    }
  });

  it('counts all calls of a request', async () => {
    const { api } = evicting("extensions.evictFromApiCache('Query', 'f', { 'ctx.args.id': ctx.args.id });");
    await ask(api, '{ a: f(id: 1) b: f(id: 2) }');
    expect((await ask(api, 'mutation { a: m(id: 1) b: m(id: 2) c: m(id: 3) }')).extensions).toEqual({
      apiCacheEntriesDeleted: 2,
    });
  });

  it('does nothing in a query', async () => {
    const evict = "extensions.evictFromApiCache('Query', 'f', { 'context.arguments.id': '1' });";
    const compile = resolverCode({ clock: new MovedClock(), random: systemRandom, log: createLog('silent') });
    let n = 0;
    const { api } = aCachedApi('PER_RESOLVER_CACHING', {
      sdl: 'type Query { f(id: ID): Int  q: Int }',
      resolvers: {
        'Query.f': { caching: { ttlSeconds: 10, keys: ['$context.arguments.id'] } },
        'Query.q': {},
      },
      options: {
        compileCode: ({ text, origin }) =>
          text === 'Query.q'
            ? compile({
                text: `import { extensions } from '@aws-appsync/utils';
                  export const request = () => ({});
                  export const response = () => { ${evict} return 1; };`,
                origin,
              })
            : { evaluate: (handler) => value(handler === 'request' ? {} : (n += 1)) },
      },
    });
    await ask(api, '{ f(id: 1) }');
    expect(await ask(api, '{ q }')).toEqual({ data: { q: 1 } });
    expect(await ask(api, '{ f(id: 1) }')).toEqual({ data: { f: 1 } });
  });
});
