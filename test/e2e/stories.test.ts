/** The personas' days, from end to end: several fields, several people, one after the other. */
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { contentEditor } from '../support/content-editor.ts';
import { runningGateway, type Gateway } from '../support/gateway.ts';
import { connectRealtime, startMessage, type Message, type RealtimeClient } from '../support/realtime.ts';

type Refusals = readonly { readonly code: string }[];

let gateway: Gateway;
let clients: RealtimeClient[] = [];
beforeAll(async () => {
  gateway = await runningGateway();
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  clients = [];
});

/** @throws Error with the answer's errors, when it has some */
async function ask<Data>(as: string | null, query: string, variables: object = {}): Promise<Data> {
  const { data, errors } = await gateway.query<Data>(as, query, variables);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

async function listening(as: string, query: string, variables: object): Promise<RealtimeClient> {
  const { host } = new URL(gateway.outputs.data.url);
  const authorization = { host, Authorization: gateway.persona(as).token };
  const client = await connectRealtime(gateway.outputs.custom.realtimeUrl, authorization);
  clients.push(client);
  client.send({ type: 'connection_init' });
  await client.next(({ type }) => type === 'connection_ack');
  client.send(startMessage('story', query, variables, authorization));
  await client.next(({ type }) => type === 'start_ack');
  return client;
}

const isData = ({ type }: Message): boolean => type === 'data';

async function until<Value>(read: () => Promise<Value>, holds: (value: Value) => boolean): Promise<Value> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const value = await read();
    if (holds(value) || Date.now() > deadline) return value;
    await pause(50);
  }
}

const CONSENT = 'mutation C($input: SetConsentInput!) { setConsent(input: $input) { userErrors { code } } }';
const agree = (granted: boolean): Promise<{ setConsent: { userErrors: Refusals } }> =>
  ask('marco', CONSENT, {
    input: { idempotencyKey: randomUUID(), purpose: 'LOCATION', granted, textVersion: 'story' },
  });

interface Nearby {
  readonly nearbyExperience: {
    readonly places: readonly {
      readonly place: { readonly placeId: string };
      readonly content: readonly { readonly title: string }[];
      readonly rewards: readonly {
        readonly redeemable: boolean;
        readonly blockedBy: string | null;
        readonly pointsMissing: number;
      }[];
    }[];
  };
}

interface Reported {
  readonly reportPosition: {
    readonly events: readonly {
      readonly type: string;
      readonly award: { readonly amount: number; readonly visitId: string | null } | null;
      readonly awardSkipped: string | null;
    }[];
    readonly userErrors: Refusals;
  };
}

interface Mine {
  readonly me: {
    readonly account: { readonly available: number };
    readonly visits: { readonly nodes: readonly { readonly id: string; readonly placeId: string }[] };
  };
}

