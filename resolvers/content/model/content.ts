/** What editors write, and what readers get: two things, so that a draft cannot be read by accident (invariants I11, I12). */
import type { Content, ContentCard, ContentType, Locale } from '../../../schema/generated/types.ts';

export type ContentStatus = 'DRAFT' | 'IN_REVIEW' | 'SCHEDULED' | 'PUBLISHED' | 'UNPUBLISHED' | 'ARCHIVED';

/** Who may see it: every present clause must hold; an empty object is everybody. */
export interface Targeting {
  readonly minTierRank?: number;
  readonly segments?: readonly string[];
}

export interface ContentHead {
  readonly id: string;
  readonly type: ContentType;
  readonly slug: string;
  readonly status: ContentStatus;
  /** Number of the newest version; 0 before the first. */
  readonly head: number;
  /** The one version that readers see, or null. */
  readonly publishedVersion: number | null;
  readonly scheduledAt: string | null;
  readonly tags: readonly string[];
  /** At most five. */
  readonly relatedIds: readonly string[];
  readonly placeIds: readonly string[];
  readonly targeting: Targeting;
  readonly priority: number;
  readonly visibleFrom: string | null;
  readonly visibleTo: string | null;
}

/** The texts of one version in one language. Never changed once written. */
export interface ContentVersion {
  readonly contentId: string;
  readonly version: number;
  readonly locale: Locale;
  readonly title: string;
  readonly summary: string | null;
  readonly body: string | null;
  readonly image: string | null;
  readonly author: string;
  readonly createdAt: string;
}

/** One content in one language, ready to be handed out: nothing is left to look up. */
export interface PublishedDocument extends Content {
  readonly priority: number;
  /** Not for everybody: readers without an account never get it. */
  readonly isTargeted: boolean;
}

/** A card with what the feed needs besides what it shows. */
export interface FeedCard extends ContentCard {
  readonly visibleFrom: string | null;
  readonly visibleTo: string | null;
}

/** The newest cards of a feed, as one document. */
export interface FeedPage {
  readonly type: ContentType;
  readonly locale: Locale;
  readonly cards: readonly FeedCard[];
  /** True when the index holds older cards. */
  readonly hasMore: boolean;
}
