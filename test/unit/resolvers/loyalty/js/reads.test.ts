import { describe, expect, it } from '@jest/globals';
import { enrolledMember, ORTICA_LINO, newStock } from '../../../../../resolvers/loyalty/model/index.ts';
import { availabilityOf, consentItem, memberItems, rewardItems } from '../../../../../resolvers/loyalty/store/items.ts';
import { aMember, aReward, MEMBER, NOW } from '../given.ts';
import { fieldResolver, type FieldResolver } from '../../../../support/evaluate-resolver.ts';
import { aKey, anExpression, type Expression } from '../../shared/documents.ts';
import { aToken } from '../../shared/token.ts';

const resolver = (field: string): FieldResolver => fieldResolver(`loyalty/js/${field}`);

const giulia = aToken({ 'custom:member_id': MEMBER });
const failed = { error: { message: 'throttled', type: 'DynamoDB:ThrottlingException' }, result: null };
/** Items of one partition whose sort key begins so. */
const beginning = (pk: string, sk: string): Expression =>
  anExpression('(#pk = :pk_eq) AND (begins_with(#sk,:sk_beginsWith))', { ':pk_eq': pk, ':sk_beginsWith': sk });
const ofMember = (sk: string): Expression => beginning(`MEMBER#${MEMBER}`, sk);

const READS = [
  'Query.program',
  'Query.me',
  'Query.member',
  'Query.rewards',
  'Query.reward',
  'Member.ledger',
  'Member.expiringPoints',
  'Member.redemptions',
];

describe.each(READS)('%s', (coordinate) => {
  it('passes an error of the table on', () => {
    const { response } = resolver(coordinate);

    expect(() => response(failed)).toThrow(
      expect.objectContaining({ message: 'throttled', errorType: 'DynamoDB:ThrottlingException' }),
    );
  });
});

describe('Query.program', () => {
  it('reads the levels in one query', () => {
    const { request, response } = resolver('Query.program');

    expect(request()).toEqual({
      operation: 'Query',
      query: beginning('PROGRAM#ortica', 'TIER#'),
    });
    expect(response({ result: { items: [{ id: 'lino' }] } })).toEqual([{ id: 'lino' }]);
  });
});

describe('Query.me', () => {
  const me = resolver('Query.me');

  it('reads the aggregate of the member in the token', () => {
    expect(me.request({ identity: giulia })).toEqual({
      operation: 'Query',
      query: ofMember('A#'),
    });
  });

  it.each([
    ['no identity', null],
    ['a token without the claim', aToken({ sub: 's' })],
    ['an empty claim', aToken({ 'custom:member_id': '' })],
  ])('refuses %s', (_name, identity) => {
    expect(() => me.request({ identity })).toThrow(expect.objectContaining({ errorType: 'Unauthorized' }));
  });

  it('assembles profile, account, level and consents', () => {
    const consent = { purpose: 'LOCATION', granted: true, textVersion: '3', source: 'app', at: NOW } as const;
    const items = [...memberItems(aMember(), ORTICA_LINO), consentItem(MEMBER, consent)];

    expect(me.response({ result: { items } })).toMatchObject({
      id: MEMBER,
      displayName: 'Giulia',
      status: 'ACTIVE',
      account: { memberId: MEMBER, available: 0, version: 0 },
      tier: { tier: { id: 'lino' }, next: { id: 'cotone' }, pointsToNext: 1500 },
      consents: [consent],
    });
  });

  it('writes out what a profile leaves out', () => {
    const profile = { ...aMember().profile, displayName: null, email: null };
    const items = memberItems(enrolledMember(profile, ORTICA_LINO), ORTICA_LINO);

    expect(me.response({ result: { items } })).toMatchObject({ displayName: null, email: null, consents: [] });
  });

  it('fails with NotFound when there is no such member', () => {
    expect(() => me.response({ result: { items: [] } })).toThrow(
      expect.objectContaining({ message: 'Member not found', errorType: 'NotFound' }),
    );
  });
});

describe('Query.member', () => {
  it('reads the member that is asked for, and answers null when there is none', () => {
    const { request, response } = resolver('Query.member');

    expect(request({ args: { id: MEMBER } })).toMatchObject({ query: ofMember('A#') });
    expect(response({ result: { items: memberItems(aMember(), ORTICA_LINO) } })).toMatchObject({ id: MEMBER });
    expect(response({ result: { items: [] } })).toBeNull();
  });
});

const texts = { it: { name: 'Caffè', description: null } };

