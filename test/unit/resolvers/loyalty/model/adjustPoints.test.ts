import { describe, expect, it } from '@jest/globals';
import { aMember, given, lotsOf } from '../given.ts';

describe('adjustPoints', () => {
  it('adds points that do not count towards a level', () => {
    const { entry, after } = given(aMember()).whenAdjusting(2000).then();

    expect(entry).toMatchObject({ kind: 'ADJUST', amount: 2000, reason: 'GOODWILL' });
    expect(after.tier.rank).toBe(0);
  });

  it('counts a missing purchase towards the level', () => {
    expect(given(aMember()).whenAdjusting(2000, 'MISSING_PURCHASE').then().after.tier.rank).toBe(1);
  });

  it('takes points back', () => {
    const { entry, after } = given(aMember({ lots: lotsOf(100) }))
      .whenAdjusting(-40, 'CORRECTION')
      .then();

    expect(entry).toMatchObject({ amount: -40, balanceAfter: 60, owedChange: 0 });
    expect(after.account).toMatchObject({ available: 60, owed: 0, lifetimeEarned: 0 });
  });

  it('turns what the balance lacks into a debt', () => {
    const { entry, after } = given(aMember({ lots: lotsOf(100) }))
      .whenAdjusting(-250, 'FRAUD')
      .then();

    expect(entry).toMatchObject({ amount: -100, balanceAfter: 0, owedChange: 150 });
    expect(after.account).toMatchObject({ available: 0, owed: 150 });
    expect(after.lots).toEqual([]);
  });

  it('corrects a suspended member', () => {
    expect(
      given(aMember({ status: 'SUSPENDED' }))
        .whenAdjusting(5)
        .then().entry.amount,
    ).toBe(5);
  });

  it('refuses an erased member', () => {
    expect(
      given(aMember({ status: 'ERASED' }))
        .whenAdjusting(5)
        .thenRefuses(),
    ).toBe('NOT_ACTIVE');
  });

  it('refuses an unknown member', () => {
    expect(given(null).whenAdjusting(5).thenRefuses()).toBe('NOT_FOUND');
  });
});
