import { describe, expect, it } from '@jest/globals';
import type { Caller, RequestScope } from '../../../../../engine/kernel/index.ts';
import { API_KEY_CALLER } from '../../../../support/request-scope.ts';
import { aScope, failure, value } from '../given.ts';
import type { Setup } from '../given.ts';
import { aCachedApi } from './given-cache.ts';

const SDL = 'type Query { f(id: ID): Int  boom: Int  big: String } type Mutation { f: Int }';

function counted(setup: Partial<Setup> = {}) {
  let n = 0;
  const { api, clock } = aCachedApi('OPERATION_LEVEL_CACHING', {
    sdl: SDL,
    resolvers: {
      'Query.f': () => (n += 1),
      'Mutation.f': () => (n += 1),
      'Query.boom': { response: () => failure(`no ${(n += 1)}`) },
      'Query.big': { response: () => ((n += 1), value('x'.repeat(15 * 1024 * 1024))) },
    },
    ...setup,
  });
  const send = async (query: string, scope: Partial<RequestScope> = {}, variables: unknown = null, name = null) => {
    const { status, body } = await api.execute({ query, variables, operationName: name }, aScope(scope));
    expect(status).toBe(200);
    return JSON.parse(typeof body === 'string' ? body : JSON.stringify(body)) as Record<string, unknown>;
  };
  return { send, clock, count: () => n };
}

const F = 'query Q($id: ID) { f(id: $id) }';
const iam = (given: Partial<Caller>): { readonly caller: Caller } => ({ caller: { ...API_KEY_CALLER, ...given } });

describe('OPERATION_LEVEL_CACHING', () => {
  it('gives the same answer until its time is over', async () => {
    const { send, clock } = counted();
    expect([await send(F), await send(F)]).toEqual([{ data: { f: 1 } }, { data: { f: 1 } }]);
    clock.ms += 60_000;
    expect(await send(F)).toEqual({ data: { f: 2 } });
  });

  it('tells apart by the text, the variables in any order, and headers', async () => {
    const { send } = counted();
    await send(F, {}, { id: 1, other: { a: 1, b: 2 } });
    expect(await send(F, {}, { other: { b: 2, a: 1 }, id: 1 })).toEqual({ data: { f: 1 } });
    expect(await send(F, {}, { id: 2 })).toEqual({ data: { f: 2 } });
    expect(await send(`${F} `, {}, { id: 2 })).toEqual({ data: { f: 3 } });
    expect(await send(F, { headers: { 'x-tenant': 'a' } }, { id: 2 })).toEqual({ data: { f: 4 } });
    expect(await send(F, { headers: { 'x-tenant': 'b' } }, { id: 2 })).toEqual({ data: { f: 5 } });
  });

  it.each([
    'authorization',
    'host',
    'x-forwarded-for',
    'x-amzn-trace-id',
    'cloudfront-viewer-country',
    'content-length',
  ])('does not look at the reserved header %s', async (name) => {
    const { send } = counted();
    await send(F, { headers: { [name]: 'a' } });
    expect(await send(F, { headers: { [name]: 'b' } })).toEqual({ data: { f: 1 } });
  });

  it('tells callers apart by their identity without its address, their groups, principal and denied fields', async () => {
    const { send } = counted();
    const callers: readonly Partial<Caller>[] = [
      {},
      { identity: { sub: 'a', sourceIp: ['1'] } },
      { identity: { sub: 'b', sourceIp: ['1'] } },
      { groups: ['g'] },
      { principalArn: 'arn:one' },
      { deniedFields: new Set(['Query.big']) },
      { identity: { sub: 'a', sourceIp: ['2'] } },
    ];
    const seen: unknown[] = [];
    for (const caller of callers) seen.push((await send(F, iam(caller))).data);
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 2].map((f) => ({ f })));
  });

  it('never keeps a mutation, an answer with errors, or one above 15 MB', async () => {
    const { send, count } = counted();
    for (const query of ['mutation { f }', '{ boom }', '{ big }', '{ nope }']) {
      const before = count();
      await send(query);
      await send(query);
      expect([query, count() - before]).toEqual([query, query === '{ nope }' ? 0 : 2]);
    }
  });

  it('does not let what a caller may not read out of the cache', async () => {
    const { send } = counted();
    await send('{ f }');
    const denied = await send('{ f }', iam({ deniedFields: new Set(['Query.f']) }));
    expect(denied).toMatchObject({ data: { f: null }, errors: [{ errorType: 'Unauthorized' }] });
  });
});