describe('Query.rewards', () => {
  const rewards = resolver('Query.rewards');

  it('reads a page of the index in the language asked for', () => {
    expect(rewards.request({ args: { first: 20, after: 'token', locale: 'en' } })).toEqual({
      operation: 'Query',
      index: 'GSI1',
      query: anExpression('(#gsi1pk = :gsi1pk_eq) AND (begins_with(#gsi1sk,:gsi1sk_beginsWith))', {
        ':gsi1pk_eq': 'CATALOG#ortica#en',
        ':gsi1sk_beginsWith': 'ACTIVE#',
      }),
      limit: 20,
      nextToken: 'token',
    });
  });

  it('ends at the highest cost asked for, that cost included', () => {
    expect(rewards.request({ args: { maxPoints: 900 } })).toMatchObject({
      query: anExpression(
        '(#gsi1pk = :gsi1pk_eq) AND (#gsi1sk BETWEEN :gsi1sk_between_start AND :gsi1sk_between_end)',
        {
          ':gsi1pk_eq': 'CATALOG#ortica#it',
          ':gsi1sk_between_start': 'ACTIVE#',
          ':gsi1sk_between_end': 'ACTIVE#000000900#~',
        },
      ),
      limit: 20,
    });
  });

  it.each([
    [{ first: 0 }, '`first` is 0; allowed are 1 to 100.'],
    [{ first: 101 }, '`first` is 101; allowed are 1 to 100.'],
    [{ maxPoints: -1 }, '`maxPoints` is -1; it must be 0 or more.'],
  ])('refuses %j', (args, message) => {
    expect(() => rewards.request({ args })).toThrow(expect.objectContaining({ message, errorType: 'BadRequest' }));
  });

  it('writes out every nullable field, and the way to the next page', () => {
    const availability = availabilityOf(3, newStock('rwd_coffee', 3, 1), NOW);
    const [item] = rewardItems('ortica', aReward(), texts, availability);

    expect(rewards.response({ result: { items: [item], nextToken: 'more' } })).toEqual({
      nodes: [
        {
          id: 'rwd_coffee',
          name: 'Caffè',
          description: null,
          resolvedLocale: 'it',
          costPoints: 80,
          minTierRank: 0,
          status: 'ACTIVE',
          availability,
          placeIds: null,
          redeemableFrom: null,
          redeemableTo: null,
          perMemberLimit: null,
          image: null,
        },
      ],
      pageInfo: { endCursor: 'more', hasNextPage: true },
    });
  });

  it('says when there is no next page', () => {
    expect(rewards.response({ result: { items: [], nextToken: null } })).toEqual({
      nodes: [],
      pageInfo: { endCursor: null, hasNextPage: false },
    });
  });
});

describe('Query.reward', () => {
  it('gets one document', () => {
    const { request, response } = resolver('Query.reward');
    const [item] = rewardItems('ortica', aReward(), texts, availabilityOf(null, [], NOW));

    expect(request({ args: { id: 'rwd_coffee', locale: 'en' } })).toEqual({
      operation: 'GetItem',
      key: aKey({ pk: 'REWARD#rwd_coffee#en', sk: 'DOC' }),
    });
    expect(response({ result: item })).toMatchObject({ id: 'rwd_coffee', description: null });
    expect(response({ result: null })).toBeNull();
    expect(response({ result: { ...item, status: 'DRAFT' } })).toBeNull();
  });
});

describe('the lists of a member', () => {
  const source = { id: MEMBER };

  it('read the ledger backwards', () => {
    const { request, response } = resolver('Member.ledger');

    expect(request({ source, args: { first: 100, after: null } })).toEqual({
      operation: 'Query',
      query: ofMember('L#'),
      limit: 100,
      scanIndexForward: false,
    });
    expect(response({ result: { items: [{ id: 'led_1' }], nextToken: 'more' } })).toEqual({
      nodes: [{ id: 'led_1' }],
      pageInfo: { endCursor: 'more', hasNextPage: true },
    });
    expect(() => request({ source, args: { first: 101 } })).toThrow(
      expect.objectContaining({ errorType: 'BadRequest' }),
    );
  });

  it.each([
    [null, 'P#9999-12-31'],
    ['2026-12-31', 'P#2026-12-31'],
    ['2026-12-31+01:00', 'P#2026-12-31'],
  ])('read lots that expire up to %s', (before, end) => {
    const { request, response } = resolver('Member.expiringPoints');

    expect(request({ source, args: { before } })).toEqual({
      operation: 'Query',
      query: anExpression('(#pk = :pk_eq) AND (#sk BETWEEN :sk_between_start AND :sk_between_end)', {
        ':pk_eq': `MEMBER#${MEMBER}`,
        ':sk_between_start': 'P#',
        ':sk_between_end': end,
      }),
    });
    expect(response({ result: { items: [{ remaining: 1 }] } })).toEqual([{ remaining: 1 }]);
  });

  it('read redemptions, of one status when it is asked for', () => {
    const { request, response } = resolver('Member.redemptions');

    expect(request({ source, args: { status: 'ISSUED' } })).toMatchObject({
      query: ofMember('R#'),
      filter: anExpression('(#status = :status_eq)', { ':status_eq': 'ISSUED' }),
      limit: 20,
      scanIndexForward: false,
    });
    expect(request({ source, args: {} })).not.toHaveProperty('filter');
    expect(response({ result: { items: null } })).toEqual({
      nodes: [],
      pageInfo: { endCursor: null, hasNextPage: false },
    });
  });
});

describe('Mutation.publishAccountChange', () => {
  it('answers with its input, so that subscribers hear it', () => {
    const { request, response } = resolver('Mutation.publishAccountChange');
    const input = { memberId: MEMBER, kind: 'EARN', amount: 5, available: 10, version: 2, occurredAt: NOW };

    expect(request({ args: { input } })).toEqual({ payload: { ...input, tierId: null, redemptionId: null } });
    expect(response({ result: input })).toEqual(input);
  });
});

describe('Subscription.onAccountChange', () => {
  const subscription = resolver('Subscription.onAccountChange');
  const args = { memberId: MEMBER };

  it.each([
    ['the member', giulia],
    ['the support desk', aToken({ sub: 's' }, ['support'])],
    ['an administrator', aToken({ sub: 's' }, ['editor', 'admin'])],
  ])('lets %s listen', (_name, identity) => {
    expect(subscription.request()).toEqual({ payload: null });
    expect(subscription.response({ args, identity })).toBeNull();
  });

  it.each([
    ['another member', aToken({ 'custom:member_id': 'mem_marco' })],
    ['an editor', aToken({ sub: 's' }, ['editor'])],
    ['a token without member', aToken({ sub: 's' })],
    ['nobody', null],
  ])('refuses %s', (_name, identity) => {
    expect(() => subscription.response({ args, identity })).toThrow(
      expect.objectContaining({ errorType: 'Unauthorized' }),
    );
  });
});