describe('marco finds a shop that opened today', () => {
  const NEAR = `query N($at: LatLngInput!) { nearbyExperience(at: $at) {
    places { place { placeId } content { title } rewards { redeemable blockedBy pointsMissing } } } }`;
  const REPORT = `mutation R($input: ReportPositionInput!) { reportPosition(input: $input) {
    events { type award { amount visitId } awardSkipped } userErrors { code } } }`;
  const MINE = '{ me { account { available } visits(first: 5) { nodes { id placeId } } } }';
  const OPEN = 'mutation S($input: SavePlaceInput!) { savePlace(input: $input) { place { id } userErrors { code } } }';

  it('sees what is on there, comes, stays, is paid once, and is forgotten when he says so', async () => {
    const center = { lat: -20 - randomInt(1000) / 100, lng: 120 + randomInt(1000) / 100 };
    const shop = {
      idempotencyKey: randomUUID(),
      name: 'Nuovo',
      kind: 'STORE',
      center,
      radiusM: 90,
      dwellThresholdS: 60,
    };
    const { savePlace } = await ask<{ savePlace: { place: { id: string } } }>('redazione', OPEN, { input: shop });
    const placeId = savePlace.place.id;
    await contentEditor(gateway).publishNew({
      type: 'EVENT',
      placeIds: [placeId],
      translations: [{ locale: 'it', title: 'Inaugurazione' }],
    });

    const { nearbyExperience } = await until(
      () => ask<Nearby>('marco', NEAR, { at: center }),
      (answer) => answer.nearbyExperience.places[0]?.content.length === 1,
    );
    const [here] = nearbyExperience.places;
    expect(here).toMatchObject({ place: { placeId }, content: [{ title: 'Inaugurazione' }] });
    expect(here?.rewards.length).toBeGreaterThan(0);
    for (const { redeemable, blockedBy, pointsMissing } of here?.rewards ?? []) {
      expect(redeemable).toBe(blockedBy === null);
      expect(blockedBy === 'INSUFFICIENT_POINTS' ? pointsMissing : 1).toBeGreaterThan(0);
    }

    expect((await agree(true)).setConsent.userErrors).toEqual([]);
    const before = (await ask<Mine>('marco', MINE)).me.account.available;
    const phone = await listening(
      'marco',
      'subscription A($id: ID!) { onAccountChange(memberId: $id) { amount available } }',
      { id: gateway.memberId('marco') },
    );
    const events: Reported['reportPosition']['events'][number][] = [];
    for (const age of [200, 185, 100]) {
      const input = {
        idempotencyKey: randomUUID(),
        at: center,
        accuracyM: 8,
        sampledAt: new Date(Date.now() - age * 1000).toISOString(),
      };
      const sent = () => ask<Reported>('marco', REPORT, { input });
      const { reportPosition } = await until(
        sent,
        (answer) => answer.reportPosition.userErrors[0]?.code !== 'RATE_LIMITED',
      );
      expect(reportPosition.userErrors).toEqual([]);
      events.push(...reportPosition.events);
    }
    expect(events.map(({ type }) => type)).toEqual(['ENTERED', 'DWELLED']);
    const { me } = await ask<Mine>('marco', MINE);
    const [visit] = me.visits.nodes;
    expect(visit?.placeId).toBe(placeId);
    // One stay a day pays: another suite may have had it.
    const { award, awardSkipped } = events[1] ?? { award: null, awardSkipped: null };
    if (award === null) expect(awardSkipped).toBe('CAP_REACHED');
    else {
      expect(award.visitId).toBe(visit?.id);
      expect((await phone.next(isData)).payload?.data).toEqual({
        onAccountChange: { amount: award.amount, available: before + award.amount },
      });
    }
    expect(me.account.available).toBe(before + (award?.amount ?? 0));

    expect((await agree(false)).setConsent.userErrors).toEqual([]);
    const again = { idempotencyKey: randomUUID(), at: center, accuracyM: 8, sampledAt: new Date().toISOString() };
    expect((await ask<Reported>('marco', REPORT, { input: again })).reportPosition.userErrors).toMatchObject([
      { code: 'CONSENT_REQUIRED' },
    ]);
  });
});

interface Draft {
  readonly contentDraft: {
    readonly head: number;
    readonly versions: { readonly nodes: readonly { readonly version: number; readonly author: string }[] };
  } & Readonly<Record<string, unknown>>;
}

describe('redazione mends a typo in an offer for Seta', () => {
  const SETTINGS = `type slug tags relatedIds placeIds priority visibleFrom visibleTo
    targeting { minTierRank segments placeIds daysOfWeek hourFrom hourTo }`;
  const DRAFT = `query D($id: ID!) { contentDraft(id: $id) { head ${SETTINGS} versions { nodes { version author } } } }`;
  const SAVE =
    'mutation S($input: SaveContentInput!) { saveContent(input: $input) { content { head } userErrors { code } } }';
  const RESTORE =
    'mutation R($input: RestoreContentInput!) { restoreContent(input: $input) { content { head } userErrors { code } } }';
  const READ = 'query C($id: ID!) { content(id: $id) { title related { title } } }';
  type Read = {
    readonly content: { readonly title: string; readonly related: readonly { readonly title: string }[] } | null;
  };

  it('and nothing else changes: not who reads it, not what is beside it; and the old version can come back', async () => {
    const editor = contentEditor(gateway);
    const besideId = await editor.publishNew({ translations: [{ locale: 'it', title: 'Accanto' }] });
    const id = await editor.publishNew({
      type: 'OFFER',
      tags: ['storia'],
      relatedIds: [besideId],
      priority: 7,
      targeting: { minTierRank: 2 },
      translations: [{ locale: 'it', title: 'Due per unno' }],
    });
    expect(await ask<Read>('marco', READ, { id })).toEqual({ content: null });
    expect(await ask<Read>('giulia', READ, { id })).toEqual({
      content: { title: 'Due per unno', related: [{ title: 'Accanto' }] },
    });

    const { contentDraft } = await ask<Draft>('redazione', DRAFT, { id });
    const { head, versions, ...settings } = contentDraft;
    expect(versions.nodes).toHaveLength(1);
    const mended = {
      ...settings,
      idempotencyKey: randomUUID(),
      id,
      expectedHead: head,
      translations: [{ locale: 'it', title: 'Due per uno' }],
    };
    const { saveContent } = await ask<{ saveContent: { userErrors: Refusals } }>('redazione', SAVE, { input: mended });
    expect(saveContent.userErrors).toEqual([]);
    expect((await editor.move(id, 2, 'PUBLISHED')).userErrors).toEqual([]);

    expect(await ask<Read>('giulia', READ, { id })).toEqual({
      content: { title: 'Due per uno', related: [{ title: 'Accanto' }] },
    });
    expect(await ask<Read>('marco', READ, { id })).toEqual({ content: null });
    const after = await ask<Draft>('redazione', DRAFT, { id });
    expect(after.contentDraft).toMatchObject({ ...settings, head: 2 });
    expect(after.contentDraft.versions.nodes.map(({ version }) => version)).toEqual([2, 1]);

    const back = {
      idempotencyKey: randomUUID(),
      id,
      expectedHead: 2,
      version: after.contentDraft.versions.nodes[1]?.version,
    };
    await ask('redazione', RESTORE, { input: back });
    expect((await editor.move(id, 3, 'PUBLISHED')).userErrors).toEqual([]);
    expect((await ask<Read>('giulia', READ, { id })).content?.title).toBe('Due per unno');
  });
});

