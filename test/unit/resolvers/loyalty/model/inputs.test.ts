import { describe, expect, it } from '@jest/globals';
import {
  adjustPointsFaults,
  ORTICA_LINO,
  recordPurchaseFaults,
  redeemRewardFaults,
  toEpochMs,
} from '../../../../../resolvers/loyalty/model/index.ts';
import type { RecordPurchaseInput } from '../../../../../schema/generated/types.ts';
import { NOW } from '../given.ts';

const purchase: RecordPurchaseInput = {
  idempotencyKey: 'till-7_0001',
  memberId: 'mem_1',
  orderId: 'ord_1',
  placeId: null,
  currency: 'EUR',
  totalCents: 4899,
  occurredAt: '2026-12-16T11:00:00+01:00',
  lines: [{ sku: 'sku-1', category: null, quantity: 1, amountCents: 4899 }],
};

const faultsOf = (fields: Partial<RecordPurchaseInput>) =>
  recordPurchaseFaults({ ...purchase, ...fields }, toEpochMs(NOW) ?? 0, ORTICA_LINO);

describe('inputs', () => {
  it('pass when all is in range', () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ lines: null, totalCents: 10_000_000 })).toEqual([]);
    expect(
      adjustPointsFaults({ idempotencyKey: 'k2345678', memberId: 'm', amount: -1_000_000, reason: 'FRAUD' }),
    ).toEqual([]);
    expect(redeemRewardFaults({ idempotencyKey: 'k2345678', rewardId: 'r' })).toEqual([]);
  });

  it.each<[string, Partial<RecordPurchaseInput>, readonly string[]]>([
    ['a short key', { idempotencyKey: 'short12' }, ['input', 'idempotencyKey']],
    ['a long key', { idempotencyKey: 'k'.repeat(65) }, ['input', 'idempotencyKey']],
    ['a key with a space', { idempotencyKey: 'key with space' }, ['input', 'idempotencyKey']],
    ['an empty member', { memberId: '' }, ['input', 'memberId']],
    ['a member with a separator', { memberId: 'a#b' }, ['input', 'memberId']],
    ['another currency', { currency: 'USD' }, ['input', 'currency']],
    ['nothing spent', { totalCents: 0 }, ['input', 'totalCents']],
    ['too much spent', { totalCents: 10_000_001 }, ['input', 'totalCents']],
    ['the future', { occurredAt: '2026-12-16T10:01:00.001Z' }, ['input', 'occurredAt']],
    ['a day that does not exist', { occurredAt: '2026-02-30T10:00:00Z' }, ['input', 'occurredAt']],
    [
      'a line without goods',
      { lines: [{ sku: 's', quantity: 0, amountCents: 1 }] },
      ['input', 'lines', '0', 'quantity'],
    ],
    ['an empty sku', { lines: [{ sku: '', quantity: 1, amountCents: 1 }] }, ['input', 'lines', '0', 'sku']],
  ])('name %s by its path', (_name, fields, path) => {
    expect(faultsOf(fields)).toEqual([expect.objectContaining({ code: 'INVALID', path, retryable: false })]);
  });

  it('name all faults at once', () => {
    expect(faultsOf({ currency: 'USD', totalCents: -1 }).map((fault) => fault.message)).toEqual([
      'currency is "USD"; allowed: EUR.',
      'totalCents is -1; allowed: a whole number from 1 to 10000000.',
    ]);
  });

  it.each([0, 1_000_001, -1_000_001])('refuse an adjustment of %d', (amount) => {
    const faults = adjustPointsFaults({ idempotencyKey: 'k2345678', memberId: 'm', amount, reason: 'GOODWILL' });

    expect(faults).toEqual([expect.objectContaining({ path: ['input', 'amount'] })]);
  });
});
