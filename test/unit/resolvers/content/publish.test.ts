import { describe, expect, it } from '@jest/globals';
import {
  feedPage,
  publishedDocuments,
  resolveLocale,
  toFeedCard,
  withRelated,
} from '../../../../resolvers/content/model/publish.ts';
import { isVisibleAt } from '../../../../resolvers/content/model/visibility.ts';
import { feedPageItems, publishedItems } from '../../../../resolvers/content/store/items.ts';
import { aDocument, aText, aVersion, AT, settings } from './drafts.ts';

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
  const shown = { publishedAt: AT, unpublishAt: null };

  it('gives a document for each language, the missing translation already replaced', () => {
    const documents = publishedDocuments(aVersion(), shown);

    expect(documents.map((each) => [each.requestedLocale, each.resolvedLocale, each.title])).toEqual([
      ['it', 'it', 'Lana'],
      ['en', 'it', 'Lana'],
    ]);
  });

  it('leaves out a language that no step of the fallback reaches', () => {
    const documents = publishedDocuments(aVersion({ texts: [aText({ locale: 'en' })] }), shown);

    expect(documents.map((each) => each.requestedLocale)).toEqual(['en']);
  });

  it('ends with the earlier of its window and its expiry', () => {
    const [late, early] = ['2026-12-24T00:00:00.000Z', '2026-12-01T00:00:00.000Z'];
    const endOf = (visibleTo: string | null, unpublishAt: string | null) =>
      publishedDocuments(aVersion({ settings: settings({ visibleTo }) }), { publishedAt: AT, unpublishAt })[0]
        ?.visibleTo;

    expect([endOf(late, early), endOf(early, late), endOf(null, early), endOf(early, null), endOf(null, null)]).toEqual(
      [early, early, early, early, null],
    );
  });

  it('turns shares of an experiment into ranges of buckets, in the words of its language', () => {
    const texts = [{ locale: 'it', title: 'Calda lana' }] as const;
    const experiment = {
      key: 'e',
      variants: [
        { key: 'a', share: 30, texts },
        { key: 'b', share: 20, texts: [] },
      ],
    };
    const documents = publishedDocuments(
      aVersion({ settings: settings({ experiment }), texts: [aText(), aText({ locale: 'en', title: 'Wool' })] }),
      shown,
    );

    expect(documents.map((each) => each.variants)).toEqual([
      [
        { key: 'a', upTo: 30, title: 'Calda lana' },
        { key: 'b', upTo: 50 },
      ],
      [
        { key: 'a', upTo: 30 },
        { key: 'b', upTo: 50 },
      ],
    ]);
  });
});

describe('withRelated', () => {
  it('embeds at most five cards, in the order given, and only of what is open to everybody', () => {
    const ids = ['cnt_1', 'gone', 'targeted', 'a', 'b', 'c', 'd', 'e', 'f'];
    const others = ['a', 'b', 'c', 'd', 'e', 'f', 'cnt_1'].map((id) => aDocument({ id }));
    const all = [aDocument({ id: 'targeted', targeting: { minTierRank: 1 } }), ...others].map(toFeedCard);

    const { related } = withRelated(aDocument({ relatedIds: ids }), new Map(all.map((each) => [each.id, each])));

    expect(related.map((card) => card.id)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('keeps the window of a card, so that its end is seen when it is read', () => {
    const other = toFeedCard(aDocument({ id: 'a', visibleTo: '2026-12-24T00:00:00.000Z' }));

    expect(withRelated(aDocument({ relatedIds: ['a'] }), new Map([['a', other]])).related[0]?.visibleTo).toBe(
      '2026-12-24T00:00:00.000Z',
    );
  });
});

describe('feedPage', () => {
  const cards = Array.from({ length: 23 }, (_, index) =>
    toFeedCard(
      aDocument({ id: `cnt_${index}`, publishedAt: `2026-11-${String(index + 1).padStart(2, '0')}T08:00:00.000Z` }),
    ),
  );

  it('holds the newest twenty and knows that there are more', () => {
    const page = feedPage('CARD', 'it', cards);

    expect(page.cards.map((card) => card.id)).toEqual(Array.from({ length: 20 }, (_, index) => `cnt_${22 - index}`));
    expect(page.hasMore).toBe(true);
    expect(feedPage('CARD', 'it', cards.slice(3)).hasMore).toBe(false);
  });

  it('never holds what is for some readers only', () => {
    expect(feedPage('CARD', 'it', [toFeedCard(aDocument({ targeting: { minTierRank: 1 } }))]).cards).toEqual([]);
  });

  it('is written once a replica', () => {
    const items = feedPageItems(feedPage('CARD', 'it', cards));

    expect(items.map((item) => item.pk)).toEqual([0, 1, 2, 3].map((replica) => `FEED#CARD#it#r${replica}`));
  });
});

describe('publishedItems', () => {
  it('writes four copies, one small card for the indexes, and one more for each tag', () => {
    const items = publishedItems(aDocument({ tags: ['lana', 'casa'] }));

    expect(items.map((item) => `${item.pk}/${item.sk}`)).toEqual([
      ...[0, 1, 2, 3].map((replica) => `PUB#it#cnt_1#r${replica}/DOC`),
      'PUB#it#cnt_1#r0/CARD',
      'PUB#it#cnt_1#r0/TAG#lana',
      'PUB#it#cnt_1#r0/TAG#casa',
    ]);
    const position = `${AT}#cnt_1`;
    expect(items[4]).toMatchObject({ gsi1pk: 'FEED#CARD#it', gsi1sk: position, gsi2pk: 'ALL#it', gsi2sk: position });
    expect(items[5]).toMatchObject({ gsi1pk: 'TAG#lana#it', gsi1sk: position });
    expect(items.slice(4).every((item) => !('body' in item))).toBe(true);
    expect(items.slice(0, 4).every((item) => !('gsi1pk' in item))).toBe(true);
  });

  it('gives a targeted document no place in the public feed of its type', () => {
    const card = publishedItems(aDocument({ targeting: { minTierRank: 2 } }))[4];

    expect(card).toMatchObject({ gsi2pk: 'ALL#it', minTierRank: 2 });
    expect(card).not.toHaveProperty('gsi1pk');
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