describe('marco buys, complains and treats himself', () => {
  const LOOK = `query L($id: ID!) { member(id: $id) { account { available }
    ledger(first: 3) { nodes { kind amount balanceAfter } } redemptions(first: 1) { nodes { id status points } } } }`;
  interface Look {
    readonly member: {
      readonly account: { readonly available: number };
      readonly ledger: {
        readonly nodes: readonly { readonly kind: string; readonly amount: number; readonly balanceAfter: number }[];
      };
      readonly redemptions: {
        readonly nodes: readonly { readonly id: string; readonly status: string; readonly points: number }[];
      };
    };
  }
  const PURCHASE =
    'mutation P($input: RecordPurchaseInput!) { recordPurchase(input: $input) { entry { amount } userErrors { code } } }';
  const ADJUST = 'mutation A($input: AdjustPointsInput!) { adjustPoints(input: $input) { userErrors { code } } }';
  const REDEEM =
    'mutation R($input: RedeemRewardInput!) { redeemReward(input: $input) { redemption { id } userErrors { code } } }';
  const CHEAP =
    '{ rewards(first: 100) { nodes { id costPoints minTierRank placeIds redeemableFrom availability { unlimited } } } }';

  it('and the desk sees each step, as his phone does, in one order and with one sum', async () => {
    const id = gateway.memberId('marco');
    const phone = await listening(
      'marco',
      'subscription A($id: ID!) { onAccountChange(memberId: $id) { kind amount available } }',
      { id },
    );
    const before = (await ask<Look>('assistenza', LOOK, { id })).member.account.available;
    const shopping = {
      idempotencyKey: randomUUID(),
      memberId: id,
      orderId: randomUUID(),
      currency: 'EUR',
      totalCents: 6_150,
      occurredAt: new Date().toISOString(),
    };
    const { recordPurchase } = await ask<{ recordPurchase: { entry: { amount: number }; userErrors: Refusals } }>(
      'pos-duomo',
      PURCHASE,
      { input: shopping },
    );
    expect(recordPurchase.userErrors).toEqual([]);
    await ask('assistenza', ADJUST, {
      input: { idempotencyKey: randomUUID(), memberId: id, amount: 200, reason: 'GOODWILL' },
    });
    const { rewards } = await ask<{
      rewards: {
        nodes: readonly {
          id: string;
          costPoints: number;
          minTierRank: number;
          placeIds: unknown;
          redeemableFrom: unknown;
          availability: { unlimited: boolean };
        }[];
      };
    }>(null, CHEAP);
    const reward = rewards.nodes.find(
      (each) =>
        each.availability.unlimited &&
        each.minTierRank === 0 &&
        each.placeIds === null &&
        each.redeemableFrom === null &&
        each.costPoints <= 200,
    );
    const { redeemReward } = await ask<{ redeemReward: { redemption: { id: string } | null; userErrors: Refusals } }>(
      'marco',
      REDEEM,
      { input: { idempotencyKey: randomUUID(), rewardId: reward?.id } },
    );
    expect(redeemReward.userErrors).toEqual([]);

    const cost = reward?.costPoints ?? 0;
    const steps = [
      { kind: 'EARN', amount: recordPurchase.entry.amount },
      { kind: 'ADJUST', amount: 200 },
      { kind: 'CAPTURE', amount: -cost },
    ];
    let sum = before;
    const told = steps.map(({ kind, amount }) => ({ kind, amount, available: (sum += amount) }));
    for (const change of told) expect((await phone.next(isData)).payload?.data).toEqual({ onAccountChange: change });
    const { member } = await ask<Look>('assistenza', LOOK, { id });
    expect(member.account.available).toBe(sum);
    expect(member.ledger.nodes).toEqual(
      [...told].reverse().map(({ available, ...step }) => ({ ...step, balanceAfter: available })),
    );
    expect(member.redemptions.nodes).toEqual([{ id: redeemReward.redemption?.id, status: 'ISSUED', points: cost }]);
  });
});
