/** 24 December, 18:00: many callers, one reward. What is promised must hold on the table itself (domain 2.3, 3.4). */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answer } from '../../resolvers/loyalty/lambda/Mutation.redeemReward.ts';
import type { RedemptionPayload } from '../../schema/generated/types.ts';
import {
  aLoyaltyTable,
  aStoredMember,
  itemsOfMember,
  itemsOfReward,
  type LoyaltyTable,
} from '../support/loyalty-table.ts';

const STOCK = 500;
const ATTEMPTS = 1500;
const MEMBERS = 200;
const CALLERS = 24;
const COST = 10;
const POINTS = 1000;
const REWARD = 'rwd_panettone';

const memberId = (index: number): string => `mem_${index}`;

async function inParallel(count: number, callers: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
}

describe('1,500 attempts for 500 units', () => {
  let table: LoyaltyTable;
  const payloads: RedemptionPayload[] = [];

  beforeAll(async () => {
    table = await aLoyaltyTable();
    const members = Array.from({ length: MEMBERS }, (_, index) => aStoredMember(memberId(index), POINTS));
    await table.put([
      ...members.flatMap(itemsOfMember),
      ...itemsOfReward(REWARD, { costPoints: COST, stock: STOCK }, 8),
    ]);
    await inParallel(ATTEMPTS, CALLERS, async (index) => {
      const identity = { claims: { 'custom:member_id': memberId(index % MEMBERS) } };
      const input = { idempotencyKey: `attempt-${index}`, rewardId: REWARD };
      payloads.push(await answer({ arguments: { input }, identity }, table.store));
    });
  }, 300_000);

  afterAll(() => table.stop());

  it('sells exactly 500', () => {
    expect(payloads).toHaveLength(ATTEMPTS);
    expect(payloads.filter((payload) => payload.redemption !== null)).toHaveLength(STOCK);
  });

  it('refuses the others for want of stock, or asks to send again', () => {
    const codes = new Set(payloads.flatMap((payload) => payload.userErrors.map((error) => error.code)));

    expect([...codes].filter((code) => code !== 'CONFLICT')).toEqual(['OUT_OF_STOCK']);
  });

  it('leaves no unit behind and takes none twice (I8)', async () => {
    const shards = await table.itemsOf(`STOCK#${REWARD}`, 'S#');

    expect(shards.map((shard) => shard.remaining)).toEqual(shards.map(() => 0));
    expect(shards.reduce((sum, shard) => sum + Number(shard.taken), 0)).toBe(STOCK);
  });

  it('keeps each balance equal to its entries and its lots, and the numbers without gaps (I1, I3)', async () => {
    let entries = 0;
    for (let index = 0; index < MEMBERS; index += 1) {
      const pk = `MEMBER#${memberId(index)}`;
      const [ledger, lots, redemptions, accounts] = await Promise.all(
        ['L#', 'P#', 'R#', 'A#ACCOUNT'].map((prefix) => table.itemsOf(pk, prefix)),
      );
      const available = accounts?.[0]?.available;
      const spent = (ledger ?? []).reduce((sum, entry) => sum + Number(entry.amount), 0);
      entries += ledger?.length ?? 0;

      expect(POINTS + spent).toBe(available);
      expect((lots ?? []).reduce((sum, lot) => sum + Number(lot.remaining), 0)).toBe(available);
      expect(ledger?.map((entry) => entry.seq)).toEqual(ledger?.map((_, position) => position + 1));
      expect(redemptions).toHaveLength(ledger?.length ?? -1);
      expect(accounts?.[0]).toMatchObject({ seq: ledger?.length, version: ledger?.length });
    }
    expect(entries).toBe(STOCK);
  });

  it('gives each redemption a code of its own', () => {
    const codes = payloads.flatMap((payload) => payload.redemption?.code ?? []);

    expect(new Set(codes).size).toBe(STOCK);
  });
});
