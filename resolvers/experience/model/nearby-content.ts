/** What is published at a place for one member, through the one gate that every reader of content passes. */
import type { ContentCard } from '../../../schema/generated/types.ts';
import type { FeedCard } from '../../content/model/content.ts';
import { boundPlaces } from '../../content/model/place-cards.ts';
import type { Reader } from '../../content/model/targeting.ts';
import { chooseTexts } from '../../content/model/variants.ts';
import { mayRead } from '../../content/model/visibility.ts';

export const MAX_CARDS_A_PLACE = 10;

/** @param cards of the place's document, in its order: what counts most first, the newer one of two that count the same */
export function nearbyCards(
  cards: readonly FeedCard[],
  reader: Omit<Reader, 'placeId'>,
  placeId: string,
  now: { readonly instant: string; readonly ms: number },
): readonly ContentCard[] {
  return cards
    .filter((card) => boundPlaces(card).includes(placeId) && mayRead(card, { ...reader, placeId }, now.instant, now.ms))
    .slice(0, MAX_CARDS_A_PLACE)
    .map((card) => {
      const { id, type, resolvedLocale, priority, publishedAt } = card;
      return { id, type, resolvedLocale, priority, publishedAt, ...chooseTexts(card, reader.memberId) };
    });
}
