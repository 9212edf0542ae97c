/** With which arguments each field of a root is asked. A new field needs a line here: without one the matrix stops and names it. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { coordinateOf } from './authorization.ts';
import type { Caller, FieldRule } from './authorization.ts';
import {
  dataOf,
  DESK,
  EDITOR,
  FOREIGN,
  foreignId,
  foreignName,
  given,
  MEMBER,
  mutate,
  ownId,
} from './authorization-inputs.ts';
import type { Given } from './authorization-inputs.ts';
import type { Gateway } from './gateway.ts';

type Variables = Readonly<Record<string, unknown>>;

export interface Variant {
  /** `own` and `foreign` when it names a member, or what a member sent; otherwise a word of its own. */
  readonly name: string;
  readonly variables: Variables;
}

export interface Member {
  readonly id: string;
  readonly available: number;
  readonly version: number;
  /** By purpose. */
  readonly consents: ReadonlyMap<string, boolean>;
  /** Ids and addresses that nobody else may see. */
  readonly marks: readonly string[];
}

/** Everything that trials are made from. */
export interface Scene {
  readonly gateway: Gateway;
  readonly given: Given;
  /** Before anything was done to them. */
  readonly members: readonly Member[];
  /** Tells this run's keys from those of an earlier one. */
  readonly run: string;
  /** A report of the foreign member that began two stays; sent again it changes nothing. */
  readonly report: Variables;
  /** What the foreign member took. */
  readonly redemptionId: string;
}

interface About extends Scene {
  readonly caller: Caller;
  readonly own: string;
  readonly foreign: string;
}

type Named = Readonly<Record<string, Variables>>;

const once: Named = { plain: {} };

const QUERIES: Readonly<Record<string, (about: About) => Named>> = {
  'Query.program': () => once,
  'Query.me': () => once,
  'Query.member': ({ own, foreign }) => ({ own: { id: own }, foreign: { id: foreign } }),
  'Query.rewards': () => ({ all: { first: 100 }, page: { first: 1 } }),
  'Query.reward': ({ given: { rewardId } }) => ({ plain: { id: rewardId } }),
  'Query.place': ({ given: { placeId } }) => ({ plain: { id: placeId } }),
  'Query.placeVisits': ({ given: { busy } }) => ({ all: busy, page: { ...busy, first: 1 } }),
  'Query.placesNear': ({ given: { center } }) => ({ plain: { center } }),
  'Query.beacon': ({ given: { beacon } }) => ({ plain: beacon }),
  'Query.content': ({ given: { openId }, run }) => ({ plain: { id: openId, visitorId: run } }),
  'Query.contentBySlug': ({ given: { slug }, run }) => ({ plain: { slug, visitorId: run } }),
  'Query.contentFeed': ({ given: { tag }, run }) => ({ plain: { tag, visitorId: run }, page: { first: 1 } }),
  'Query.myFeed': () => ({ all: { first: 60 }, page: { first: 1 } }),
  'Query.contentDraft': ({ given: { openId, scheduledId } }) => ({
    open: { id: openId },
    scheduled: { id: scheduledId },
  }),
  'Query.contentPreview': ({ given: { openId } }) => ({
    plain: { id: openId },
    other: { id: openId, variant: 'other' },
  }),
  'Query.nearbyExperience': ({ given: { center, rewardPlace } }) => ({
    made: { at: center },
    city: { at: rewardPlace },
  }),
};

/** A key that is too short: every mutation names the path of its fault, and does nothing. */
const wrongly = (input: Variables): Variables => ({ input: { ...input, idempotencyKey: 'x' } });

const sentBy =
  (field: string) =>
  (about: About): Named => {
    const sent = about.given.sent[field] ?? [];
    const named = sent.map((input, index) => [`sent ${index + 1}`, { input }] as const);
    return { ...Object.fromEntries(named), wrong: wrongly(sent[0] ?? {}) };
  };

const keyOf = ({ run }: Scene, field: string, name: string): string => `${run}-${field}-${name}`;

/** A request of the caller's, and the same with the key that another member sends. */
function byMembers(field: string, input: (about: About) => Variables) {
  return (about: About): Named => {
    const { caller } = about;
    const own = caller.memberId === null ? MEMBER : caller.name;
    const withKey = (name: string) => ({ input: { ...input(about), idempotencyKey: keyOf(about, field, name) } });
    return { own: withKey(own), foreign: withKey(foreignName(caller)), wrong: wrongly(input(about)) };
  };
}

