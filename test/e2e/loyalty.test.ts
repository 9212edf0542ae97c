import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runningGateway, type Gateway } from '../support/gateway.ts';

interface Account {
  readonly available: number;
  readonly version: number;
}
interface Payload {
  readonly account: Account | null;
  readonly replayed: boolean;
  readonly userErrors: readonly { readonly code: string; readonly path: readonly string[]; readonly message: string }[];
}
interface Reward {
  readonly id: string;
  readonly costPoints: number;
  readonly minTierRank: number;
  readonly availability: { readonly unlimited: boolean };
}

const COST = { 'x-gateway-cost': '1' };
const ADJUST = `mutation A($input: AdjustPointsInput!) {
  adjustPoints(input: $input) { account { available version } entry { amount kind } replayed userErrors { code path message } }
}`;
const REDEEM = `mutation R($input: RedeemRewardInput!) {
  redeemReward(input: $input) { redemption { id code status } account { available version } replayed userErrors { code path message } }
}`;
const PURCHASE = `mutation P($input: RecordPurchaseInput!) {
  recordPurchase(input: $input) { account { available version } entry { amount kind orderId } replayed userErrors { code path message } }
}`;

let gateway: Gateway;
beforeAll(async () => {
  gateway = await runningGateway();
});

const adjust = (memberId: string, amount: number, idempotencyKey: string = randomUUID()) =>
  gateway.query<{ adjustPoints: Payload }>('assistenza', ADJUST, {
    input: { idempotencyKey, memberId, amount, reason: 'GOODWILL' },
  });

describe('Query.program', () => {
  it('gives the tiers, lowest first, in one DynamoDB call', async () => {
    const answer = await gateway.query<{ program: { name: string; rank: number }[] }>(
      null,
      '{ program { name rank } }',
      {},
      COST,
    );

    expect(answer.data.program.map((tier) => tier.name)).toEqual(['Lino', 'Cotone', 'Seta', 'Cashmere']);
    expect(answer.extensions?.cost?.dynamodbCalls).toBe(1);
  });
});

describe('Query.rewards', () => {
  const PAGE = `query C($first: Int, $after: String, $maxPoints: Int) {
    rewards(first: $first, after: $after, maxPoints: $maxPoints) { nodes { id costPoints } pageInfo { endCursor hasNextPage } }
  }`;
  interface Page {
    readonly rewards: {
      readonly nodes: Reward[];
      readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
    };
  }

  it('pages through the whole catalogue, cheapest first, without a gap or a double', async () => {
    const seen: Reward[] = [];
    let after: string | null = null;
    do {
      const page: { data: Page } = await gateway.query<Page>(null, PAGE, { first: 5, after });
      seen.push(...page.data.rewards.nodes);
      after = page.data.rewards.pageInfo.endCursor;
    } while (after !== null);

    expect(seen.length).toBeGreaterThan(10);
    expect(new Set(seen.map((reward) => reward.id)).size).toBe(seen.length);
    expect(seen.map((reward) => reward.costPoints)).toEqual(
      seen.map((reward) => reward.costPoints).sort((a, b) => a - b),
    );
  });

  it('gives those within a budget', async () => {
    const { data } = await gateway.query<Page>(null, PAGE, { first: 100, maxPoints: 200 });

    expect(data.rewards.nodes.length).toBeGreaterThan(0);
    expect(data.rewards.nodes.every((reward) => reward.costPoints <= 200)).toBe(true);
  });

  it('refuses a forged cursor', async () => {
    const answer = await gateway.query(null, PAGE, { first: 5, after: 'bm90LWEtdG9rZW4=' });

    expect(answer.status).toBe(200);
    expect(answer.errors).toHaveLength(1);
  });
});

describe('Query.reward', () => {
  it('is one DynamoDB call, and null for an id that does not exist', async () => {
    const answer = await gateway.query(null, '{ reward(id: "rwd_none") { id } }', {}, COST);

    expect(answer.data).toEqual({ reward: null });
    expect(answer.extensions?.cost?.dynamodbCalls).toBe(1);
  });
});

