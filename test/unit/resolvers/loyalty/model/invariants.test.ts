/** The laws of the ledger (domain 2.3) over random sequences of commands, repeated and mismatched keys included. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  evolve,
  fromEpochMs,
  newStock,
  totalOf,
  type LedgerRecord,
} from '../../../../../resolvers/loyalty/model/index.ts';
import type { Item } from '../../../../../resolvers/loyalty/store/items.ts';
import { aMember, aReward } from '../given.ts';
import { InMemoryStore, type Command } from '../in-memory-store.ts';

const MEMBERS = ['mem_a', 'mem_b', 'mem_c'];
const STOCK = 7;
const REWARDS = [
  aReward({ id: 'rwd_free', costPoints: 0 }),
  aReward({ id: 'rwd_stock', costPoints: 40, stock: STOCK }),
  aReward({ id: 'rwd_once', costPoints: 25, perMemberLimit: 2 }),
];

const START_MS = Date.UTC(2026, 0, 1);
const HALF_A_DAY_MS = 43_200_000;

/** Few keys, so that they meet; values overlap, so that some repeats are the same request and some are not. */
const drafts = fc.record({
  operation: fc.constantFrom('recordPurchase' as const, 'adjustPoints' as const, 'redeemReward' as const),
  memberId: fc.constantFrom(...MEMBERS, 'mem_unknown'),
  key: fc.integer({ min: 1, max: 25 }).map((number) => `key-${number}`),
  value: fc.oneof(fc.constantFrom(1, 100, 5000, 90_000), fc.integer({ min: 1, max: 20_000 })),
  isNegative: fc.boolean(),
  draw: fc.double({ min: 0, max: 0.999, noNaN: true }),
  halfDays: fc.integer({ min: 0, max: 90 }),
});

const commands = fc.array(drafts, { maxLength: 60 }).map((all) => {
  let ms = START_MS;
  return all.map(({ isNegative, halfDays, value, ...rest }): Command => {
    ms += halfDays * HALF_A_DAY_MS;
    const sign = rest.operation === 'adjustPoints' && isNegative ? -1 : 1;
    return { ...rest, value: value * sign, at: fromEpochMs(ms) };
  });
});

const aStore = (): InMemoryStore =>
  new InMemoryStore(
    MEMBERS.map((id) => aMember({ id })),
    REWARDS,
    newStock('rwd_stock', STOCK, 3),
  );

const sumOf = (items: readonly Item[], name: string): number =>
  items.reduce((sum, item) => sum + Number(item[name]), 0);

function holdsAfterEach(check: (store: InMemoryStore, memberId: string) => void): void {
  fc.assert(
    fc.property(commands, (all) => {
      const store = aStore();
      for (const command of all) {
        store.perform(command);
        MEMBERS.forEach((memberId) => check(store, memberId));
      }
    }),
    { numRuns: 60 },
  );
}

describe('invariants of the ledger', () => {
  it('I1: the balance is the sum of its entries and of its lots', () => {
    holdsAfterEach((store, memberId) => {
      const available = store.itemsOf(memberId, 'A#ACCOUNT')[0]?.available;

      expect(sumOf(store.itemsOf(memberId, 'L#'), 'amount')).toBe(available);
      expect(sumOf(store.itemsOf(memberId, 'P#'), 'remaining')).toBe(available);
    });
  });

  it('I1: replaying the entries gives the stored account', () => {
    holdsAfterEach((store, memberId) => {
      const entries = store
        .itemsOf(memberId, 'L#')
        .map((item) => ({ cappedRewardId: null, ...item }) as unknown as LedgerRecord);
      const replayed = entries.reduce(evolve, aMember({ id: memberId }).account);

      expect(replayed).toEqual(store.members.get(memberId)?.account);
    });
  });

  it('I2: nothing is negative, and who owes has nothing', () => {
    holdsAfterEach((store, memberId) => {
      const account = store.members.get(memberId)?.account;
      const { available = -1, pending = -1, reserved = -1, owed = -1 } = account ?? {};

      expect(Math.min(available, pending, reserved, owed)).toBeGreaterThanOrEqual(0);
      expect(owed > 0 && available > 0).toBe(false);
    });
  });

  it('I3: entries are numbered 1 to n, chained by their balances, and never altered', () => {
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(commands, (all) => {
        const store = aStore();
        seen.clear();
        for (const command of all) {
          store.perform(command);
          const entries = store.itemsOf(command.memberId, 'L#');
          let balance = 0;
          for (const [index, entry] of entries.entries()) {
            balance += Number(entry.amount);
            expect(entry).toMatchObject({ seq: index + 1, accountVersion: index + 1, balanceAfter: balance });
            const text = JSON.stringify(entry);
            expect(seen.get(entry.pk + entry.sk) ?? text).toBe(text);
            seen.set(entry.pk + entry.sk, text);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('I5: what is left never expires before what was spent', () => {
    fc.assert(
      fc.property(commands, (all) => {
        const store = aStore();
        for (const command of all) {
          const before = store.members.get(command.memberId)?.lots ?? [];
          store.perform(command);
          const after = store.members.get(command.memberId)?.lots ?? [];
          if (totalOf(after) >= totalOf(before)) continue;
          const left = new Map(after.map((lot) => [lot.expiresOn, lot.remaining]));
          const spent = before.filter((lot) => (left.get(lot.expiresOn) ?? 0) < lot.remaining).at(-1)?.expiresOn ?? '';
          expect(after.every((lot) => lot.expiresOn >= spent)).toBe(true);
        }
      }),
    );
  });

  it('I6: the same request again gives the same answer and no effect; another request with its key is refused', () => {
    fc.assert(
      fc.property(commands, (all) => {
        const store = aStore();
        for (const command of all) {
          const first = store.perform(command);
          if (first.kind === 'refused') continue;
          const tableBefore = JSON.stringify([...store.table]);

          expect(store.perform(command)).toEqual({ ...first, replayed: true });
          expect(store.perform({ ...command, value: command.value + 1 })).toEqual({
            kind: 'refused',
            code: 'IDEMPOTENCY_MISMATCH',
          });
          expect(JSON.stringify([...store.table])).toBe(tableBefore);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('I8: units left and taken sum to the stock, and redemptions to the units taken', () => {
    fc.assert(
      fc.property(commands, (all) => {
        const store = aStore();
        all.forEach((command) => store.perform(command));
        const shards = [...store.shards.values()];
        const taken = shards.reduce((sum, shard) => sum + shard.taken, 0);
        const redemptions = MEMBERS.flatMap((memberId) => store.itemsOf(memberId, 'R#'));

        expect(shards.every((shard) => shard.remaining >= 0)).toBe(true);
        expect(shards.reduce((sum, shard) => sum + shard.remaining, 0) + taken).toBe(STOCK);
        expect(redemptions.filter((item) => item.rewardId === 'rwd_stock')).toHaveLength(taken);
      }),
    );
  });

  it('a limit per member is never passed', () => {
    holdsAfterEach((store, memberId) => {
      const taken = store.itemsOf(memberId, 'R#').filter((item) => item.rewardId === 'rwd_once');

      expect(taken.length).toBeLessThanOrEqual(2);
    });
  });
});
