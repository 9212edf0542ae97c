/** The demo data as table items: one story, told the same way every time. */
import type { ContentType, Locale } from '../schema/generated/types.ts';
import { feedPage, LOCALES, publishedDocuments, toFeedCard, withRelated } from '../resolvers/content/model/publish.ts';
import { boundPlaces, placeCards } from '../resolvers/content/model/place-cards.ts';
import { MEMBER_PROFILE_SK, memberPk } from '../resolvers/content/model/keys.ts';
import { isTargeted } from '../resolvers/content/model/targeting.ts';
import type { FeedCard } from '../resolvers/content/model/content.ts';
import type { Impression } from '../resolvers/content/model/impressions.ts';
import {
  embedderItems,
  feedPageItems,
  headItem,
  impressionCountItem,
  impressionKey,
  placeCardsItem,
  placeNoteItem,
  publishedItems,
  slugItem,
  versionItems,
} from '../resolvers/content/store/items.ts';
import {
  availabilityOf,
  codeItem,
  consentItem,
  ledgerItem,
  memberItems,
  redemptionItem,
  rewardItems,
  shardItem,
  tierConfigItems,
} from '../resolvers/loyalty/store/items.ts';
import type { MemberState } from '../resolvers/loyalty/model/index.ts';
import { cellDocuments, wideCellDocuments } from '../resolvers/proximity/model/cells.ts';
import { beaconItem, cellItem, placeItem, visitItem, wideCellItem } from '../resolvers/proximity/store/items.ts';
import type { VisitRecord } from '../resolvers/proximity/model/visits.ts';
import { demoBeacons } from './visits.ts';
import { demoContents } from './contents.ts';
import { demoImpressions } from './impressions.ts';
import type { DemoContent } from './publishing.ts';
import { demoMembers, personaMemberId, type DemoMember } from './members.ts';
import { demoPlaces, type DemoPlace } from './places.ts';
import { inOrder, isPast, personaIntents, seasonIntents } from './plan.ts';
import { play, type Played } from './play.ts';
import { demoRewards, PROGRAM, type DemoReward } from './rewards.ts';
import { NOW } from './time.ts';

export type Item = { readonly pk: string; readonly sk: string } & Readonly<Record<string, unknown>>;

export interface Dataset {
  readonly loyalty: readonly Item[];
  readonly content: readonly Item[];
  readonly proximity: readonly Item[];
  readonly summary: Summary;
}

export interface Summary {
  readonly members: number;
  readonly purchases: number;
  readonly redemptions: number;
  readonly visits: number;
  readonly impressions: number;
  readonly rewards: number;
  readonly places: number;
  readonly contents: number;
  readonly published: number;
  readonly items: number;
}

/** The whole story before it becomes items: tests look at it from this side. */
export interface Story {
  readonly places: readonly DemoPlace[];
  readonly rewards: readonly DemoReward[];
  readonly contents: readonly DemoContent[];
  readonly members: readonly DemoMember[];
  readonly played: Played;
  readonly impressions: readonly Impression[];
}

export function tellStory(): Story {
  const places = demoPlaces();
  const rewards = demoRewards(places);
  const members = demoMembers();
  const intents = [...personaIntents(members, places), ...seasonIntents(members, places)];
  const played = play(members, rewards, inOrder(intents.filter(isPast)), places);
  const contents = demoContents(places);
  return {
    places,
    rewards,
    contents,
    members,
    played,
    impressions: demoImpressions(contents, members, played.changes),
  };
}

/** @param story given by whoever has told it already */
export function buildDataset(story: Story = tellStory()): Dataset {
  const { places, rewards, contents, members, played, impressions } = story;
  const loyalty = loyaltyItems(story);
  const content = [...contentItems(contents), ...impressionItems(impressions)];
  const proximity = proximityItems(places, played.visits);
  return {
    loyalty,
    content,
    proximity,
    summary: {
      members: members.length,
      purchases: played.entries.filter((entry) => entry.reason === 'PURCHASE').length,
      redemptions: played.redemptions.length,
      visits: played.visits.length,
      impressions: impressions.filter(({ kind }) => kind === 'IMPRESSION').length,
      rewards: rewards.length,
      places: places.length,
      contents: contents.length,
      published: contents.filter(({ head }) => head.status === 'PUBLISHED').length,
      items: loyalty.length + content.length + proximity.length,
    },
  };
}

/** Asked for on the story's last days: nothing of it has been carried out yet. */
function withErasureAsked(state: MemberState): MemberState {
  if (state.profile.id !== personaMemberId('luca')) return state;
  return { ...state, profile: { ...state.profile, status: 'ERASURE_REQUESTED' } };
}

/** Whoever works out segments writes them beside the profile; a member of none has no attribute. */
const withSegments =
  (segments: ReadonlyMap<string, readonly string[]>) =>
  (item: Item): Item => {
    const found = item.sk === MEMBER_PROFILE_SK ? (segments.get(item.pk.slice(memberPk('').length)) ?? []) : [];
    return found.length === 0 ? item : { ...item, segments: found };
  };

