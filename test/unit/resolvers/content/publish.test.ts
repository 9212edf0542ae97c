import { describe, expect, it } from '@jest/globals';
import {
  feedPage,
  publishedDocuments,
  resolveLocale,
  withRelated,
} from '../../../../resolvers/content/model/publish.ts';
import { isVisibleAt } from '../../../../resolvers/content/model/visibility.ts';
import { feedPageItems, publishedItems } from '../../../../resolvers/content/store/items.ts';
import { aDocument, aHead, aVersion } from './drafts.ts';

const AT = '2026-11-01T08:00:00.000Z';

describe('resolveLocale', () => {
  it.each([
    { available: ['it', 'en'] as const, requested: 'en', expected: 'en' },
    { available: ['it', 'en'] as const, requested: 'en-GB', expected: 'en' },
    { available: ['it'] as const, requested: 'en', expected: 'it' },
    { available: ['en'] as const, requested: 'it', expected: null },
    { available: [] as const, requested: 'it', expected: null },
  ])('gives $expected for $requested out of $available', ({ available, requested, expected }) => {
    expect(resolveLocale(available, requested)).toBe(expected);
  });
});

describe('publishedDocuments', () => {
  it('gives a document for each language, the missing translation already replaced', () => {
    const documents = publishedDocuments(aHead(), [aVersion()], AT);

    expect(documents.map((each) => [each.requestedLocale, each.resolvedLocale, each.title])).toEqual([
      ['it', 'it', 'Lana'],
      ['en', 'it', 'Lana'],
    ]);
  });

  it('takes the texts of the published version alone', () => {
    const head = aHead({ head: 2, publishedVersion: 1 });
    const versions = [aVersion(), aVersion({ version: 2, title: 'Draft' }), aVersion({ locale: 'en', title: 'Wool' })];

    expect(publishedDocuments(head, versions, AT).map((each) => each.title)).toEqual(['Lana', 'Wool']);
  });

  it('leaves out a language that no step of the fallback reaches', () => {
    const documents = publishedDocuments(aHead(), [aVersion({ locale: 'en' })], AT);

    expect(documents.map((each) => each.requestedLocale)).toEqual(['en']);
  });

  it.each(['DRAFT', 'IN_REVIEW', 'SCHEDULED', 'UNPUBLISHED', 'ARCHIVED'] as const)('gives nothing for %s', (status) => {
    expect(publishedDocuments(aHead({ status }), [aVersion()], AT)).toEqual([]);
  });

  it.each([
    [{}, false],
    [{ minTierRank: 0, segments: [] }, false],
    [{ minTierRank: 2 }, true],
    [{ segments: ['new'] }, true],
  ])('marks the targeting %j as targeted: %s', (targeting, expected) => {
    expect(publishedDocuments(aHead({ targeting }), [aVersion()], AT)[0]?.isTargeted).toBe(expected);
  });
});

describe('withRelated', () => {
  it('embeds at most five cards, and only of what everybody may always see', () => {
    const others = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => aDocument({ id }));
    const hidden = [
      aDocument({ id: 'targeted', isTargeted: true }),
      aDocument({ id: 'timed', visibleTo: '2026-12-24T00:00:00.000Z' }),
    ];
    const all = new Map([...hidden, ...others, aDocument()].map((each) => [each.id, each]));

    const { related } = withRelated(
      aDocument(),
      ['cnt_1', 'gone', 'targeted', 'timed', 'a', 'b', 'c', 'd', 'e', 'f'],
      all,
    );

    expect(related.map((card) => card.id)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

describe('feedPage', () => {
  const documents = Array.from({ length: 23 }, (_, index) =>
    aDocument({ id: `cnt_${index}`, publishedAt: `2026-11-${String(index + 1).padStart(2, '0')}T08:00:00.000Z` }),
  );

  it('holds the newest twenty and knows that there are more', () => {
    const page = feedPage('CARD', 'it', documents);

    expect(page.cards.map((card) => card.id)).toEqual(Array.from({ length: 20 }, (_, index) => `cnt_${22 - index}`));
    expect(page.hasMore).toBe(true);
    expect(feedPage('CARD', 'it', documents.slice(3)).hasMore).toBe(false);
  });

  it('never holds what is for some readers only', () => {
    expect(feedPage('CARD', 'it', [aDocument({ isTargeted: true })]).cards).toEqual([]);
  });

  it('is written once a replica', () => {
    const items = feedPageItems(feedPage('CARD', 'it', documents));

    expect(items.map((item) => item.pk)).toEqual([0, 1, 2, 3].map((replica) => `FEED#CARD#it#r${replica}`));
  });
});

describe('publishedItems', () => {
  it('writes four copies and one small card for the index', () => {
    const items = publishedItems(aDocument());

    expect(items.map((item) => `${item.pk}/${item.sk}`)).toEqual([
      ...[0, 1, 2, 3].map((replica) => `PUB#it#cnt_1#r${replica}/DOC`),
      'PUB#it#cnt_1#r0/CARD',
    ]);
    expect(items[4]).toMatchObject({ gsi1pk: 'FEED#CARD#it', gsi1sk: '2026-11-01T08:00:00.000Z#cnt_1' });
    expect(items[4]).not.toHaveProperty('body');
    expect(items.slice(0, 4).every((item) => !('gsi1pk' in item))).toBe(true);
  });

  it('gives a targeted document no place in the public feed', () => {
    expect(publishedItems(aDocument({ isTargeted: true })).some((item) => 'gsi1pk' in item)).toBe(false);
  });
});

describe('isVisibleAt', () => {
  const window = { visibleFrom: '2026-11-01T00:00:00.000Z', visibleTo: '2026-12-01T00:00:00.000Z' };

  it.each([
    ['2026-10-31T23:59:59.999Z', false],
    ['2026-11-01T00:00:00.000Z', true],
    ['2026-11-30T23:59:59.999Z', true],
    ['2026-12-01T00:00:00.000Z', false],
  ])('at %s is %s', (now, expected) => {
    expect(isVisibleAt(window, now)).toBe(expected);
  });

  it('is always true without a window', () => {
    expect(isVisibleAt({}, '1970-01-01T00:00:00.000Z')).toBe(true);
  });
});
