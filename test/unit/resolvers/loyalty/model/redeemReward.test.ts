import { describe, expect, it } from '@jest/globals';
import { newStock, type Reward } from '../../../../../resolvers/loyalty/model/index.ts';
import { aMember, aReward, given, lotsOf, MEMBER, NOW } from '../given.ts';

const rich = aMember({ lots: lotsOf(1000) });

describe('redeemReward', () => {
  it('spends the points and issues a redemption with a code', () => {
    const { entry, after, redemption } = given(rich).whenTaking(aReward()).then();

    expect(entry).toMatchObject({ kind: 'CAPTURE', amount: -80, balanceAfter: 920, redemptionId: 'rdm_1' });
    expect(after.account).toMatchObject({ available: 920, lifetimeRedeemed: 80 });
    expect(redemption).toEqual({
      id: 'rdm_1',
      memberId: MEMBER,
      rewardId: 'rwd_coffee',
      rewardName: 'Caffè',
      points: 80,
      status: 'ISSUED',
      code: 'A1B2C3D4',
      expiresAt: '2027-01-15T10:00:00.000Z',
      createdAt: NOW,
      updatedAt: NOW,
    });
  });

  it('takes one unit from a shard that has one', () => {
    const [first, second] = newStock('rwd_coffee', 3, 2);
    const shards = [
      { ...first, rewardId: 'rwd_coffee', index: 0, remaining: 0, taken: 2 },
      ...(second ? [second] : []),
    ];

    const { shard } = given(rich)
      .whenTaking(aReward({ stock: 3 }), {}, shards)
      .then();

    expect(shard).toEqual({ rewardId: 'rwd_coffee', index: 1, remaining: 0, taken: 1 });
  });

  it('counts a reward with a limit per member', () => {
    const limited = aReward({ perMemberLimit: 1 });
    const { after } = given(rich).whenTaking(limited).then();

    expect(after.account.takenByReward).toEqual({ rwd_coffee: 1 });
    expect(given(after).whenTaking(limited).thenRefuses()).toBe('CAP_REACHED');
  });

  it.each<[string, Partial<Reward>, string]>([
    ['a draft', { status: 'DRAFT' }, 'NOT_FOUND'],
    ['a paused reward', { status: 'PAUSED' }, 'NOT_ACTIVE'],
    ['an archived reward', { status: 'ARCHIVED' }, 'NOT_ACTIVE'],
    ['a reward before its time', { redeemableFrom: '2026-12-16T10:00:00.001Z' }, 'NOT_ACTIVE'],
    ['a reward after its time', { redeemableTo: NOW }, 'EXPIRED'],
    ['a reward of a higher level', { minTierRank: 2 }, 'TIER_TOO_LOW'],
    ['a reward of named places', { placeIds: ['plc_popup'] }, 'INVALID'],
    ['a reward that costs more', { costPoints: 1001 }, 'INSUFFICIENT_POINTS'],
    ['a reward without stock', { stock: 5 }, 'OUT_OF_STOCK'],
  ])('refuses %s', (_name, terms, code) => {
    expect(given(rich).whenTaking(aReward(terms)).thenRefuses()).toBe(code);
  });

  it('accepts at the first instant of its time, and at one of its places', () => {
    const reward = aReward({ redeemableFrom: NOW, placeIds: ['plc_a', 'plc_b'] });

    expect(given(rich).whenTaking(reward, { placeId: 'plc_b' }).then().entry.placeId).toBe('plc_b');
    expect(given(rich).whenTaking(reward, { placeId: 'plc_c' }).thenRefuses()).toBe('INVALID');
  });

  it('spends the whole balance', () => {
    const { after } = given(aMember({ lots: lotsOf(80) }))
      .whenTaking(aReward())
      .then();

    expect(after).toMatchObject({ account: { available: 0 }, lots: [] });
  });

  it('refuses an unknown reward, an unknown member and a suspended one', () => {
    expect(given(rich).whenTaking(null).thenRefuses()).toBe('NOT_FOUND');
    expect(given(null).whenTaking(aReward()).thenRefuses()).toBe('NOT_FOUND');
    expect(
      given(aMember({ status: 'SUSPENDED' }))
        .whenTaking(aReward())
        .thenRefuses(),
    ).toBe('NOT_ACTIVE');
  });
});
