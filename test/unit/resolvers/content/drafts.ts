import type { ContentHead, ContentVersion } from '../../../../resolvers/content/model/content.ts';
import type { PublishedDocument } from '../../../../resolvers/content/model/content.ts';

export function aHead(overrides: Partial<ContentHead> = {}): ContentHead {
  return {
    id: 'cnt_1',
    type: 'CARD',
    slug: 'lana',
    status: 'PUBLISHED',
    head: 1,
    publishedVersion: 1,
    scheduledAt: null,
    tags: ['lana'],
    relatedIds: [],
    placeIds: [],
    targeting: {},
    priority: 0,
    visibleFrom: null,
    visibleTo: null,
    ...overrides,
  };
}

export function aVersion(overrides: Partial<ContentVersion> = {}): ContentVersion {
  return {
    contentId: 'cnt_1',
    version: 1,
    locale: 'it',
    title: 'Lana',
    summary: 'Calda',
    body: '# Lana',
    image: null,
    author: 'redazione',
    createdAt: '2026-10-01T08:00:00.000Z',
    ...overrides,
  };
}

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
    publishedAt: '2026-11-01T08:00:00.000Z',
    related: [],
    places: [],
    priority: 0,
    isTargeted: false,
    ...overrides,
  };
}
