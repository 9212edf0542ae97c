/**
 * The question that none of the domains answers alone: what is here for me, now. At most eight reads, whatever the data: the
 * member and the rewards beside one to five rounds of grid cells, then the cards of all places found as one BatchGetItem.
 */
import type { Locale, NearbyExperience, NearbyPlace } from '../../../schema/generated/types.ts';
import type { FeedCard } from '../../content/model/content.ts';
import type { Reader } from '../../content/model/targeting.ts';
import { readPlaceCards } from '../../content/store/place-cards.ts';
import { tierOfRank, type CatalogueReward, type Profile, type Program } from '../../loyalty/model/index.ts';
import { rewardsNearBalance } from '../../loyalty/store/catalogue.ts';
import { readConsentingMember, type ConsentingMember } from '../../loyalty/store/read.ts';
import { epochMs, instant } from '../../proximity/model/instants.ts';
import type { Found } from '../../proximity/model/nearest-first.ts';
import type { Search } from '../../proximity/model/near.ts';
import { isOpenAt } from '../../proximity/model/opening-hours.ts';
import { placesNearestFirst } from '../../proximity/store/near.ts';
import { nearbyCards } from '../model/nearby-content.ts';
import { nearbyRewards } from '../model/nearby-rewards.ts';
import { contentOf, loyaltyOf, proximityOf, type ExperienceStore } from './experience-store.ts';

const REWARDS_READ = 30;

/** A member counts as new for this long; the same as for the member's own feed. */
const NEWCOMER_MS = 30 * 86_400_000;

/** @returns null when there is no such member. The position is an argument: it is stored nowhere, so it needs no consent */
export async function nearbyExperience(
  store: ExperienceStore,
  memberId: string,
  search: Search,
  locale: Locale,
): Promise<NearbyExperience | null> {
  const nowMs = store.clock.now();
  const readMember = readConsentingMember(loyaltyOf(store), memberId, false);
  const findPlaces = placesNearestFirst(proximityOf(store), search);
  const [member, found, rewards, cards] = await Promise.all([
    readMember,
    findPlaces,
    readMember.then((known) =>
      known === null
        ? []
        : rewardsNearBalance(loyaltyOf(store), known.aggregate.account.available, locale, REWARDS_READ),
    ),
    findPlaces.then(({ nodes }) =>
      readPlaceCards(
        contentOf(store),
        locale,
        nodes.map(({ placeId }) => placeId),
      ),
    ),
  ]);
  if (member === null) return null;
  const { account, tier } = member.aggregate;
  const joined: Joined = { member, found, rewards, cards, nowMs, program: store.program };
  return {
    at: instant(nowMs),
    places: found.nodes.map((place) => nearbyPlace(place, joined)),
    balance: account.available,
    tier: tierOfRank(store.program, tier.rank),
    truncated: found.truncated,
  };
}

interface Joined {
  readonly member: ConsentingMember;
  readonly found: Found;
  readonly rewards: readonly CatalogueReward[];
  /** By place. */
  readonly cards: ReadonlyMap<string, readonly FeedCard[]>;
  readonly nowMs: number;
  readonly program: Program;
}

function nearbyPlace(place: Found['nodes'][number], joined: Joined): NearbyPlace {
  const { member, found, rewards, cards, nowMs, program } = joined;
  const ref = found.refs.get(place.placeId);
  const now = instant(nowMs);
  return {
    place,
    openNow: ref?.hours === undefined ? null : isOpenAt(ref.hours, ref.timezone, nowMs),
    content: nearbyCards(cards.get(place.placeId) ?? [], readerOf(member, nowMs), place.placeId, {
      instant: now,
      ms: nowMs,
    }),
    rewards: nearbyRewards(rewards, place.placeId, { member: member.aggregate, now, program }),
  };
}

/** As content reads a member: segments are used with the PROFILING consent alone. */
function readerOf({ aggregate, consents }: ConsentingMember, nowMs: number): Omit<Reader, 'placeId'> {
  const profile: Profile & { readonly segments?: readonly string[] } = aggregate.profile;
  const isProfiled = consents.some(({ purpose, granted }) => purpose === 'PROFILING' && granted);
  const isNewcomer = nowMs - (epochMs(profile.enrolledAt) ?? 0) < NEWCOMER_MS;
  const segments = [...(profile.segments ?? []), ...(isNewcomer ? ['newcomer'] : [])];
  return { memberId: profile.id, tierRank: aggregate.tier.rank, segments: isProfiled ? segments : [] };
}
