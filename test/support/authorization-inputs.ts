/** What the matrix asks with: an item, a place and members that are there, found or made through the API itself. */
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Caller } from './authorization.ts';
import type { Gateway } from './gateway.ts';

export const MEMBER = 'giulia';
export const FOREIGN = 'marco';
export const EDITOR = 'redazione';
export const DESK = 'assistenza';

type Input = Readonly<Record<string, unknown>>;

/** The made things by which fields are asked. */
export interface Given {
  readonly placeId: string;
  readonly center: { readonly lat: number; readonly lng: number };
  readonly beacon: { readonly uuid: string; readonly major: number; readonly minor: number };
  /** A tag of one published item alone. */
  readonly tag: string;
  readonly slug: string;
  readonly openId: string;
  readonly scheduledId: string;
  /** By mutation, what the editor sent, in order: sent again it changes nothing and is answered as before. */
  readonly sent: Readonly<Record<string, readonly Input[]>>;
  /** The one with the fewest unknowns, and where it can be taken. */
  readonly rewardId: string;
  readonly rewardPlace: { readonly lat: number; readonly lng: number };
  /** What everybody who has points can take. */
  readonly simpleRewardId: string;
  /** A place of the demo, and a day on which people came and went there. */
  readonly busy: { readonly placeId: string; readonly day: string };
}

/** @throws Error with the answer's own words, when it has errors */
export async function dataOf<Data>(
  gateway: Gateway,
  as: string | null,
  query: string,
  variables: object = {},
): Promise<Data> {
  const answer = await gateway.query<Data>(as, query, variables);
  if (answer.status === 200 && answer.errors === undefined) return answer.data;
  throw new Error(`${query} failed for ${as}: ${JSON.stringify(answer.errors)}`);
}

/** @throws Error when the answer is not a success */
export async function mutate<Result>(
  gateway: Gateway,
  as: string,
  [field, type, selection]: readonly [field: string, inputType: string, selection: string],
  input: Input,
): Promise<Result> {
  const query = `mutation M($input: ${type}!) { ${field}(input: $input) { ${selection} userErrors { code message } } }`;
  const answer = await dataOf<Readonly<Record<string, Result & { readonly userErrors: readonly object[] }>>>(
    gateway,
    as,
    query,
    { input },
  );
  const result = answer[field];
  if (result?.userErrors.length === 0) return result;
  throw new Error(`${field} was refused: ${JSON.stringify(result?.userErrors)}`);
}

const ALWAYS_OPEN = JSON.stringify(
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '23:59']]])),
);

async function places(gateway: Gateway) {
  // Far from everything that other suites ask about.
  const center = { lat: -55 - randomInt(1000) / 100, lng: randomInt(1000) / 10 };
  const beacon = { uuid: randomUUID(), major: 1, minor: 1 };
  const whole = {
    idempotencyKey: randomUUID(),
    name: 'Matrice',
    kind: 'STORE',
    center,
    radiusM: 90,
    address: 'Via della Prova 1',
    openingHours: ALWAYS_OPEN,
    dwellThresholdS: 30,
    tags: ['matrice'],
    beacons: [{ ...beacon, zone: 'entrance', txPowerDbm: -59 }],
  };
  const SAVE = ['savePlace', 'SavePlaceInput', 'place { id }'] as const;
  const saved = await mutate<{ place: { id: string } }>(gateway, EDITOR, SAVE, whole);
  return { placeId: saved.place.id, center, beacon, sent: { savePlace: [whole] } };
}

const SAVE = ['saveContent', 'SaveContentInput', 'content { id }'] as const;
const RESTORE = ['restoreContent', 'RestoreContentInput', 'content { id }'] as const;
const MOVE = ['transitionContent', 'TransitionContentInput', 'content { id }'] as const;

const YEARS_AHEAD = '2099-01-01T08:00:00.000Z';
const YEARS_AGO = '2020-01-01T08:00:00.000Z';

interface Feed {
  readonly contentFeed: { readonly nodes: readonly { readonly id: string }[] };
}

/** @param expectedHead - number of the item's newest version */
const next = (id: string, expectedHead: number, more: Input): Input => ({
  idempotencyKey: randomUUID(),
  id,
  expectedHead,
  ...more,
});

const saved = async (gateway: Gateway, input: Input): Promise<string> =>
  (await mutate<{ content: { id: string } }>(gateway, EDITOR, SAVE, input)).content.id;

const published = async (gateway: Gateway, input: Input): Promise<{ readonly id: string; readonly publish: Input }> => {
  const id = await saved(gateway, input);
  const publish = next(id, 1, { to: 'PUBLISHED' });
  await mutate(gateway, EDITOR, MOVE, next(id, 1, { to: 'IN_REVIEW' }));
  await mutate(gateway, EDITOR, MOVE, publish);
  return { id, publish };
};

