import { describe, expect, it } from '@jest/globals';
import {
  newStock,
  ORTICA_LINO,
  toAnswer,
  type IdempotencyRecord,
} from '../../../../../resolvers/loyalty/model/index.ts';
import {
  availabilityOf,
  consentItem,
  planChange,
  rewardItems,
  tierConfigItems,
  tierItem,
} from '../../../../../resolvers/loyalty/store/items.ts';
import { aMember, aReward, given, lotsOf, MEMBER, NOW } from '../given.ts';

const record = (answer: IdempotencyRecord['answer']): IdempotencyRecord => ({
  entryId: 'led_2',
  operation: 'redeemReward',
  memberId: MEMBER,
  fingerprint: 'f',
  answer,
});

describe('planChange', () => {
  it('names the writes of a redemption, the account first', () => {
    const shards = newStock('rwd_coffee', 1, 1);
    const change = given(aMember({ lots: lotsOf(80) }))
      .whenTaking(aReward({ stock: 1 }), {}, shards)
      .then();

    const writes = planChange(change, record(toAnswer(change)), ORTICA_LINO);

    expect(writes.map(({ role, action, item }) => [role, action, item.pk, item.sk])).toEqual([
      ['account', 'put', 'MEMBER#mem_giulia', 'A#ACCOUNT'],
      ['idempotency', 'create', 'IDEM#led_2', 'IDEM'],
      ['ledger', 'create', 'MEMBER#mem_giulia', 'L#000000000001'],
      ['stock', 'take-stock', 'STOCK#rwd_coffee', 'S#00'],
      ['redemption', 'create', 'MEMBER#mem_giulia', 'R#rdm_1'],
      ['code', 'create', 'CODE#A1B2C3D4', 'CODE'],
      ['tier', 'put', 'MEMBER#mem_giulia', 'A#TIER'],
      ['lot', 'remove', 'MEMBER#mem_giulia', 'P#2027-12-31'],
    ]);
  });

  it('writes the level only when it changed', () => {
    const member = given(aMember()).whenBuying().then().after;
    const change = given(member)
      .whenTaking(aReward({ costPoints: 0 }))
      .then();

    const roles = planChange(change, record(toAnswer(change)), ORTICA_LINO).map((write) => write.role);

    expect(roles).toEqual(['account', 'idempotency', 'ledger', 'redemption', 'code']);
  });

  it('gives the ledger entry all that a publisher needs', () => {
    const change = given(aMember()).whenBuying().then();

    const ledger = planChange(change, record(toAnswer(change)), ORTICA_LINO).find((write) => write.role === 'ledger');

    expect(ledger?.item).toMatchObject({ memberId: MEMBER, balanceAfter: 48, accountVersion: 1, tierId: 'lino' });
    expect(ledger?.item).not.toHaveProperty('redemptionId');
  });

  it('stays within the 100 writes of a transaction when every lot of a year is spent', () => {
    const lots = Array.from({ length: 13 }, (_, index) => ({ expiresOn: `20${27 + index}-12-31`, remaining: 1 }));
    const change = given(aMember({ lots }))
      .whenTaking(aReward({ costPoints: 13 }))
      .then();

    expect(planChange(change, record(toAnswer(change)), ORTICA_LINO).length).toBeLessThanOrEqual(20);
  });
});

describe('items', () => {
  it('keep a code until a month after its redemption expired', () => {
    const change = given(aMember({ lots: lotsOf(80) }))
      .whenTaking(aReward())
      .then();
    const code = planChange(change, record(toAnswer(change)), ORTICA_LINO).find((write) => write.role === 'code');

    expect(code?.item).toEqual({
      pk: 'CODE#A1B2C3D4',
      sk: 'CODE',
      memberId: MEMBER,
      redemptionId: 'rdm_1',
      ttl: Date.UTC(2027, 1, 14, 10) / 1000,
    });
  });

  it('have a reward in every language, Italian where the translation is missing', () => {
    const availability = availabilityOf(null, [], NOW);
    const texts = { it: { name: 'Caffè', description: null } };

    const [italian, english] = rewardItems('ortica', aReward(), texts, availability);

    expect(italian).toMatchObject({ pk: 'REWARD#rwd_coffee#it', sk: 'DOC', resolvedLocale: 'it' });
    expect(english).toMatchObject({
      pk: 'REWARD#rwd_coffee#en',
      name: 'Caffè',
      resolvedLocale: 'it',
      gsi1pk: 'CATALOG#ortica#en',
      gsi1sk: 'ACTIVE#000000080#rwd_coffee',
    });
  });

  it('leave a paused reward out of the catalogue', () => {
    const texts = { it: { name: 'Caffè', description: null }, en: { name: 'Coffee', description: 'Hot' } };
    const items = rewardItems('ortica', aReward({ status: 'PAUSED' }), texts, availabilityOf(null, [], NOW));

    expect(items.map((item) => [item.name, item.resolvedLocale])).toEqual([
      ['Caffè', 'it'],
      ['Coffee', 'en'],
    ]);
    expect(items.some((item) => 'gsi1pk' in item)).toBe(false);
  });

  it('count the stock', () => {
    expect(availabilityOf(5, newStock('r', 5, 2), NOW)).toEqual({
      unlimited: false,
      remainingApprox: 5,
      soldOut: false,
      asOf: NOW,
    });
    expect(availabilityOf(5, newStock('r', 0, 2), NOW)).toMatchObject({ remainingApprox: 0, soldOut: true });
    expect(availabilityOf(null, [], NOW)).toMatchObject({ unlimited: true, remainingApprox: null, soldOut: false });
  });

  it('list the levels by rank, and a member with the level in full', () => {
    expect(tierConfigItems(ORTICA_LINO).map((item) => [item.pk, item.sk, item.name])).toEqual([
      ['PROGRAM#ortica', 'TIER#00', 'Lino'],
      ['PROGRAM#ortica', 'TIER#01', 'Cotone'],
      ['PROGRAM#ortica', 'TIER#02', 'Seta'],
      ['PROGRAM#ortica', 'TIER#03', 'Cashmere'],
    ]);
    expect(tierItem(MEMBER, aMember().tier, ORTICA_LINO)).toMatchObject({
      tier: { id: 'lino' },
      next: { id: 'cotone' },
      pointsToNext: 1500,
    });
  });

  it('have one consent a purpose', () => {
    const consent = { purpose: 'LOCATION', granted: true, textVersion: '3', source: 'app', at: NOW } as const;

    expect(consentItem(MEMBER, consent)).toMatchObject({ sk: 'A#CONSENT#LOCATION', granted: true });
  });
});
