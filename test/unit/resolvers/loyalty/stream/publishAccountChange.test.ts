import { describe, expect, it } from '@jest/globals';
import { publish, toAccountChange } from '../../../../../resolvers/loyalty/stream/publishAccountChange.ts';
import type { GraphqlVariables } from '../../../../../resolvers/shared/lambda/signed-graphql.ts';
import type { StreamImage, StreamRecord } from '../../../../../resolvers/shared/lambda/stream-batch.ts';

const image = (fields: StreamImage = {}): StreamImage => ({
  sk: { S: 'L#000000000003' },
  memberId: { S: 'mem_giulia' },
  kind: { S: 'CAPTURE' },
  amount: { N: '-80' },
  balanceAfter: { N: '920' },
  tierId: { S: 'seta' },
  redemptionId: { S: 'rdm_1' },
  accountVersion: { N: '3' },
  occurredAt: { S: '2026-12-16T10:00:00.000Z' },
  ...fields,
});

const insert = (number: string, fields: StreamImage = {}): StreamRecord => ({
  eventName: 'INSERT',
  dynamodb: { SequenceNumber: number, NewImage: image(fields) },
});

function aPublisher(fails: (memberId: unknown) => boolean = () => false) {
  const calls: { readonly query: string; readonly variables: GraphqlVariables }[] = [];
  const errors: unknown[] = [];
  return {
    calls,
    errors,
    call: (query: string, variables: GraphqlVariables) => {
      if (fails((variables.input as { memberId: string }).memberId)) return Promise.reject(new Error('503'));
      calls.push({ query, variables });
      return Promise.resolve();
    },
    log: { info: () => undefined, error: (_message: string, fields?: unknown) => errors.push(fields) },
  };
}

describe('publishAccountChange', () => {
  it('turns a ledger entry into the mutation, without a read', async () => {
    const publisher = aPublisher();

    const answer = await publish({ Records: [insert('1')] }, publisher);

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(publisher.calls[0]?.variables).toEqual({
      input: {
        memberId: 'mem_giulia',
        kind: 'CAPTURE',
        amount: -80,
        available: 920,
        tierId: 'seta',
        redemptionId: 'rdm_1',
        version: 3,
        occurredAt: '2026-12-16T10:00:00.000Z',
      },
    });
  });

  it('selects every field, since subscribers receive what the mutation selects', async () => {
    const publisher = aPublisher();
    await publish({ Records: [insert('1')] }, publisher);
    const selected = /\{([^{}]+)\}\s*\}$/
      .exec(publisher.calls[0]?.query ?? '')?.[1]
      ?.trim()
      .split(/\s+/);

    expect(selected?.sort()).toEqual(Object.keys(toAccountChange(image())).sort());
  });

  it('keeps the order of each member', async () => {
    const publisher = aPublisher();
    const records = [1, 2, 3, 4].map((version) => insert(String(version), { accountVersion: { N: String(version) } }));

    await publish({ Records: records }, publisher);

    expect(publisher.calls.map((call) => (call.variables.input as { version: number }).version)).toEqual([1, 2, 3, 4]);
  });

  it('passes over what is not a new entry', async () => {
    const publisher = aPublisher();
    const Records = [
      { ...insert('1'), eventName: 'MODIFY' },
      insert('2', { sk: { S: 'A#ACCOUNT' } }),
      { eventName: 'REMOVE', dynamodb: { SequenceNumber: '3' } },
      { eventName: 'INSERT' },
    ];

    expect(await publish({ Records }, publisher)).toEqual({ batchItemFailures: [] });
    expect(publisher.calls).toEqual([]);
  });

  it('reports the first entry that could not be published, and says why', async () => {
    const publisher = aPublisher((memberId) => memberId === 'mem_marco');
    const Records = [insert('1'), insert('2', { memberId: { S: 'mem_marco' } })];

    expect(await publish({ Records }, publisher)).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(publisher.errors).toEqual([{ sequenceNumber: '2', reason: 'Error: 503' }]);
  });

  it.each([
    ['no member', { memberId: undefined }],
    ['an unknown kind', { kind: { S: 'GIFT' } }],
    ['an amount that is no number', { amount: { N: 'x' } }],
    ['no version', { accountVersion: undefined }],
  ])('does not drop an entry with %s', async (_name, fields) => {
    expect(await publish({ Records: [insert('9', fields)] }, aPublisher())).toEqual({
      batchItemFailures: [{ itemIdentifier: '9' }],
    });
  });

  it('begins no call that the function could not finish', async () => {
    const publisher = aPublisher();

    const answer = await publish({ Records: [insert('1')] }, publisher, { getRemainingTimeInMillis: () => 3000 });

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(publisher.calls).toEqual([]);
  });
});
