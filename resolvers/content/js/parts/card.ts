/** A card in the contract's shape: every nullable field is there. */
import type { ContentCard } from '../../../../schema/generated/types.ts';
import type { FeedCard } from '../../model/content.ts';
import { chooseTexts } from '../../model/variants.ts';

/** An item leaves out what is null. */
export type CardDocument = Omit<ContentCard, 'summary' | 'image' | 'variant'> & Partial<FeedCard>;

/** @param reader decides the variant: something that stays the same for one person, or null */
export function toCard(doc: CardDocument, reader: string | null): ContentCard {
  const { title, summary, image, variant } = chooseTexts(doc, reader);
  return {
    id: doc.id,
    type: doc.type,
    title,
    summary,
    image,
    resolvedLocale: doc.resolvedLocale,
    priority: doc.priority,
    publishedAt: doc.publishedAt,
    variant,
  };
}
