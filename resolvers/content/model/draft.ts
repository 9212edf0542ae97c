/** A head, and a version, in the contract's types. Legal in APPSYNC_JS, where an item's absent attributes are null. */
import type { ContentDraft, ContentVersion as VersionView, Locale } from '../../../schema/generated/types.ts';
import type { ContentHead, ContentVersion, Experiment, VersionSettings } from './content.ts';
import { DEFAULT_LOCALE } from './publish.ts';

/** What the head says; the list of versions has a resolver of its own. */
export type DraftFields = Omit<ContentDraft, 'versions'>;

export function toContentDraft(head: ContentHead): DraftFields {
  return {
    ...settingsView(head.settings),
    id: head.id,
    status: head.status,
    head: head.head,
    publishedVersion: head.publishedVersion ?? null,
    publishedAt: head.publishedAt ?? null,
    scheduledAt: head.scheduledAt ?? null,
    unpublishAt: head.unpublishAt ?? null,
    locales: head.locales,
    updatedAt: head.updatedAt,
    updatedBy: head.updatedBy,
  };
}

type Signed = Pick<ContentVersion, 'version' | 'author' | 'createdAt' | 'settings'>;
type Titled = { readonly locale: Locale; readonly title: string };

/** @param texts of this version, in whatever order; at least one */
export function toVersionView({ version, author, createdAt, settings }: Signed, texts: readonly Titled[]): VersionView {
  const shown = texts.find((each) => each.locale === DEFAULT_LOCALE) ?? texts[0];
  return {
    ...settingsView(settings),
    version,
    author,
    createdAt,
    title: shown?.title ?? '',
    locales: texts.map((each) => each.locale),
  };
}

/** Every setting, so that what is read can be saved again as it is. */
export function settingsView(settings: VersionSettings) {
  const { type, slug, tags, relatedIds, placeIds, targeting, priority } = settings;
  return {
    type,
    slug,
    tags,
    relatedIds,
    placeIds,
    targeting: {
      minTierRank: targeting.minTierRank ?? null,
      segments: targeting.segments ?? null,
      placeIds: targeting.placeIds ?? null,
      daysOfWeek: targeting.daysOfWeek ?? null,
      hourFrom: targeting.hourFrom ?? null,
      hourTo: targeting.hourTo ?? null,
    },
    priority,
    visibleFrom: settings.visibleFrom ?? null,
    visibleTo: settings.visibleTo ?? null,
    experiment: settings.experiment ? experimentView(settings.experiment) : null,
  };
}

const experimentView = ({ key, variants }: Experiment) => ({
  key,
  variants: variants.map((variant) => ({
    key: variant.key,
    share: variant.share,
    texts: variant.texts.map(({ locale, title, summary, image }) => ({
      locale,
      title: title ?? null,
      summary: summary ?? null,
      image: image ?? null,
    })),
  })),
});
