import { describe, expect, it } from '@jest/globals';
import { aMember, given, lotsOf, NOW } from '../given.ts';

describe('recordPurchase', () => {
  it('books a point for each euro', () => {
    const { entry, after, touchedLots } = given(aMember({ lots: lotsOf(10) }))
      .whenBuying()
      .then();

    expect(entry).toMatchObject({
      seq: 1,
      kind: 'EARN',
      amount: 48,
      balanceAfter: 58,
      reason: 'PURCHASE',
      ruleIds: ['rul_euro'],
      orderId: 'ord_1',
      accountVersion: 1,
      tierId: 'lino',
    });
    expect(after.account).toMatchObject({ available: 58, lifetimeEarned: 48, seq: 1, version: 1, asOf: NOW });
    expect(touchedLots).toEqual([{ expiresOn: '2027-12-31', remaining: 58 }]);
  });

  it('doubles by the day of the purchase in Rome, not by the day of recording', () => {
    const buying = given(aMember());

    expect(buying.whenBuying({ occurredAt: '2026-12-12T23:30:00.000Z' }).then().entry.amount).toBe(97);
    expect(buying.whenBuying({ occurredAt: '2026-12-13T23:30:00.000Z' }).then().entry.amount).toBe(48);
  });

  it('raises the level in the same change', () => {
    const { entry, after } = given(aMember()).whenBuying({ totalCents: 150_000 }).then();

    expect(after.tier.rank).toBe(1);
    expect(entry.tierId).toBe('cotone');
  });

  it('pays what is owed first', () => {
    const { entry, after } = given(aMember({ owed: 30 }))
      .whenBuying()
      .then();

    expect(entry).toMatchObject({ amount: 18, owedChange: -30, balanceAfter: 18 });
    expect(after.account).toMatchObject({ available: 18, owed: 0, lifetimeEarned: 48 });
  });

  it('makes an entry of 0 for a purchase below a euro', () => {
    const { entry, touchedLots } = given(aMember()).whenBuying({ totalCents: 99 }).then();

    expect(entry.amount).toBe(0);
    expect(touchedLots).toEqual([]);
  });

  it('refuses an unknown member', () => {
    expect(given(null).whenBuying().thenRefuses()).toBe('NOT_FOUND');
  });

  it.each(['SUSPENDED', 'ERASURE_REQUESTED', 'ERASED'] as const)('refuses a member who is %s', (status) => {
    expect(given(aMember({ status })).whenBuying().thenRefuses()).toBe('NOT_ACTIVE');
  });

  it('refuses to leave the range of numbers', () => {
    const rich = aMember({ lots: lotsOf(1_000_000_000) });

    expect(given(rich).whenBuying().thenRefuses()).toBe('CAP_REACHED');
  });
});