/** An item that everybody may read, with everything that an item can have, and a narrow one that waits for the clock. */
async function contents(gateway: Gateway, placeId: string) {
  const tag = `m-${randomUUID().slice(0, 8)}`;
  const slug = `matrice-${randomUUID()}`;
  const text = {
    locale: 'it',
    title: 'Matrice',
    summary: 'Di prova.',
    body: '# Prova',
    image: 'https://example.com/m',
  };
  const plain: Input = { idempotencyKey: randomUUID(), type: 'GUIDE', slug: `${slug}-3`, translations: [text] };
  const { id: relatedId } = await published(gateway, plain);
  const whole: Input = {
    ...plain,
    idempotencyKey: randomUUID(),
    slug,
    tags: [tag],
    relatedIds: [relatedId],
    placeIds: [placeId],
    visibleFrom: YEARS_AGO,
    visibleTo: YEARS_AHEAD,
    experiment: {
      key: tag,
      variants: [{ key: 'other', share: 99, texts: [{ ...text, title: 'Altra', body: undefined }] }],
    },
  };
  const targeting = {
    minTierRank: 1,
    segments: ['vip'],
    placeIds: [placeId],
    daysOfWeek: [1],
    hourFrom: 8,
    hourTo: 20,
  };
  const narrow: Input = { ...whole, idempotencyKey: randomUUID(), slug: `${slug}-2`, targeting, visibleTo: null };
  const { id: openId, publish } = await published(gateway, whole);
  const scheduledId = await saved(gateway, narrow);
  const again = { ...whole, ...next(openId, 1, {}) };
  await mutate(gateway, EDITOR, SAVE, again);
  const back = [next(openId, 2, { version: 1 }), next(scheduledId, 1, { version: 1 })];
  for (const each of back) await mutate(gateway, EDITOR, RESTORE, each);
  const schedule = next(scheduledId, 2, { to: 'SCHEDULED', at: YEARS_AHEAD });
  await mutate(gateway, EDITOR, MOVE, next(scheduledId, 2, { to: 'IN_REVIEW' }));
  await mutate(gateway, EDITOR, MOVE, schedule);
  await untilShown(gateway, tag, placeId);
  const sent = { saveContent: [again, narrow], restoreContent: back, transitionContent: [publish, schedule] };
  return { openId, scheduledId, tag, slug, sent };
}

const PATIENCE = 150;

/** Feeds and places follow by the table's stream. */
async function untilShown(gateway: Gateway, tag: string, placeId: string): Promise<void> {
  const FEED = 'query F($tag: String) { contentFeed(tag: $tag) { nodes { id } } }';
  const AT = 'query P($id: ID!) { place(id: $id) { center { lat lng } } }';
  const NEARBY = 'query N($at: LatLngInput!) { nearbyExperience(at: $at) { places { content { id } } } }';
  const { place } = await dataOf<{ place: { center: object } }>(gateway, null, AT, { id: placeId });
  for (let attempt = 0; attempt < PATIENCE; attempt += 1) {
    const feed = await dataOf<Feed>(gateway, null, FEED, { tag });
    const { nearbyExperience } = await dataOf<{
      nearbyExperience: { places: readonly { content: readonly object[] }[] };
    }>(gateway, MEMBER, NEARBY, { at: place.center });
    const isNear = nearbyExperience.places.some(({ content }) => content.length > 0);
    if (feed.contentFeed.nodes.length > 0 && isNear) return;
    await pause(100);
  }
  throw new Error('The published item did not reach its feed and its place.');
}

interface Reward {
  readonly id: string;
  readonly costPoints: number;
  readonly minTierRank: number;
  readonly placeIds: readonly string[] | null;
  readonly redeemableFrom: string | null;
  readonly perMemberLimit: number | null;
  readonly availability: { readonly unlimited: boolean };
}

const CATALOGUE = `{ rewards(first: 100) { nodes { id costPoints minTierRank description placeIds redeemableFrom redeemableTo
  perMemberLimit image availability { unlimited remainingApprox } } } }`;

const unknowns = (value: object): number =>
  Object.values(value).reduce<number>(
    (sum, each: unknown) => sum + (each === null ? 1 : typeof each === 'object' ? unknowns(each) : 0),
    0,
  );

async function rewards(gateway: Gateway) {
  const { rewards: found } = await dataOf<{ rewards: { nodes: readonly Reward[] } }>(gateway, null, CATALOGUE);
  const [fullest] = [...found.nodes].sort((a, b) => unknowns(a) - unknowns(b));
  const simple = found.nodes.find(
    ({ availability, minTierRank, placeIds, redeemableFrom, perMemberLimit }) =>
      availability.unlimited && minTierRank + unknowns({ placeIds, redeemableFrom, perMemberLimit }) === 3,
  );
  const AT = 'query P($id: ID!) { place(id: $id) { center { lat lng } } }';
  const { place } = await dataOf<{ place: { center: { lat: number; lng: number } } | null }>(gateway, null, AT, {
    id: fullest?.placeIds?.[0] ?? '',
  });
  if (fullest === undefined || simple === undefined || place === null)
    throw new Error('The catalogue has no reward that can be taken at a place, or none that everybody can take.');
  return { rewardId: fullest.id, rewardPlace: place.center, simpleRewardId: simple.id };
}

/** The busiest store, on the last Saturday of the demo's story. */
async function busy(gateway: Gateway) {
  const NEAR = '{ placesNear(center: { lat: 45.464, lng: 9.19 }, first: 1) { nodes { placeId } } }';
  const { placesNear } = await dataOf<{ placesNear: { nodes: readonly { placeId: string }[] } }>(gateway, null, NEAR);
  return { busy: { placeId: placesNear.nodes[0]?.placeId ?? '', day: '2026-11-21' } };
}

export async function given(gateway: Gateway): Promise<Given> {
  const place = await places(gateway);
  const content = await contents(gateway, place.placeId);
  return {
    ...place,
    ...content,
    ...(await rewards(gateway)),
    ...(await busy(gateway)),
    sent: { ...place.sent, ...content.sent },
  };
}

/** The caller's own member; for staff and services, who are none, a customer that they may look at. */
export const ownId = (gateway: Gateway, { memberId }: Caller): string => memberId ?? gateway.memberId(MEMBER);
export const foreignName = ({ name }: Caller): string => (name === FOREIGN ? MEMBER : FOREIGN);
export const foreignId = (gateway: Gateway, caller: Caller): string => gateway.memberId(foreignName(caller));
