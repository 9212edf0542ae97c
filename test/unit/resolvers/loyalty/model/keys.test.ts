import { describe, expect, it } from '@jest/globals';
import * as keys from '../../../../../resolvers/loyalty/model/keys.ts';

describe('keys of the Loyalty table', () => {
  it.each([
    ['memberPk', keys.memberPk('m1'), 'MEMBER#m1'],
    ['consentSk', keys.consentSk('LOCATION'), 'A#CONSENT#LOCATION'],
    ['ledgerSk', keys.ledgerSk(42), 'L#000000000042'],
    ['lotSk', keys.lotSk('2027-12-31'), 'P#2027-12-31'],
    ['redemptionSk', keys.redemptionSk('rdm_1'), 'R#rdm_1'],
    ['programPk', keys.programPk('ortica'), 'PROGRAM#ortica'],
    ['tierSk', keys.tierSk(3), 'TIER#03'],
    ['rewardPk', keys.rewardPk('r1', 'it'), 'REWARD#r1#it'],
    ['stockPk', keys.stockPk('r1'), 'STOCK#r1'],
    ['shardSk', keys.shardSk(7), 'S#07'],
    ['catalogPk', keys.catalogPk('ortica', 'en'), 'CATALOG#ortica#en'],
    ['catalogSk', keys.catalogSk(900, 'r1'), 'ACTIVE#000000900#r1'],
    ['idempotencyPk', keys.idempotencyPk('led_1'), 'IDEM#led_1'],
    ['codePk', keys.codePk('A1B2'), 'CODE#A1B2'],
  ])('spells %s', (_name, actual, expected) => {
    expect(actual).toBe(expected);
  });

  it('sorts ledger entries by number', () => {
    expect(keys.ledgerSk(9) < keys.ledgerSk(10)).toBe(true);
    expect(keys.ledgerSk(999_999) < keys.ledgerSk(1_000_000)).toBe(true);
  });

  it('ends the range of a cost after every reward of that cost and before the next', () => {
    const end = keys.catalogSkUpTo(900);

    expect(keys.catalogSk(900, 'rwd_zzz') < end).toBe(true);
    expect(keys.catalogSk(901, '000') > end).toBe(true);
    expect(keys.catalogSkUpTo(5_000_000_000)).toBe('ACTIVE#999999999#~');
  });

  it('keeps lots apart from what `me` reads', () => {
    const aggregate = [keys.PROFILE_SK, keys.ACCOUNT_SK, keys.TIER_SK, keys.consentSk('MARKETING')];

    expect(aggregate.every((sk) => sk.startsWith(keys.AGGREGATE_PREFIX))).toBe(true);
    expect(keys.lotSk('2027-12-31').startsWith(keys.AGGREGATE_PREFIX)).toBe(false);
  });
});
