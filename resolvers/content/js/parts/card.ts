/** A card in the contract's shape: every nullable field is there. */
import type { ContentCard } from '../../../../schema/generated/types.ts';

/** An item leaves out what is null. */
export type CardDocument = Omit<ContentCard, 'summary' | 'image'> &
  Partial<ContentCard> & { readonly visibleFrom?: string | null; readonly visibleTo?: string | null };

export function toCard(doc: CardDocument): ContentCard {
  return {
    id: doc.id,
    type: doc.type,
    title: doc.title,
    summary: doc.summary ?? null,
    image: doc.image ?? null,
    resolvedLocale: doc.resolvedLocale,
    priority: doc.priority,
    publishedAt: doc.publishedAt,
  };
}
