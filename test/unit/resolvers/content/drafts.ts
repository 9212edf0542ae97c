import type {
  ContentHead,
  ContentVersion,
  PublishedDocument,
  VersionSettings,
  VersionText,
} from '../../../../resolvers/content/model/content.ts';
import type { ContentState } from '../../../../resolvers/content/model/decision.ts';

export const AT = '2026-11-01T08:00:00.000Z';

export function aText(overrides: Partial<VersionText> = {}): VersionText {
  return { locale: 'it', title: 'Lana', summary: 'Calda', body: '# Lana', image: null, ...overrides };
}

export function settings(overrides: Partial<VersionSettings> = {}): VersionSettings {
  return {
    type: 'CARD',
    slug: 'lana',
    tags: ['lana'],
    relatedIds: [],
    placeIds: [],
    targeting: {},
    priority: 0,
    visibleFrom: null,
    visibleTo: null,
    experiment: null,
    ...overrides,
  };
}

export function aVersion(overrides: Partial<ContentVersion> = {}): ContentVersion {
  return {
    contentId: 'cnt_1',
    version: 1,
    settings: settings(),
    texts: [aText()],
    author: 'redazione',
    createdAt: '2026-10-01T08:00:00.000Z',
    ...overrides,
  };
}

export function aHead(overrides: Partial<ContentHead> = {}): ContentHead {
  return {
    id: 'cnt_1',
    status: 'DRAFT',
    head: 1,
    settings: settings(),
    locales: ['it'],
    publishedVersion: null,
    publishedAt: null,
    scheduledAt: null,
    unpublishAt: null,
    expiresAt: null,
    opensAt: null,
    publishedSlugs: [],
    revision: 1,
    updatedAt: '2026-10-01T08:00:00.000Z',
    updatedBy: 'redazione',
    ...overrides,
  };
}

export function aState(head: Partial<ContentHead> = {}, newest: Partial<ContentVersion> = {}): ContentState {
  const whole = aHead(head);
  const version = aVersion({ version: whole.head, settings: whole.settings, ...newest });
  const { publishedVersion, publishedAt, unpublishAt, opensAt } = whole;
  const shown =
    publishedVersion === null || publishedAt === null
      ? null
      : { version: { ...version, version: publishedVersion }, publishedAt, unpublishAt, opensAt };
  return { head: whole, newest: version, shown };
}

export const aPublishedHead = (overrides: Partial<ContentHead> = {}): Partial<ContentHead> => ({
  status: 'PUBLISHED',
  publishedVersion: 1,
  publishedAt: AT,
  publishedSlugs: ['lana'],
  ...overrides,
});

export function aDocument(overrides: Partial<PublishedDocument> = {}): PublishedDocument {
  return {
    id: 'cnt_1',
    type: 'CARD',
    slug: 'lana',
    title: 'Lana',
    summary: null,
    body: '# Lana',
    image: null,
    tags: [],
    requestedLocale: 'it',
    resolvedLocale: 'it',
    version: 1,
    visibleFrom: null,
    visibleTo: null,
    publishedAt: AT,
    related: [],
    relatedIds: [],
    places: [],
    priority: 0,
    targeting: {},
    experiment: null,
    variants: [],
    ...overrides,
  };
}