describe('Query.me', () => {
  const ME =
    '{ me { id displayName account { available version } tier { tier { name } next { name } } consents { purpose granted } } }';

  it('gives the signed-in member in one DynamoDB call', async () => {
    const answer = await gateway.query<{ me: { id: string; tier: { tier: { name: string } } } }>(
      'giulia',
      ME,
      {},
      COST,
    );

    expect(answer.data.me.id).toBe(gateway.memberId('giulia'));
    expect(answer.data.me.tier.tier.name).toBe('Cashmere');
    expect(answer.extensions?.cost?.dynamodbCalls).toBe(1);
  });

  it('makes one call more for each list below it', async () => {
    const answer = await gateway.query<{ me: Record<string, { nodes?: object[] }> }>(
      'giulia',
      '{ me { ledger(first: 20) { nodes { seq amount balanceAfter } } expiringPoints { remaining expiresOn } redemptions { nodes { id } } } }',
      {},
      COST,
    );

    expect(answer.errors).toBeUndefined();
    expect(answer.data.me.ledger?.nodes).toHaveLength(20);
    expect(answer.extensions?.cost?.dynamodbCalls).toBe(4);
  });

  it('refuses the API key: AppSync denies the field, not the request', async () => {
    const answer = await gateway.query(null, '{ me { id } }');

    expect(answer.status).toBe(200);
    expect(answer.data).toBeNull();
    expect(answer.errors?.[0]).toMatchObject({
      errorType: 'Unauthorized',
      message: 'Not Authorized to access me on type Query',
    });
  });
});

describe('Query.member', () => {
  const MEMBER = 'query M($id: ID!) { member(id: $id) { id displayName } }';

  it('answers the support desk and tills', async () => {
    const id = gateway.memberId('marco');

    for (const as of ['assistenza', 'pos-duomo']) {
      const answer = await gateway.query<{ member: { id: string } }>(as, MEMBER, { id });
      expect(answer.data.member.id).toBe(id);
    }
  });

  it('refuses another member', async () => {
    const answer = await gateway.query('giulia', MEMBER, { id: gateway.memberId('marco') });

    expect(answer.data).toEqual({ member: null });
    expect(answer.errors?.[0]?.errorType).toBe('Unauthorized');
  });
});

describe('Mutation.adjustPoints', () => {
  it('changes the balance once for one idempotency key', async () => {
    const key = randomUUID();
    const first = await adjust(gateway.memberId('marco'), 25, key);
    const again = await adjust(gateway.memberId('marco'), 25, key);

    expect(first.data.adjustPoints).toMatchObject({ replayed: false, userErrors: [] });
    expect(again.data.adjustPoints).toMatchObject({ replayed: true, account: first.data.adjustPoints.account });
  });

  it('refuses the same key with another input', async () => {
    const key = randomUUID();
    await adjust(gateway.memberId('marco'), 25, key);
    const other = await adjust(gateway.memberId('marco'), 26, key);

    expect(other.data.adjustPoints.userErrors[0]?.code).toBe('IDEMPOTENCY_MISMATCH');
  });

  it('says which input is out of range', async () => {
    const answer = await adjust(gateway.memberId('marco'), 0);

    expect(answer.data.adjustPoints.userErrors[0]).toMatchObject({ code: 'INVALID', path: ['input', 'amount'] });
  });

  it('refuses members', async () => {
    const input = {
      idempotencyKey: randomUUID(),
      memberId: gateway.memberId('giulia'),
      amount: 1000,
      reason: 'GOODWILL',
    };
    const answer = await gateway.query('giulia', ADJUST, { input });

    expect(answer.data).toBeNull();
    expect(answer.errors?.[0]?.errorType).toBe('Unauthorized');
  });
});

