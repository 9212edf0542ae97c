/** Whom a change of a published card is told to, and who has lost it. A subscriber's level, place and type are all that is known. */
import type { ContentType } from '../../../schema/generated/types.ts';

/** Those who hear of a card: each argument of a subscription narrows to one of these. */
export interface Audience {
  readonly type: ContentType;
  readonly minTierRank: number;
  /** Everybody may read it: subscribers without an account hear of nothing else (domain 2.4). */
  readonly isPublic: boolean;
  /** Null reaches those alone who asked for no place. */
  readonly placeId: string | null;
}

export interface ToldCard extends Omit<Audience, 'placeId'> {
  /** Places that it is about, and those where alone it may be read. */
  readonly boundPlaces: readonly string[];
  /** While its window has not begun: nobody is told yet. */
  readonly opensAt: string | null;
}

/** One for each place; none for a card that is not there, or that nobody can read yet. */
export function audiencesOf(card: ToldCard | null): readonly Audience[] {
  if (card?.opensAt !== null) return [];
  const { type, minTierRank, isPublic, boundPlaces } = card;
  const places = boundPlaces.length === 0 ? [null] : boundPlaces;
  return places.map((placeId) => ({ type, minTierRank, isPublic, placeId }));
}

/** Audiences of before that nothing of what is told now reaches whole: they have to hear that the card is gone. */
export function lostAudiences(before: readonly Audience[], now: readonly Audience[]): readonly Audience[] {
  return before.filter((old) => !now.some((each) => reaches(each, old)));
}

const reaches = (told: Audience, asked: Audience): boolean =>
  told.type === asked.type &&
  told.minTierRank <= asked.minTierRank &&
  (told.isPublic || !asked.isPublic) &&
  (asked.placeId === null || told.placeId === asked.placeId);
