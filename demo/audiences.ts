/** For whom contents are, and what is known of members so that some of them are theirs. */
import type { Targeting } from '../resolvers/content/model/content.ts';
import type { Consent } from '../schema/generated/types.ts';
import { dice } from './random.ts';

/** Segments besides `newcomer`, which the gateway works out by itself. */
export const SEGMENTS = ['family', 'fashion', 'home', 'night-owl'] as const;

/** Out of 200 contents. */
const FOR_SETA_AND_UP = 30;
const AT_WEEKENDS = 4;
const FOR_A_SEGMENT = 8;
const FOR_NEWCOMERS = 2;
const AT_THE_PLACE_ALONE = 6;
const AT_HOURS = 6;

const SETA_RANK = 2;
/** Breakfast, the end of the working day, and over midnight. */
const HOURS = [
  { hourFrom: 7, hourTo: 10 },
  { hourFrom: 17, hourTo: 20 },
  { hourFrom: 22, hourTo: 2 },
] as const;

/** @param trait draws which of the contents have one: each independently of the others, so that some have several clauses */
export function demoTargeting(
  trait: (label: string, size: number) => ReadonlySet<number>,
): (index: number, placeId: string) => Targeting {
  const forSeta = trait('tier', FOR_SETA_AND_UP);
  const weekends = trait('weekend', AT_WEEKENDS);
  // Each segment has its share.
  const forSegment = new Map(
    [...trait('segment', FOR_A_SEGMENT)].map((index, at) => [index, SEGMENTS[at % SEGMENTS.length]]),
  );
  const forNewcomers = trait('newcomers', FOR_NEWCOMERS);
  const atPlace = trait('place alone', AT_THE_PLACE_ALONE);
  const atHours = trait('hours', AT_HOURS);
  return (index, placeId) => {
    const segments = [...[forSegment.get(index) ?? []].flat(), ...(forNewcomers.has(index) ? ['newcomer'] : [])];
    return {
      ...(forSeta.has(index) ? { minTierRank: SETA_RANK } : {}),
      ...(segments.length === 0 ? {} : { segments }),
      ...(atPlace.has(index) ? { placeIds: [placeId] } : {}),
      ...(weekends.has(index) ? { daysOfWeek: [6, 7] } : {}),
      ...(atHours.has(index) ? dice(`hours of ${index}`).pick(HOURS) : {}),
    };
  };
}

/** Segments come of profiling: whoever has not consented to it has none. */
export function demoSegments(label: string, consents: readonly Consent[]): readonly string[] {
  const isProfiled = consents.some(({ purpose, granted }) => purpose === 'PROFILING' && granted);
  const chance = dice(`segments ${label}`);
  return isProfiled ? chance.sample(SEGMENTS, chance.integer(1, 2)) : [];
}
