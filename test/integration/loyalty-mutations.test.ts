/** The three mutations through their handlers, on a real table. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as adjustPoints from '../../resolvers/loyalty/lambda/Mutation.adjustPoints.ts';
import * as recordPurchase from '../../resolvers/loyalty/lambda/Mutation.recordPurchase.ts';
import * as redeemReward from '../../resolvers/loyalty/lambda/Mutation.redeemReward.ts';
import type { Store } from '../../resolvers/loyalty/store/perform.ts';
import type { PointsPayload, RecordPurchaseInput, RedemptionPayload } from '../../schema/generated/types.ts';
import {
  aLoyaltyTable,
  aStoredMember,
  itemsOfMember,
  itemsOfReward,
  type LoyaltyTable,
} from '../support/loyalty-table.ts';

let table: LoyaltyTable;
let members = 0;

beforeAll(async () => {
  table = await aLoyaltyTable();
  await table.put([
    ...itemsOfReward('rwd_coffee', { costPoints: 80 }),
    ...itemsOfReward('rwd_last', { costPoints: 80, stock: 1 }, 4),
  ]);
}, 60_000);

afterAll(() => table.stop());

async function aNewMember(points = 0): Promise<string> {
  members += 1;
  const id = `mem_${members}`;
  await table.put(itemsOfMember(aStoredMember(id, points)));
  return id;
}

const iam = { userArn: 'arn:aws:iam::000000000000:role/pos' };

function buy(
  memberId: string,
  fields: Partial<RecordPurchaseInput> = {},
  store: Store = table.store,
): Promise<PointsPayload> {
  const input: RecordPurchaseInput = {
    idempotencyKey: 'purchase-1',
    memberId,
    orderId: 'ord_1',
    currency: 'EUR',
    totalCents: 4899,
    occurredAt: '2026-11-04T10:00:00Z',
    ...fields,
  };
  return recordPurchase.answer({ arguments: { input }, identity: iam }, store);
}

function adjust(memberId: string, amount: number, idempotencyKey: string): Promise<PointsPayload> {
  const input = { idempotencyKey, memberId, amount, reason: 'CORRECTION' } as const;
  return adjustPoints.answer({ arguments: { input }, identity: iam }, table.store);
}

function redeem(memberId: string, rewardId: string, idempotencyKey: string): Promise<RedemptionPayload> {
  const identity = { claims: { 'custom:member_id': memberId } };
  return redeemReward.answer({ arguments: { input: { idempotencyKey, rewardId } }, identity }, table.store);
}

const entriesOf = (memberId: string) => table.itemsOf(`MEMBER#${memberId}`, 'L#');
const codesOf = (payload: PointsPayload | RedemptionPayload) => payload.userErrors.map((error) => error.code);

const conflict = () =>
  Object.assign(new Error('Transaction cancelled'), {
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
  });

/** The store, with its first transactions failing; counts them all. DynamoDB Local raises no conflicts itself (domain 3.4). */
function conflicting(times: number, failure: () => Error = conflict) {
  const counts = { transactions: 0, pauses: 0 };
  const client = new Proxy(table.store.client, {
    get(target, name) {
      if (name !== 'send') return Reflect.get(target, name) as unknown;
      return (command: object) => {
        if (command.constructor.name !== 'TransactWriteCommand') return target.send(command as never);
        counts.transactions += 1;
        return counts.transactions <= times ? Promise.reject(failure()) : target.send(command as never);
      };
    },
  });
  const clock = {
    now: () => table.store.clock.now(),
    pause: () => {
      counts.pauses += 1;
      return Promise.resolve();
    },
  };
  return { counts, store: { ...table.store, client, clock } };
}