describe('Mutation.recordPurchase', () => {
  const purchase = (totalCents: number, orderId: string = randomUUID()) => ({
    input: {
      idempotencyKey: randomUUID(),
      memberId: gateway.memberId('marco'),
      orderId,
      currency: 'EUR',
      totalCents,
      occurredAt: '2026-11-02T10:00:00.000Z',
    },
  });

  it('books a point for each euro, for a till that signs with its role', async () => {
    const answer = await gateway.query<{ recordPurchase: Payload & { entry: object } }>(
      'pos-duomo',
      PURCHASE,
      purchase(4_250),
    );

    expect(answer.errors).toBeUndefined();
    expect(answer.data.recordPurchase).toMatchObject({ userErrors: [], entry: { amount: 42, kind: 'EARN' } });
  });

  it('refuses the support desk: tills only', async () => {
    const answer = await gateway.query('assistenza', PURCHASE, purchase(4_250));

    expect(answer.errors?.[0]?.errorType).toBe('Unauthorized');
  });
});

describe('Mutation.redeemReward', () => {
  it('takes the cost from the balance and hands out a code', async () => {
    const me = gateway.memberId('marco');
    await adjust(me, 500);
    const { data: catalogue } = await gateway.query<{ rewards: { nodes: Reward[] } }>(
      null,
      '{ rewards(first: 100) { nodes { id costPoints minTierRank placeIds redeemableFrom availability { unlimited } } } }',
    );
    const reward = catalogue.rewards.nodes.find(
      (each) => each.availability.unlimited && each.minTierRank === 0 && each.costPoints <= 500,
    );
    const before = await gateway.query<{ me: { account: Account } }>(
      'marco',
      '{ me { account { available version } } }',
    );

    const answer = await gateway.query<{
      redeemReward: Payload & { redemption: { code: string; status: string } | null };
    }>('marco', REDEEM, {
      input: { idempotencyKey: randomUUID(), rewardId: reward?.id },
    });

    expect(answer.data.redeemReward.userErrors).toEqual([]);
    expect(answer.data.redeemReward.redemption).toMatchObject({ status: 'ISSUED' });
    expect(answer.data.redeemReward.account?.available).toBe(
      before.data.me.account.available - (reward?.costPoints ?? 0),
    );
  });

  it('shows in the catalogue what is left, soon after', async () => {
    await adjust(gateway.memberId('marco'), 500);
    type Stocked = Reward & {
      readonly placeIds: readonly string[] | null;
      readonly availability: { readonly remainingApprox: number | null; readonly soldOut: boolean };
    };
    const fields = 'id costPoints minTierRank placeIds availability { unlimited remainingApprox soldOut }';
    const { data } = await gateway.query<{ rewards: { nodes: Stocked[] } }>(
      null,
      `{ rewards(first: 100) { nodes { ${fields} } } }`,
    );
    const reward = data.rewards.nodes.find(
      ({ availability, minTierRank, costPoints }) =>
        !availability.unlimited && !availability.soldOut && minTierRank === 0 && costPoints <= 500,
    );
    const left = async (): Promise<number | null | undefined> =>
      (
        await gateway.query<{ reward: Stocked }>(null, `query R($id: ID!) { reward(id: $id) { ${fields} } }`, {
          id: reward?.id,
        })
      ).data.reward.availability.remainingApprox;
    const before = (await left()) ?? 0;
    const answer = await gateway.query<{ redeemReward: Payload }>('marco', REDEEM, {
      input: { idempotencyKey: randomUUID(), rewardId: reward?.id, placeId: reward?.placeIds?.[0] },
    });
    expect(answer.data.redeemReward.userErrors).toEqual([]);

    const deadline = Date.now() + 10_000;
    while ((await left()) === before && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await left()).toBe(before - 1);
  });

  it('says so as data when the reward does not exist', async () => {
    const answer = await gateway.query<{ redeemReward: Payload }>('marco', REDEEM, {
      input: { idempotencyKey: randomUUID(), rewardId: 'rwd_none' },
    });

    expect(answer.errors).toBeUndefined();
    expect(answer.data.redeemReward).toMatchObject({ account: null, userErrors: [{ code: 'NOT_FOUND' }] });
  });
});
