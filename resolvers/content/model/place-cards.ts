/** Which cards stand in the document of a place (access pattern C7). */
import type { FeedCard, Targeting } from './content.ts';

/** What readers of a place's document get to choose from: with usual cards it costs one read unit. */
export const PLACE_CARDS = 12;

/** Places that a card is about, and those where alone it may be seen. */
export const boundPlaces = (card: {
  readonly places: readonly string[];
  readonly targeting: Targeting;
}): readonly string[] => [...new Set([...card.places, ...(card.targeting.placeIds ?? [])])];

/**
 * What counts most first, the newer one of two that count the same; age alone leaves nothing out. Who may see a card is asked at
 * the moment of reading; only what nobody can see any more has no place.
 * @param now in UTC with milliseconds
 */
export function placeCards(cards: readonly FeedCard[], placeId: string, now: string): readonly FeedCard[] {
  const isNewer = (a: FeedCard, b: FeedCard): boolean =>
    a.publishedAt === b.publishedAt ? a.id > b.id : a.publishedAt > b.publishedAt;
  return cards
    .filter((card) => boundPlaces(card).includes(placeId) && (card.visibleTo === null || card.visibleTo > now))
    .sort((a, b) => b.priority - a.priority || (isNewer(a, b) ? -1 : 1))
    .slice(0, PLACE_CARDS);
}