describe('Mutation.recordPurchase', () => {
  it('books the points and answers with account and entry', async () => {
    const memberId = await aNewMember();

    const payload = await buy(memberId);

    expect(payload).toEqual({
      account: {
        memberId,
        available: 48,
        pending: 0,
        reserved: 0,
        owed: 0,
        lifetimeEarned: 48,
        lifetimeRedeemed: 0,
        version: 1,
        asOf: expect.any(String),
      },
      entry: {
        id: expect.stringMatching(/^led_[0-9A-Z]{26}$/),
        seq: 1,
        kind: 'EARN',
        amount: 48,
        balanceAfter: 48,
        reason: 'PURCHASE',
        ruleIds: ['rul_euro'],
        placeId: null,
        visitId: null,
        orderId: 'ord_1',
        redemptionId: null,
        occurredAt: '2026-11-04T10:00:00.000Z',
        recordedAt: expect.any(String),
      },
      replayed: false,
      userErrors: [],
    });
  });

  it('answers a repeated request with the first answer, also after other changes', async () => {
    const memberId = await aNewMember();
    const first = await buy(memberId);
    await adjust(memberId, 5, 'adjust-01');

    expect(await buy(memberId)).toEqual({ ...first, replayed: true });
    expect(await entriesOf(memberId)).toHaveLength(2);
  });

  it('refuses the same key with another input', async () => {
    const memberId = await aNewMember();
    await buy(memberId);

    const other = await buy(memberId, { totalCents: 4900 });

    expect(other).toMatchObject({ account: null, entry: null, replayed: false });
    expect(other.userErrors[0]).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH', path: ['input', 'idempotencyKey'] });
  });

  it('lets two members, and two operations, use the same key', async () => {
    const [one, two] = [await aNewMember(), await aNewMember()];

    const payloads = [await buy(one), await buy(two), await adjust(one, 7, 'purchase-1')];

    expect(payloads.map((payload) => [payload.replayed, payload.entry?.amount])).toEqual([
      [false, 48],
      [false, 48],
      [false, 7],
    ]);
  });

  it('has one effect when the same request is sent by many at once', async () => {
    const memberId = await aNewMember();

    const payloads = await Promise.all(Array.from({ length: 20 }, () => buy(memberId)));

    const answered = payloads.filter((payload) => payload.entry !== null);
    expect(answered.filter((payload) => !payload.replayed)).toHaveLength(1);
    expect(new Set(answered.map((payload) => payload.entry?.id)).size).toBe(1);
    expect(payloads.flatMap(codesOf)).toEqual([]);
    expect(await entriesOf(memberId)).toHaveLength(1);
  });

  it('refuses an unknown member, and names every fault of an input', async () => {
    expect(codesOf(await buy('mem_nobody'))).toEqual(['NOT_FOUND']);
    expect((await buy('mem_nobody', { currency: 'USD', totalCents: 0 })).userErrors.map((error) => error.path)).toEqual(
      [
        ['input', 'currency'],
        ['input', 'totalCents'],
      ],
    );
  });

  it('stops at a stored balance that is wrong, and writes nothing', async () => {
    const memberId = await aNewMember(100);
    const [lot] = await table.itemsOf(`MEMBER#${memberId}`, 'P#');
    if (lot !== undefined) await table.put([{ ...lot, remaining: 99 }]);

    await expect(buy(memberId)).rejects.toThrow(`Member ${memberId} has 100 points, owes 0, and has lots of 99.`);
    expect(await entriesOf(memberId)).toEqual([]);
  });
});

describe('conflicts', () => {
  it('are retried until the transaction passes', async () => {
    const { store, counts } = conflicting(3);

    const payload = await buy(await aNewMember(), {}, store);

    expect(payload.entry?.amount).toBe(48);
    expect(counts).toEqual({ transactions: 4, pauses: 3 });
  });

  it('end after four attempts as a refusal that can be sent again', async () => {
    const { store, counts } = conflicting(100);
    const memberId = await aNewMember();

    const payload = await buy(memberId, {}, store);

    expect(payload.userErrors).toEqual([expect.objectContaining({ code: 'CONFLICT', retryable: true })]);
    expect(counts).toEqual({ transactions: 4, pauses: 3 });
    expect(await entriesOf(memberId)).toEqual([]);
  });

  it('do not hide a fault', async () => {
    const { store, counts } = conflicting(1, () =>
      Object.assign(new Error('gone'), { name: 'ResourceNotFoundException' }),
    );

    await expect(buy(await aNewMember(), {}, store)).rejects.toThrow('gone');
    expect(counts.transactions).toBe(1);
  });

  it('between different requests of one member leave one entry each', async () => {
    const memberId = await aNewMember();
    const keys = Array.from({ length: 8 }, (_, index) => `parallel-${index}`);

    const payloads = await Promise.all(keys.map((idempotencyKey) => buy(memberId, { idempotencyKey })));

    const booked = payloads.filter((payload) => payload.entry !== null).length;
    const entries = await entriesOf(memberId);
    expect(payloads.flatMap(codesOf).every((code) => code === 'CONFLICT')).toBe(true);
    expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: booked }, (_, index) => index + 1));
    expect(entries.at(-1)?.balanceAfter).toBe(booked * 48);
  });
});