/** Of the caller's member and of a foreign one. */
function forMembers(field: string, input: (memberId: string, about: About) => Variables) {
  return (about: About): Named => {
    const named = (name: string, id: string) => ({
      input: { ...input(id, about), memberId: id, idempotencyKey: keyOf(about, field, `${name}-${id.slice(-20)}`) },
    });
    const { own, foreign } = about;
    return { own: named('own', own), foreign: named('foreign', foreign), wrong: wrongly(named('own', own).input) };
  };
}

const consentsOf = ({ members, own }: About): ReadonlyMap<string, boolean> =>
  members.find(({ id }) => id === own)?.consents ?? new Map<string, boolean>();

/** A report that counts would stay: other suites report for the members who have agreed. */
function reports(about: About): Named {
  const { caller, report } = about;
  const wrong = wrongly(report);
  const isTaken = caller.memberId !== null && caller.name !== FOREIGN && consentsOf(about).get('LOCATION') === true;
  return isTaken ? { wrong } : { [caller.name === FOREIGN ? 'own' : 'foreign']: { input: report }, wrong };
}

const changeOf = (now: string) => ({
  'Mutation.publishAccountChange': ({ own }: About) => ({
    own: { input: { memberId: own, kind: 'EARN', amount: 1, available: 1, version: 1, occurredAt: now } },
  }),
  'Mutation.publishContentChange': ({ given: { openId } }: About) => ({
    plain: {
      input: {
        contentId: openId,
        type: 'GUIDE',
        locale: 'it',
        status: 'PUBLISHED',
        minTierRank: 0,
        isPublic: true,
        version: 1,
        publishedAt: now,
      },
    },
  }),
  'Mutation.publishPlacePresence': ({ given: { placeId } }: About) => ({
    plain: { input: { placeId, type: 'ENTERED', insideNow: 1, occurredAt: now } },
  }),
});

const MUTATIONS: Readonly<Record<string, (about: About) => Named>> = {
  'Mutation.saveContent': sentBy('saveContent'),
  'Mutation.restoreContent': sentBy('restoreContent'),
  'Mutation.transitionContent': sentBy('transitionContent'),
  'Mutation.savePlace': sentBy('savePlace'),
  'Mutation.recordImpressions': ({ given: { openId }, run, caller }) => ({
    plain: {
      events: [
        {
          idempotencyKey: `${run}-${caller.name}`,
          contentId: openId,
          kind: 'IMPRESSION',
          at: new Date().toISOString(),
        },
      ],
    },
  }),
  'Mutation.recordPurchase': forMembers('buy', (memberId, { run, given: { placeId } }) => ({
    orderId: `${run}-${memberId.slice(-20)}`,
    placeId,
    currency: 'EUR',
    totalCents: 300,
    occurredAt: '2026-11-02T10:00:00.000Z',
  })),
  'Mutation.adjustPoints': forMembers('adjust', () => ({ amount: 1, reason: 'GOODWILL' })),
  'Mutation.redeemReward': byMembers('redeem', ({ given: { simpleRewardId } }) => ({ rewardId: simpleRewardId })),
  'Mutation.setConsent': byMembers('consent', (about) => ({
    purpose: 'LEADERBOARD',
    granted: consentsOf(about).get('LEADERBOARD') ?? false,
    textVersion: 'matrix',
  })),
  'Mutation.reportPosition': reports,
  ...changeOf('2026-11-02T10:00:00.000Z'),
};

/** @throws Error for a field that is not known here */
export function variantsOf(scene: Scene, root: FieldRule, caller: Caller): readonly Variant[] {
  const coordinate = coordinateOf(root);
  const variants = QUERIES[coordinate] ?? MUTATIONS[coordinate];
  if (variants === undefined)
    throw new Error(`How is ${coordinate} asked? Give it a line in authorization-variants.ts.`);
  const own = ownId(scene.gateway, caller);
  const named = variants({ ...scene, caller, own, foreign: foreignId(scene.gateway, caller) });
  return Object.entries(named).map(([name, variables]) => ({ name, variables }));
}

/** What a caller who must be refused sends: valid, and never sent before, so that it would be carried out. */
export function afresh({ name, variables }: Variant): Variant {
  const { input } = variables as { readonly input?: Variables };
  if (input?.idempotencyKey === undefined || name === 'wrong') return { name, variables };
  const order = input.orderId === undefined ? {} : { orderId: randomUUID() };
  return { name, variables: { input: { ...input, ...order, idempotencyKey: randomUUID() } } };
}

const MEMBERS = `query M($id: ID!) { member(id: $id) { id email account { available version } consents { purpose granted }
  ledger(first: 100) { nodes { id } } redemptions(first: 100) { nodes { id code } } visits(first: 100) { nodes { id } } } }`;

