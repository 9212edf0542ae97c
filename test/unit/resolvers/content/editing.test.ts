/** What editors read: all that a save takes, every version that was saved, and a version as readers would get it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type {
  Content,
  ContentVersionConnection,
  Locale,
  SaveContentInput,
} from '../../../../schema/generated/types.ts';
import type { ContentVersion } from '../../../../resolvers/content/model/content.ts';
import { toContentDraft } from '../../../../resolvers/content/model/draft.ts';
import { toFeedCard } from '../../../../resolvers/content/model/publish.ts';
import { settingsOf } from '../../../../resolvers/content/model/settings.ts';
import { publishedItems, versionItems, type Item } from '../../../../resolvers/content/store/items.ts';
import { fieldResolver } from '../../../support/evaluate-resolver.ts';
import type { Expression } from '../shared/documents.ts';
import { aDocument, aHead, aText, aVersion, settings } from './drafts.ts';

interface Request {
  readonly operation: string;
  readonly query: Expression;
  readonly limit: number;
  readonly scanIndexForward: boolean;
}

/** Answers the backward Query of one partition as DynamoDB would. */
function read(items: readonly Item[], { query, limit }: Request): { readonly items: readonly Item[] } {
  const values = Object.entries(query.expressionValues).map(([name, value]) => [name, value.S] as const);
  const valueOf = (part: string): string => values.find(([name]) => name.includes(part))?.[1] ?? '';
  const from = valueOf('beginsWith') || valueOf('between_start');
  const to = valueOf('between_end') || `${from}~`;
  const found = items.filter(({ pk, sk }) => pk === valueOf('pk_eq') && sk >= from && sk <= to);
  return { items: [...found].sort((a, b) => (a.sk < b.sk ? 1 : -1)).slice(0, limit) };
}

describe('a draft that is read and saved again', () => {
  const text = fc.constantFrom('uno', 'due', 'tre');
  const texts = fc.array(
    fc.record(
      { locale: fc.constantFrom<Locale>('it', 'en'), title: text, summary: text },
      { requiredKeys: ['locale'] },
    ),
    { maxLength: 2 },
  );
  const anInput: fc.Arbitrary<SaveContentInput> = fc.record({
    idempotencyKey: fc.constant('key-000001'),
    type: fc.constantFrom('CARD' as const, 'OFFER' as const),
    slug: text,
    translations: fc.constant([{ locale: 'it' as const, title: 'Lana' }]),
    tags: fc.uniqueArray(text),
    relatedIds: fc.uniqueArray(text),
    placeIds: fc.uniqueArray(text),
    priority: fc.integer({ min: 0, max: 9 }),
    visibleFrom: fc.option(fc.constant('2026-11-01T08:00:00+01:00')),
    visibleTo: fc.option(fc.constant('2026-12-01T08:00:00Z')),
    targeting: fc.option(
      fc.record(
        {
          minTierRank: fc.integer({ min: 0, max: 3 }),
          segments: fc.uniqueArray(text),
          placeIds: fc.uniqueArray(text),
          daysOfWeek: fc.uniqueArray(fc.integer({ min: 1, max: 7 })),
          hourFrom: fc.integer({ min: 0, max: 23 }),
          hourTo: fc.integer({ min: 1, max: 24 }),
        },
        { requiredKeys: [] },
      ),
    ),
    experiment: fc.option(
      fc.record({ key: text, variants: fc.array(fc.record({ key: text, share: fc.constant(30), texts })) }),
    ),
  });

  it('keeps every setting', () => {
    fc.assert(
      fc.property(anInput, (input) => {
        const saved = settingsOf(input);
        const draft = toContentDraft(aHead({ settings: saved }));
        const { type, slug, tags, relatedIds, placeIds, targeting, priority, visibleFrom, visibleTo, experiment } =
          draft;
        const { idempotencyKey, translations } = input;
        const settingsRead = { type, slug, tags, relatedIds, placeIds, targeting, priority, visibleFrom, visibleTo };

        expect(settingsOf({ idempotencyKey, translations, ...settingsRead, experiment })).toEqual(saved);
      }),
      { numRuns: 500 },
    );
  });
});