describe('Mutation.adjustPoints', () => {
  it('owes what the balance lacks, and the next points pay it', async () => {
    const memberId = await aNewMember(100);

    const taken = await adjust(memberId, -250, 'adjust-01');
    const given = await adjust(memberId, 200, 'adjust-02');

    expect(taken.account).toMatchObject({ available: 0, owed: 150, version: 1 });
    expect(taken.entry).toMatchObject({ kind: 'ADJUST', amount: -100, reason: 'CORRECTION' });
    expect(given.account).toMatchObject({ available: 50, owed: 0, version: 2 });
    expect(await table.itemsOf(`MEMBER#${memberId}`, 'P#')).toEqual([expect.objectContaining({ remaining: 50 })]);
  });

  it('refuses 0', async () => {
    expect(codesOf(await adjust(await aNewMember(), 0, 'adjust-01'))).toEqual(['INVALID']);
  });
});

describe('Mutation.redeemReward', () => {
  it('issues a redemption with a code, in the member’s language', async () => {
    const memberId = await aNewMember(100);

    const payload = await redeem(memberId, 'rwd_coffee', 'redeem-01');

    expect(payload).toMatchObject({
      account: { available: 20, lifetimeRedeemed: 80 },
      redemption: { memberId, points: 80, status: 'ISSUED', rewardName: 'Panettone del Maestro' },
      replayed: false,
      userErrors: [],
    });
    const code = payload.redemption?.code ?? '';
    expect(code).toMatch(/^[0-9A-Z]{8}$/);
    expect(await table.itemsOf(`CODE#${code}`, 'CODE')).toEqual([
      expect.objectContaining({ memberId, redemptionId: payload.redemption?.id }),
    ]);
    expect(await redeem(memberId, 'rwd_coffee', 'redeem-01')).toEqual({ ...payload, replayed: true });
  });

  it('answers many equal requests of a member who can pay once with one redemption, never with a refusal', async () => {
    const memberId = await aNewMember(80);

    const payloads = await Promise.all(Array.from({ length: 16 }, () => redeem(memberId, 'rwd_coffee', 'redeem-01')));

    expect(payloads.flatMap(codesOf)).toEqual([]);
    expect(new Set(payloads.map((payload) => payload.redemption?.id)).size).toBe(1);
    expect(await table.itemsOf(`MEMBER#${memberId}`, 'R#')).toHaveLength(1);
  });

  it('refuses too few points, an unknown reward, and the unit after the last', async () => {
    const [poor, rich] = [await aNewMember(79), await aNewMember(1000)];

    expect(codesOf(await redeem(poor, 'rwd_coffee', 'redeem-01'))).toEqual(['INSUFFICIENT_POINTS']);
    expect(codesOf(await redeem(rich, 'rwd_none', 'redeem-01'))).toEqual(['NOT_FOUND']);
    expect(codesOf(await redeem(rich, 'rwd_last', 'redeem-02'))).toEqual([]);
    expect(codesOf(await redeem(rich, 'rwd_last', 'redeem-03'))).toEqual(['OUT_OF_STOCK']);
  });

  it('sells a reward whose stock was lifted, though its old shards are empty', async () => {
    const memberId = await aNewMember(100);
    const [shard] = itemsOfReward('rwd_lifted', { stock: 1 }).slice(-1);
    await table.put([...itemsOfReward('rwd_lifted', {}), ...(shard === undefined ? [] : [{ ...shard, remaining: 0 }])]);

    expect((await redeem(memberId, 'rwd_lifted', 'redeem-01')).account).toMatchObject({ available: 90 });
  });

  it('refuses a caller whose token names no member', async () => {
    const event = { arguments: { input: { idempotencyKey: 'redeem-01', rewardId: 'rwd_coffee' } }, identity: iam };

    await expect(redeemReward.answer(event, table.store)).rejects.toMatchObject({ name: 'UnauthorizedException' });
  });
});
