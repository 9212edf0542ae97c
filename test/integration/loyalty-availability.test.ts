/** What the catalogue says of stock follows the shards (domain L7; section 6: the promise and the act cannot differ). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { answer } from '../../resolvers/loyalty/lambda/Mutation.redeemReward.ts';
import { rewardPk, stockPk } from '../../resolvers/loyalty/model/keys.ts';
import { refresh } from '../../resolvers/loyalty/stream/refreshAvailability.ts';
import type { StreamRecord } from '../../resolvers/shared/lambda/stream-batch.ts';
import {
  aLoyaltyTable,
  aStoredMember,
  itemsOfMember,
  itemsOfReward,
  type LoyaltyTable,
} from '../support/loyalty-table.ts';

const log = { info: () => undefined, error: () => undefined };
let table: LoyaltyTable;
beforeAll(async () => {
  table = await aLoyaltyTable();
}, 60_000);
afterAll(() => table.stop());
beforeEach(() =>
  table.put([
    ...itemsOfMember(aStoredMember('mem_1', 1_000)),
    ...itemsOfReward('rwd_few', { stock: 3 }, 2),
    ...itemsOfReward('rwd_any', { stock: null }),
  ]),
);

const changed = (rewardId: string, shard = 0): StreamRecord => ({
  eventName: 'MODIFY',
  dynamodb: { SequenceNumber: '1', Keys: { pk: { S: stockPk(rewardId) }, sk: { S: `S#0${shard}` } } },
});

const shown = async (rewardId: string): Promise<readonly unknown[]> =>
  (await Promise.all((['it', 'en'] as const).map((locale) => table.itemsOf(rewardPk(rewardId, locale), 'DOC'))))
    .flat()
    .map((item) => item.availability);

const redeem = async (key: string): Promise<string | undefined> => {
  const identity = { claims: { 'custom:member_id': 'mem_1' } };
  const input = { idempotencyKey: key, rewardId: 'rwd_few' };
  return (await answer({ arguments: { input }, identity }, table.store)).userErrors[0]?.code;
};

describe('a reward that sells', () => {
  it('shows what is left, and that it is sold out when the last unit is gone, in every language', async () => {
    expect(await redeem(`a-${Date.now()}`)).toBeUndefined();
    await refresh({ Records: [changed('rwd_few')] }, { store: table.store, log });
    const left = { unlimited: false, remainingApprox: 2, soldOut: false, asOf: expect.any(String) };
    expect(await shown('rwd_few')).toEqual([left, left]);

    for (const key of ['b', 'c']) expect(await redeem(`${key}-${Date.now()}`)).toBeUndefined();
    expect(await redeem(`d-${Date.now()}`)).toBe('OUT_OF_STOCK');
    await refresh({ Records: [changed('rwd_few', 0), changed('rwd_few', 1)] }, { store: table.store, log });
    const gone = { unlimited: false, remainingApprox: 0, soldOut: true, asOf: expect.any(String) };
    expect(await shown('rwd_few')).toEqual([gone, gone]);
  });

  it('is counted once for a batch, however many of its shards changed', async () => {
    let queries = 0;
    const client = new Proxy(table.store.client, {
      get(target, name) {
        if (name !== 'send') return Reflect.get(target, name) as unknown;
        return (command: Parameters<typeof target.send>[0]) => {
          if (command.constructor.name === 'QueryCommand') queries += 1;
          return target.send(command);
        };
      },
    });
    const counting = { ...table.store, client };
    const records = Array.from({ length: 50 }, (_, at) => changed('rwd_few', at % 2));
    expect(await refresh({ Records: records }, { store: counting, log })).toEqual({ batchItemFailures: [] });

    expect(queries).toBe(1);
  });

  it('leaves rewards without a limit, and those that are gone, as they are', async () => {
    const unlimited = await shown('rwd_any');
    await table.put(itemsOfReward('rwd_other', { stock: 5 }).filter(({ pk }) => pk === stockPk('rwd_other')));
    const records = ['rwd_any', 'rwd_gone', 'rwd_other'].map((rewardId) => changed(rewardId));
    expect(await refresh({ Records: records }, { store: table.store, log })).toEqual({ batchItemFailures: [] });

    expect(await shown('rwd_any')).toEqual(unlimited);
    for (const rewardId of ['rwd_gone', 'rwd_other'])
      expect(await table.itemsOf(rewardPk(rewardId, 'it'), 'DOC')).toEqual([]);
  });

  it('comes again when it could not be counted', async () => {
    const broken = { ...table.store, client: { send: () => Promise.reject(new Error('503')) } as never };
    const event = { Records: [changed('rwd_few')] };

    expect(await refresh(event, { store: broken, log })).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(
      await refresh(
        { Records: [{ eventName: 'INSERT', dynamodb: { Keys: { pk: { S: 'MEMBER#m' }, sk: { S: 'S#1' } } } }] },
        { store: broken, log },
      ),
    ).toEqual({ batchItemFailures: [] });
  });
});
