/** From changes of visits to what staff hear: numbers and places, nobody's name. */
import { describe, expect, it } from '@jest/globals';
import {
  PUBLISH_PLACE_PRESENCE,
  publish,
  visitTransitions,
} from '../../../../../resolvers/proximity/stream/publishPlacePresence.ts';
import type { GraphqlVariables } from '../../../../../resolvers/shared/lambda/signed-graphql.ts';
import type { StreamImage, StreamRecord } from '../../../../../resolvers/shared/lambda/stream-batch.ts';

const ENTERED = '2026-11-21T10:00:00.000Z';
const DWELLED = '2026-11-21T10:02:15.000Z';
const EXITED = '2026-11-21T10:20:00.000Z';
const RETURNED = '2026-11-21T10:25:00.000Z';

const visit = (fields: StreamImage = {}): StreamImage => ({
  pk: { S: 'MEMBER#mem_giulia' },
  sk: { S: 'V#vis_1' },
  id: { S: 'vis_1' },
  memberId: { S: 'mem_giulia' },
  placeId: { S: 'plc_duomo' },
  enteredAt: { S: ENTERED },
  source: { S: 'GPS' },
  ...fields,
});
const began = (number: string, fields: StreamImage = {}): StreamRecord => ({
  eventName: 'INSERT',
  dynamodb: { SequenceNumber: number, NewImage: visit(fields) },
});
const changed = (number: string, before: StreamImage, after: StreamImage): StreamRecord => ({
  eventName: 'MODIFY',
  dynamodb: { SequenceNumber: number, OldImage: visit(before), NewImage: visit(after) },
});

/** Counts as the table does: the same name once. */
function aPublisher(fails: (placeId: unknown) => boolean = () => false) {
  const calls: { readonly query: string; readonly input: Readonly<Record<string, unknown>> }[] = [];
  const errors: unknown[] = [];
  const counted = new Set<string>();
  const inside = new Map<string, number>();
  return {
    calls,
    errors,
    call: (query: string, variables: GraphqlVariables) => {
      const input = variables.input as Readonly<Record<string, unknown>>;
      if (fails(input.placeId)) return Promise.reject(new Error('503'));
      calls.push({ query, input });
      return Promise.resolve();
    },
    count: (placeId: string, transition: string, by: number) => {
      if (by !== 0 && !counted.has(transition)) inside.set(placeId, (inside.get(placeId) ?? 0) + by);
      counted.add(transition);
      return Promise.resolve(inside.get(placeId) ?? 0);
    },
    log: { info: () => undefined, error: (_message: string, fields?: unknown) => errors.push(fields) },
  };
}

describe('publishPlacePresence', () => {
  it('tells of a visit from its beginning to its end', async () => {
    const publisher = aPublisher();
    const dwelledAt = { S: DWELLED };
    const exitedAt = { S: EXITED };

    const answer = await publish(
      { Records: [began('1'), changed('2', {}, { dwelledAt }), changed('3', { dwelledAt }, { dwelledAt, exitedAt })] },
      publisher,
    );

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(publisher.calls.map(({ input }) => input)).toEqual([
      { placeId: 'plc_duomo', type: 'ENTERED', insideNow: 1, occurredAt: ENTERED },
      { placeId: 'plc_duomo', type: 'DWELLED', insideNow: 1, occurredAt: DWELLED },
      { placeId: 'plc_duomo', type: 'EXITED', insideNow: 0, occurredAt: EXITED },
    ]);
  });

  it('says nothing of the member, and selects every field of what staff receive', async () => {
    const publisher = aPublisher();
    await publish({ Records: [began('1')] }, publisher);
    const [call] = publisher.calls;
    const selected = /\{([^{}]+)\}\s*\}$/
      .exec(call?.query ?? '')?.[1]
      ?.trim()
      .split(/\s+/);

    expect(JSON.stringify(call?.input)).not.toContain('mem_');
    expect(call?.query).toBe(PUBLISH_PLACE_PRESENCE);
    expect(selected?.sort()).toEqual(Object.keys(call?.input ?? {}).sort());
  });

  it('counts a return within ten minutes as a coming', async () => {
    const publisher = aPublisher();
    const exitedAt = { S: EXITED };
    const Records = [began('1', { exitedAt }), changed('2', { exitedAt }, { returnedAt: { S: RETURNED } })];
    await publish({ Records }, publisher);

    expect(publisher.calls.map(({ input }) => [input.type, input.insideNow, input.occurredAt])).toEqual([
      ['ENTERED', 1, ENTERED],
      ['EXITED', 0, EXITED],
      ['ENTERED', 1, RETURNED],
    ]);
  });

  it('counts a redelivered record once', async () => {
    const publisher = aPublisher();
    await publish({ Records: [began('1')] }, publisher);
    await publish({ Records: [began('1')] }, publisher);

    expect(publisher.calls.map(({ input }) => input.insideNow)).toEqual([1, 1]);
  });

  it('passes over what is no visit, what is gone and what changed in nothing that staff hear', async () => {
    const publisher = aPublisher();
    const Records = [
      began('1', { sk: { S: 'PRES#FIX' } }),
      { eventName: 'REMOVE', dynamodb: { SequenceNumber: '2', OldImage: visit() } },
      changed('3', { dwelledAt: { S: DWELLED } }, { dwelledAt: { S: DWELLED }, ttl: { N: '1' } }),
      { eventName: 'INSERT' },
    ];

    expect(await publish({ Records }, publisher)).toEqual({ batchItemFailures: [] });
    expect(publisher.calls).toEqual([]);
  });

  it('reports a record that could not be published, and goes on at other places', async () => {
    const publisher = aPublisher((placeId) => placeId === 'plc_brera');
    const Records = [began('1'), began('2', { placeId: { S: 'plc_brera' } })];

    expect(await publish({ Records }, publisher)).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(publisher.calls.map(({ input }) => input.placeId)).toEqual(['plc_duomo']);
    expect(publisher.errors).toEqual([{ sequenceNumber: '2', reason: 'Error: 503' }]);
  });

  it.each([
    ['no place', { placeId: undefined }],
    ['no id', { id: undefined }],
  ])('does not drop a visit with %s', async (_name, fields) => {
    const publisher = aPublisher();

    expect(await publish({ Records: [began('9', fields)] }, publisher)).toEqual({
      batchItemFailures: [{ itemIdentifier: '9' }],
    });
  });

  it('begins no call that the function could not finish', async () => {
    const publisher = aPublisher();

    const answer = await publish({ Records: [began('1')] }, publisher, { getRemainingTimeInMillis: () => 3000 });

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(publisher.calls).toEqual([]);
  });
});

describe('visitTransitions', () => {
  it('names the same transition the same, and different ones differently', () => {
    const names = visitTransitions(visit({ dwelledAt: { S: DWELLED }, exitedAt: { S: EXITED } }), undefined).map(
      ({ name }) => name,
    );

    expect(names).toEqual([`vis_1#ENTERED#${ENTERED}`, `vis_1#DWELLED#${DWELLED}`, `vis_1#EXITED#${EXITED}`]);
  });
});
