/** A card as the table's stream writes it. */
import type { ContentType, Locale } from '../../../schema/generated/types.ts';
import type { StreamAttribute, StreamImage } from '../../shared/lambda/stream-batch.ts';
import type { ToldCard } from '../model/audiences.ts';
import { boundPlaces } from '../model/place-cards.ts';
import { LOCALES } from '../model/publish.ts';

export interface StreamCard extends ToldCard {
  readonly id: string;
  readonly locale: Locale;
  readonly title: string;
  readonly version: number;
  readonly publishedAt: string;
  readonly visibleFrom: string | null;
  readonly visibleTo: string | null;
  /** More than a level is asked of its readers. */
  readonly isNarrow: boolean;
}

const TYPES: readonly ContentType[] = ['CARD', 'ARTICLE', 'OFFER', 'EVENT', 'GUIDE'];

function text(image: StreamImage, name: string): string {
  const value = image[name]?.S;
  if (value === undefined) throw new TypeError(`The card has no text \`${name}\`.`);
  return value;
}

function texts(attribute: unknown): readonly string[] {
  return ((attribute as StreamAttribute | undefined)?.L ?? []).flatMap((each) => each.S ?? []);
}

function integer(image: StreamImage, name: string): number {
  const value = Number(image[name]?.N);
  if (!Number.isInteger(value)) throw new TypeError(`The card has no whole number \`${name}\`.`);
  return value;
}

/** @throws TypeError for a card that lacks a field: the record goes to the failure queue and is not dropped */
export function readStreamCard(image: StreamImage): StreamCard {
  const type = TYPES.find((each) => each === image.type?.S);
  const locale = LOCALES.find((each) => each === image.locale?.S);
  if (type === undefined || locale === undefined) {
    throw new TypeError(`The card is of type ${image.type?.S ?? 'null'} in ${image.locale?.S ?? 'null'}.`);
  }
  const places = texts(image.places);
  const targeting = image.targeting?.M ?? {};
  return {
    id: text(image, 'id'),
    type,
    locale,
    title: text(image, 'title'),
    version: integer(image, 'version'),
    publishedAt: text(image, 'publishedAt'),
    minTierRank: integer(image, 'minTierRank'),
    visibleFrom: image.visibleFrom?.S ?? null,
    visibleTo: image.visibleTo?.S ?? null,
    opensAt: image.opensAt?.S ?? null,
    boundPlaces: boundPlaces({ places, targeting: { placeIds: texts(targeting.placeIds) } }),
    isNarrow: Object.keys(targeting).some((clause) => clause !== 'minTierRank'),
    // It is in the feed of its type.
    isPublic: image.gsi1pk !== undefined,
  };
}