interface MemberAnswer {
  readonly member: {
    readonly id: string;
    readonly email: string;
    readonly account: { readonly available: number; readonly version: number };
    readonly consents: readonly { readonly purpose: string; readonly granted: boolean }[];
    readonly ledger: { readonly nodes: readonly { readonly id: string }[] };
    readonly redemptions: { readonly nodes: readonly { readonly id: string; readonly code: string | null }[] };
    readonly visits: { readonly nodes: readonly { readonly id: string }[] };
  };
}

/** As the support desk sees them now. */
export async function membersNow(gateway: Gateway, callers: readonly Caller[]): Promise<readonly Member[]> {
  const ids = callers.flatMap(({ memberId }) => memberId ?? []);
  const answers = await Promise.all(ids.map((id) => dataOf<MemberAnswer>(gateway, DESK, MEMBERS, { id })));
  return answers.map(({ member }) => {
    const { id, email, account, consents, ledger, redemptions, visits } = member;
    const listed = [ledger, redemptions, visits].flatMap(({ nodes }) => nodes.map((each) => each.id));
    const codes = redemptions.nodes.flatMap(({ code }) => code ?? []);
    return {
      id,
      ...account,
      consents: new Map(consents.map(({ purpose, granted }) => [purpose, granted])),
      marks: [id, email, ...listed, ...codes],
    };
  });
}

const ADJUST = ['adjustPoints', 'AdjustPointsInput', 'replayed'] as const;

export const adjust = (gateway: Gateway, memberId: string, amount: number): Promise<unknown> =>
  mutate(gateway, DESK, ADJUST, { idempotencyKey: randomUUID(), memberId, amount, reason: 'GOODWILL' });

const CONSENT = ['setConsent', 'SetConsentInput', 'replayed'] as const;

/** Taken back, it takes along all that is known of the member's position. */
export const agree = (gateway: Gateway, granted: boolean): Promise<unknown> =>
  mutate(gateway, FOREIGN, CONSENT, {
    idempotencyKey: randomUUID(),
    purpose: 'LOCATION',
    granted,
    textVersion: 'matrix',
  });

const AGES_S = [60, 45, 5];
const REPORT = `mutation R($input: ReportPositionInput!) { reportPosition(input: $input) { userErrors { code } } }`;

/**
 * The foreign member, who must have agreed, comes and stays. The gateway takes one report a second of a member.
 * @returns the report that began the stay
 */
export async function stay(gateway: Gateway, { center, beacon }: Given): Promise<Variables> {
  let last: Variables = {};
  for (const age of AGES_S) {
    const sampledAt = new Date(Date.now() - age * 1000).toISOString();
    // The last one hears the beacon, too: it reaches a zone.
    const heard = age === AGES_S.at(-1) ? { beacons: [{ ...beacon, rssiDbm: -60 }] } : {};
    last = { idempotencyKey: randomUUID(), at: center, accuracyM: 5, sampledAt, ...heard };
    for (let attempt = 0; attempt < 30; attempt += 1) {
      const { reportPosition } = await dataOf<{ reportPosition: { userErrors: readonly { code: string }[] } }>(
        gateway,
        FOREIGN,
        REPORT,
        { input: last },
      );
      const [error] = reportPosition.userErrors;
      if (error === undefined) break;
      if (error.code !== 'RATE_LIMITED') throw new Error(`A report was refused: ${error.code}`);
      await pause(100);
    }
  }
  return last;
}

/** Enough for any reward that everybody can take, more than once. */
const POCKET = 2_000;

const REDEEM = ['redeemReward', 'RedeemRewardInput', 'redemption { id }'] as const;

/** Makes what is asked for; the foreign member is at a place, and has taken something. */
export async function scene(gateway: Gateway, callers: readonly Caller[]): Promise<Scene> {
  const members = await membersNow(gateway, callers);
  const made = await given(gateway);
  await agree(gateway, true);
  const report = await stay(gateway, made);
  await adjust(gateway, gateway.memberId(FOREIGN), POCKET);
  const { redemption } = await mutate<{ redemption: { id: string } }>(gateway, FOREIGN, REDEEM, {
    idempotencyKey: randomUUID(),
    rewardId: made.simpleRewardId,
  });
  const run = `m-${randomUUID().slice(0, 8)}`;
  return { gateway, given: made, members, run, report, redemptionId: redemption.id };
}

/** Other suites know who has agreed, and what about everybody has. */
export async function leave({ gateway, members }: Scene, callers: readonly Caller[]): Promise<void> {
  await agree(gateway, false);
  for (const now of await membersNow(gateway, callers)) {
    const before = members.find(({ id }) => id === now.id);
    const amount = (before?.available ?? 0) - now.available;
    if (amount !== 0) await adjust(gateway, now.id, amount);
  }
}

export { DESK, EDITOR, FOREIGN, MEMBER };