/** No idempotency records: the callers of these commands will not send them again. */
function loyaltyItems({ rewards, members, played }: Story): readonly Item[] {
  const { states, entries, redemptions, shards } = played;
  const segments = new Map(members.map((each) => [each.profile.id, each.segments]));
  return [
    ...tierConfigItems(PROGRAM),
    ...rewards.flatMap(({ slug, terms, texts }) => {
      const left = shards.get(terms.id) ?? [];
      const image = `https://images.example.com/rewards/${slug}.jpg`;
      return [
        ...rewardItems(PROGRAM.id, terms, texts, availabilityOf(terms.stock, left, NOW), image),
        ...left.map(shardItem),
      ];
    }),
    ...[...states.values()].flatMap((state) =>
      memberItems(withErasureAsked(state), PROGRAM).map(withSegments(segments)),
    ),
    ...members.flatMap(({ profile, consents }) => consents.map((consent) => consentItem(profile.id, consent))),
    ...entries.map(ledgerItem),
    ...redemptions.flatMap((redemption) => [redemptionItem(redemption), codeItem(redemption) ?? []].flat()),
  ];
}

/** No idempotency records: nobody will send these commands again. */
function contentItems(contents: readonly DemoContent[]): readonly Item[] {
  const documents = contents.flatMap(({ shown }) => (shown === null ? [] : publishedDocuments(shown.version, shown)));
  const opensAt = new Map(contents.map(({ head }) => [head.id, head.opensAt]));
  return [
    ...contents.flatMap(({ head, versions, shown }) => [
      headItem(head),
      ...versions.flatMap(versionItems),
      slugItem(head.settings.slug, head.id),
      ...(shown === null ? [] : embedderItems(head.id, shown.version.settings.relatedIds)),
    ]),
    ...LOCALES.flatMap((locale) => {
      const inLocale = documents.filter((each) => each.requestedLocale === locale);
      const cards = new Map(inLocale.map((each) => [each.id, toFeedCard(each)]));
      const complete = inLocale.map((each) => withRelated(each, cards));
      return [
        ...complete.flatMap((each) => publishedItems(each, opensAt.get(each.id) ?? null)),
        ...feedItems([...cards.values()], locale),
        ...placeItemsOf([...cards.values()], locale),
      ];
    }),
  ];
}

/** Shards keep writers apart; hours that are over have one. */
const ONLY_SHARD = 0;

/** Counters alone: the marks that keep an impression from being counted again last for a week. */
function impressionItems(impressions: readonly Impression[]): readonly Item[] {
  const counts = new Map<string, { readonly key: Pick<Item, 'pk' | 'sk'>; count: number }>();
  for (const impression of impressions) {
    const key = impressionKey(impression, ONLY_SHARD);
    const name = `${key.pk} ${key.sk}`;
    const known = counts.get(name);
    if (known === undefined) counts.set(name, { key, count: 1 });
    else known.count += 1;
  }
  return [...counts.values()].map(({ key, count }) => impressionCountItem(key, count));
}

/** What the content projection would make of these cards. */
function placeItemsOf(cards: readonly FeedCard[], locale: Locale): readonly Item[] {
  const now = new Date(NOW).toISOString();
  return [...new Set(cards.flatMap(boundPlaces))].flatMap((placeId) => [
    placeCardsItem(placeId, locale, placeCards(cards, placeId, now)),
    ...cards.filter((card) => boundPlaces(card).includes(placeId)).map(({ id }) => placeNoteItem(placeId, locale, id)),
  ]);
}

function feedItems(cards: readonly FeedCard[], locale: Locale): readonly Item[] {
  const types = new Set<ContentType>(cards.map((each) => each.type));
  return [...types].flatMap((type) =>
    feedPageItems(
      feedPage(
        type,
        locale,
        cards.filter((each) => each.type === type),
      ),
    ),
  );
}

/** Beacons are known to their place too: whoever saves it keeps them. */
function proximityItems(places: readonly DemoPlace[], visits: readonly VisitRecord[]): readonly Item[] {
  const all = places.map(({ place }) => place);
  const beacons = demoBeacons(places);
  const records = all.map((place) => ({
    ...place,
    version: 1,
    beacons: beacons.filter(({ placeId }) => placeId === place.id),
  }));
  return [
    ...records.map(placeItem),
    ...cellDocuments(all).map(cellItem),
    ...wideCellDocuments(all).map(wideCellItem),
    ...beacons.map(beaconItem),
    ...visits.map(visitItem),
  ];
}

/** Contents that everybody may read, for tests and statistics. */
export const publicContents = (contents: readonly DemoContent[]): readonly DemoContent[] =>
  contents.filter(({ head }) => head.status === 'PUBLISHED' && !isTargeted(head.settings.targeting));
