/** What editors write, and what readers get: two things, so that a draft cannot be read by accident (invariants I11, I12). */
import type { Content, ContentCard, ContentStatus, ContentType, Locale } from '../../../schema/generated/types.ts';

export type { ContentStatus } from '../../../schema/generated/types.ts';

/** Who may see it: every present clause must hold; an empty object is everybody. */
export interface Targeting {
  readonly minTierRank?: number;
  readonly segments?: readonly string[];
  readonly placeIds?: readonly string[];
  /** 1 is Monday, 7 is Sunday. */
  readonly daysOfWeek?: readonly number[];
  readonly hourFrom?: number;
  readonly hourTo?: number;
}

/** Other words for a share of the readers; an absent one stays as it is. */
export interface VariantText {
  readonly locale: Locale;
  readonly title?: string;
  readonly summary?: string;
  readonly image?: string;
}

export interface Experiment {
  /** Readers are drawn anew when it changes. */
  readonly key: string;
  readonly variants: readonly {
    readonly key: string;
    /** Per cent of readers. */
    readonly share: number;
    readonly texts: readonly VariantText[];
  }[];
}

/** What a version says of itself besides its texts. Never changed once written. */
export interface VersionSettings {
  readonly type: ContentType;
  readonly slug: string;
  readonly tags: readonly string[];
  /** At most five. */
  readonly relatedIds: readonly string[];
  /** What it is about; who may see it there is `targeting`. */
  readonly placeIds: readonly string[];
  readonly targeting: Targeting;
  readonly priority: number;
  readonly visibleFrom: string | null;
  readonly visibleTo: string | null;
  readonly experiment: Experiment | null;
}

/** The texts of one version in one language. Never changed once written. */
export interface VersionText {
  readonly locale: Locale;
  readonly title: string;
  readonly summary: string | null;
  readonly body: string | null;
  readonly image: string | null;
}

/** All of one version. */
export interface ContentVersion {
  readonly contentId: string;
  /** From 1 on, without gaps. */
  readonly version: number;
  readonly settings: VersionSettings;
  readonly texts: readonly VersionText[];
  readonly author: string;
  readonly createdAt: string;
}

/** Where a content stands: the one thing about it that changes. */
export interface ContentHead {
  readonly id: string;
  readonly status: ContentStatus;
  /** Number of the newest version. */
  readonly head: number;
  /** Those of the newest version. */
  readonly settings: VersionSettings;
  readonly locales: readonly Locale[];
  /** The one version that readers see, or null. */
  readonly publishedVersion: number | null;
  readonly publishedAt: string | null;
  /** When the clock publishes it; only while SCHEDULED. */
  readonly scheduledAt: string | null;
  /** When the clock takes it back, the earlier of its window's end and `expiresAt`; only while PUBLISHED. */
  readonly unpublishAt: string | null;
  /** When it ends because an editor said so: of the content, not of a version, until it is taken back or the expiry is cancelled. */
  readonly expiresAt: string | null;
  /** When its window begins and subscribers are told of it; null once they were. */
  readonly opensAt: string | null;
  /** Slugs that readers have seen: they lead here for good. */
  readonly publishedSlugs: readonly string[];
  /** Counts every change: whoever read an older number has to read again. */
  readonly revision: number;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

/** A variant in one language, ready to be chosen. */
export interface DocumentVariant {
  readonly key: string;
  /** Buckets below this number, and not below the variant before, are its readers. */
  readonly upTo: number;
  readonly title?: string;
  readonly summary?: string;
  readonly image?: string;
}

/** What decides, at the moment of reading, who gets which text. */
export interface ReadingRules {
  readonly visibleFrom: string | null;
  readonly visibleTo: string | null;
  readonly targeting: Targeting;
  readonly experiment: string | null;
  readonly variants: readonly DocumentVariant[];
}

/** One content in one language, ready to be handed out: nothing is left to look up. */
export interface PublishedDocument extends Omit<Content, 'variant' | 'related'>, ReadingRules {
  readonly priority: number;
  readonly related: readonly RelatedCard[];
  /** Whose cards are embedded when they are published and open to everybody. */
  readonly relatedIds: readonly string[];
}

/** A card within another document: always open to everybody, so only its window is left to look at. */
export interface RelatedCard extends Omit<ContentCard, 'variant'> {
  readonly visibleFrom: string | null;
  readonly visibleTo: string | null;
}

/** A card with what lists need besides what they show. */
export interface FeedCard extends Omit<ContentCard, 'variant'>, ReadingRules {
  readonly version: number;
  readonly places: readonly string[];
}

/** The newest cards of a feed, as one document. */
export interface FeedPage {
  readonly type: ContentType;
  readonly locale: Locale;
  readonly cards: readonly FeedCard[];
  /** True when the index holds older cards. */
  readonly hasMore: boolean;
}