describe('ContentDraft.versions', () => {
  const field = fieldResolver<ContentVersionConnection>('content/js/ContentDraft.versions');
  const ctx = (args: object, rest: object = {}) => ({ args, source: { id: 'cnt_1' }, ...rest });
  const saved = (count: number): readonly ContentVersion[] =>
    Array.from({ length: count }, (_, index) =>
      aVersion({
        version: index + 1,
        author: `editor-${index % 3}`,
        createdAt: new Date(Date.UTC(2026, 9, 1, index)).toISOString(),
        settings: settings({ priority: index % 10 }),
        texts:
          index % 2 === 0 ? [aText()] : [aText({ locale: 'en', title: 'Wool' }), aText({ title: `Lana ${index}` })],
      }),
    );
  const page = (items: readonly Item[], args: object): ContentVersionConnection => {
    const request = field.request(ctx(args)) as Request;
    expect([request.operation, request.scanIndexForward]).toEqual(['Query', false]);
    return field.response(ctx(args, { result: read(items, request) }));
  };

  it('lists who saved what and when, in one Query, with the settings to compare', () => {
    const { nodes, pageInfo } = page(saved(2).flatMap(versionItems), {});

    expect(nodes).toMatchObject([
      { version: 2, author: 'editor-1', createdAt: '2026-10-01T01:00:00.000Z', title: 'Lana 1', priority: 1 },
      { version: 1, author: 'editor-0', createdAt: '2026-10-01T00:00:00.000Z', title: 'Lana', priority: 0 },
    ]);
    expect(nodes.map(({ locales }) => [...locales].sort())).toEqual([['en', 'it'], ['it']]);
    expect(pageInfo).toEqual({ hasNextPage: false, endCursor: null });
  });

  it.each([1, 2, 7, 20])('pages through all of them once, newest first, %i at a time', (first) => {
    const items = saved(23).flatMap(versionItems);
    const seen: number[] = [];
    let after: string | null = null;
    do {
      const { nodes, pageInfo }: ContentVersionConnection = page(items, { first, after });
      expect(nodes.length).toBeLessThanOrEqual(first);
      seen.push(...nodes.map(({ version }) => version));
      after = pageInfo.endCursor;
    } while (after !== null && seen.length < 50);

    expect(seen).toEqual(Array.from({ length: 23 }, (_, index) => 23 - index));
  });

  it('shows no version in part when DynamoDB ends a page within one, and goes on with it', () => {
    const items = saved(5).flatMap(versionItems);
    const request = field.request(ctx({})) as Request;
    const cut = read(items, { ...request, limit: 4 });
    const { nodes, pageInfo } = field.response(ctx({}, { result: cut }));

    expect(nodes.map(({ version }) => version)).toEqual([5]);
    expect(page(items, { after: pageInfo.endCursor }).nodes.map(({ version }) => version)).toEqual([4, 3, 2, 1]);
  });

  it.each([{ first: 0 }, { first: 21 }, { after: 'x' }, { after: Buffer.from('HEAD').toString('base64') }])(
    'refuses %j',
    (args) => {
      expect(() => field.request(ctx(args))).toThrow(expect.objectContaining({ errorType: 'BadRequest' }));
    },
  );
});

describe('Query.contentPreview', () => {
  const version = fieldResolver('content/js/steps/version');
  const related = fieldResolver('content/js/steps/relatedCards');
  const preview = fieldResolver<Content | null>('content/js/Query.contentPreview');
  const env = { CONTENT_TABLE: 'Content' };
  const experiment = {
    key: 'opening',
    variants: [{ key: 'calda', share: 50, texts: [{ locale: 'it' as const, title: 'Calda lana' }] }],
  };
  const cards = [aDocument({ id: 'a' }), aDocument({ id: 'b', targeting: { minTierRank: 1 } })].map(
    (document) => publishedItems(document).find(({ sk }) => sk === 'CARD') ?? null,
  );
  function previewOf(args: object, newest: Partial<ContentVersion> = {}): Content | null {
    const items = versionItems(aVersion(newest));
    const request = version.request({ args: { id: 'cnt_1', ...args } }) as Request;
    const document = version.response({ args, result: read(items, request) });
    const found = { data: { Content: [...cards, null] } };
    return preview.response({
      args,
      prev: { result: related.response({ env, prev: { result: document }, result: found }) },
    });
  }

  it('embeds the cards that publishing would embed', () => {
    const embedded = previewOf({}, { settings: settings({ relatedIds: ['b', 'gone', 'a'] }) })?.related;

    expect(embedded?.map(({ id }) => id)).toEqual(['a']);
    expect(toFeedCard(aDocument({ id: 'a' }))).toMatchObject({ title: embedded?.[0]?.title });
  });

  it('reads the cards in one BatchGetItem, and none when there are none to read', () => {
    const request = (relatedIds: readonly string[]) =>
      related.request({ env, prev: { result: aDocument({ relatedIds }) } });

    expect(request(['a'])).toMatchObject({
      operation: 'BatchGetItem',
      tables: { Content: { keys: [{ pk: { S: 'PUB#it#a#r0' }, sk: { S: 'CARD' } }] } },
    });
    expect(request([])).toEqual(aDocument());
  });

  it('shows the item as it is, and the words of a variant when asked', () => {
    const shown = (args: object) => previewOf(args, { settings: settings({ experiment }) });

    expect(shown({})).toMatchObject({ title: 'Lana', variant: 'control' });
    expect(shown({ variant: 'calda' })).toMatchObject({ title: 'Calda lana', variant: 'calda' });
    expect(previewOf({})).toMatchObject({ title: 'Lana', variant: null });
  });

  it('refuses a variant that the version does not have, and names those that it has', () => {
    expect(() => previewOf({ variant: 'fredda' }, { settings: settings({ experiment }) })).toThrow(
      '`variant` is fredda; version 1 has control, calda.',
    );
  });
});
