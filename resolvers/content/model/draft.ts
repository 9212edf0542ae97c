/** A head in the contract's type. Legal in APPSYNC_JS, where an item's absent attributes are null. */
import type { ContentDraft } from '../../../schema/generated/types.ts';
import type { ContentHead } from './content.ts';

export function toContentDraft(head: ContentHead): ContentDraft {
  const { type, slug, tags, targeting } = head.settings;
  return {
    id: head.id,
    type,
    slug,
    status: head.status,
    head: head.head,
    publishedVersion: head.publishedVersion ?? null,
    publishedAt: head.publishedAt ?? null,
    scheduledAt: head.scheduledAt ?? null,
    unpublishAt: head.unpublishAt ?? null,
    locales: head.locales,
    tags,
    targeting: {
      minTierRank: targeting.minTierRank ?? null,
      segments: targeting.segments ?? null,
      placeIds: targeting.placeIds ?? null,
      daysOfWeek: targeting.daysOfWeek ?? null,
      hourFrom: targeting.hourFrom ?? null,
      hourTo: targeting.hourTo ?? null,
    },
    updatedAt: head.updatedAt,
    updatedBy: head.updatedBy,
  };
}
