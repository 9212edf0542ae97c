/**
 * Hostile handshakes, messages, filters and payloads on the protocol itself: nothing rejects unheard, a faithful subscriber hears every
 * event, and nothing is left when the peers are gone. `FUZZ_INPUTS` and `FUZZ_SEED` as in `graphql.test.ts`.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { GraphqlApi } from '../../engine/graphql/index.ts';
import { subscribePort } from '../../engine/subscribe.ts';
import { aBench, aHandshake, aSubscription, settled, startMessage } from '../unit/engine/realtime/fakes.ts';
import { jsonValue } from './arbitrary-values.ts';

const INPUTS = Number(process.env.FUZZ_INPUTS ?? 3_000);
const SEED = process.env.FUZZ_SEED === undefined ? {} : { seed: Number(process.env.FUZZ_SEED) };

const unheard: unknown[] = [];
const keep = (reason: unknown): void => void unheard.push(reason);
beforeAll(() => void process.on('unhandledRejection', keep));
afterAll(() => void process.off('unhandledRejection', keep));

const encoded = (value: unknown): string => `header-${Buffer.from(JSON.stringify(value)).toString('base64url')}`;

const headers = fc.oneof(
  fc.dictionary(
    fc.constantFrom('x-api-key', 'authorization', 'host', 'constructor', '__proto__', 'x-amz-date'),
    jsonValue,
  ),
  jsonValue,
);
const handshake = fc.oneof(
  headers.map((value) => ({ protocols: ['graphql-ws', encoded(value)] })),
  headers.map((value) => ({ protocols: ['graphql-ws'], query: `header=${encoded(value).slice(7)}` })),
  fc.constant({}),
  fc.array(fc.string({ maxLength: 40 }), { maxLength: 4 }).map((protocols) => ({ protocols })),
  fc.string({ unit: 'binary', maxLength: 60 }).map((query) => ({ protocols: ['graphql-ws'], query })),
);

const condition = fc.oneof(
  fc.record({
    fieldName: fc.constantFrom('id', 'tier', 'a.b', 'a.b.c.d.e.f', '', '__proto__', 'constructor'),
    operator: fc.constantFrom('eq', 'ne', 'in', 'between', 'contains', 'beginsWith', 'toString', 'x'),
    value: jsonValue,
  }),
  jsonValue,
);
const filter = fc.oneof(
  fc.constant(null),
  fc.record({
    filterGroup: fc.array(fc.oneof(fc.record({ filters: fc.array(condition, { maxLength: 3 }) }), jsonValue), {
      maxLength: 3,
    }),
  }),
  jsonValue,
);
const body = fc.record(
  { query: fc.constantFrom('subscription { a }', 7, null), variables: jsonValue, operationName: jsonValue },
  { requiredKeys: ['query'] },
);
const message = fc.oneof(
  fc.tuple(fc.constantFrom('1', '2', ''), body).map(([id, given]) => startMessage(id, given)),
  fc
    .record({ id: jsonValue, type: fc.constantFrom('start', 'stop', 'connection_init', 'data', 7), payload: jsonValue })
    .map((value) => JSON.stringify(value)),
  fc.constantFrom('1', '2').map((id) => JSON.stringify({ id, type: 'stop' })),
  jsonValue.map((value) => JSON.stringify(value)),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

describe('the realtime protocol', () => {
  it('outlives every handshake, message, filter and payload, and serves the others', async () => {
    const input = fc.record({
      handshake,
      messages: fc.array(message, { maxLength: 6 }),
      filter,
      invalidation: filter,
      events: fc.array(jsonValue, { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(input, async (given) => {
        const hostile = subscribePort({
          prepareSubscription: () =>
            Promise.resolve({
              ok: true,
              subscription: { ...aSubscription(), filter: given.filter, invalidationFilter: given.invalidation },
            }),
        } as unknown as GraphqlApi);
        const faithful = { ok: true, subscription: aSubscription({ view: 'faithful' }) } as const;
        const bench = aBench({
          subscribe: (operation, scope) =>
            operation.operationName === 'Faithful' ? Promise.resolve(faithful) : hostile(operation, scope),
        });
        const listener = await bench.open();
        listener.session.receive(startMessage('mine', { query: 'subscription { a }', operationName: 'Faithful' }));
        await settled();
        const peer = bench.connect(aHandshake(given.handshake));
        for (const text of given.messages) peer.session.receive(text);
        await settled();
        for (const payload of given.events) bench.realtime.publish({ mutationField: 'publishChange', payload });
        for (const payload of given.events)
          bench.realtime.invalidate({ subscriptionField: 'onChange', payload: payload as never });
        bench.realtime.publish({ mutationField: 'publishChange', payload: { last: true } });
        peer.session.closed();

        const heard = listener.transport.take() as { readonly type: string }[];
        const wanted = given.events.filter((payload) => payload !== null && payload !== undefined).length + 1;
        expect(heard.filter(({ type }) => type === 'data')).toHaveLength(wanted);
        listener.session.closed();
        await settled();
        expect(bench.realtime.stats()).toEqual({ connections: 0, subscriptions: 0, groups: 0, keptAlive: 0 });
        expect(unheard).toEqual([]);
      }),
      { numRuns: INPUTS, ...SEED },
    );
  }, 1_800_000);
});
