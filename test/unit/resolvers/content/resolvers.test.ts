import { describe, expect, it } from '@jest/globals';
import type { ContentCardConnection, QueryContentFeedArgs } from '../../../../schema/generated/types.ts';
import type { PublishedDocument } from '../../../../resolvers/content/model/content.ts';
import { feedPage, toFeedCard } from '../../../../resolvers/content/model/publish.ts';
import { feedPageItems, publishedItems, type Item } from '../../../../resolvers/content/store/items.ts';
import { fieldResolver, type MockedContext } from '../../../support/evaluate-resolver.ts';
import { aToken } from '../shared/token.ts';
import type { Expression, TextKey } from '../shared/documents.ts';
import { aDocument } from './drafts.ts';

/** The instant that items are shown at. */
const NOW = Date.parse('2026-11-23T10:00:00.000Z');
const host = { clock: { now: () => NOW } };
const content = fieldResolver('content/js/Query.content', host);
const feed = fieldResolver<ContentCardConnection>('content/js/Query.contentFeed', host);

const contentCtx = (rest: MockedContext): MockedContext => ({ args: { id: 'cnt_1' }, ...rest });
const feedCtx = (args: QueryContentFeedArgs, rest: MockedContext = {}): MockedContext => ({ args, ...rest });

interface Request {
  readonly operation: string;
  readonly key?: TextKey;
  readonly query?: Expression;
  readonly limit?: number;
}

const documents = (count: number): PublishedDocument[] =>
  Array.from({ length: count }, (_, index) =>
    // Two at each instant, so that the id has to settle the order.
    aDocument({
      id: `cnt_${String(index).padStart(4, '0')}`,
      publishedAt: new Date(Date.UTC(2026, 9, 1) + Math.floor(index / 2) * 3_600_000).toISOString(),
    }),
  );

function tableOf(published: readonly PublishedDocument[]): readonly Item[] {
  return [
    ...published.flatMap((each) => publishedItems(each)),
    ...feedPageItems(feedPage('CARD', 'it', published.map(toFeedCard))),
  ];
}

/** Answers the two operations that the field uses, as DynamoDB would. */
function read(items: readonly Item[], request: Request): unknown {
  const { key, query } = request;
  if (query === undefined) return items.find((item) => item.pk === key?.pk?.S && item.sk === key.sk?.S) ?? null;
  const feedPk = query.expressionValues[':gsi1pk_eq']?.S;
  const below = query.expressionValues[':gsi1sk_lt']?.S;
  const found = items
    .filter((item) => item.gsi1pk === feedPk && (below === undefined || String(item.gsi1sk) < below))
    .sort((a, b) => (String(a.gsi1sk) < String(b.gsi1sk) ? 1 : -1));
  return { items: found.slice(0, request.limit), nextToken: null };
}

function page(items: readonly Item[], args: QueryContentFeedArgs): ContentCardConnection {
  const request = feed.request(feedCtx(args)) as Request;
  return feed.response(feedCtx(args, { result: read(items, request) }));
}

function allPages(items: readonly Item[], first: number): string[] {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const answer: ContentCardConnection = page(items, { type: 'CARD', first, after });
    ids.push(...answer.nodes.map((card) => card.id));
    after = answer.pageInfo.endCursor;
  } while (after !== null);
  return ids;
}

describe('Query.content', () => {
  it('reads any of the four copies', () => {
    const read = Array.from({ length: 60 }, () => (content.request(contentCtx({})) as Request).key?.pk?.S);

    expect([...new Set(read)].sort()).toEqual([0, 1, 2, 3].map((replica) => `PUB#it#cnt_1#r${replica}`));
  });

  it('answers the document with null for what the item leaves out', () => {
    const {
      priority: _priority,
      targeting: _targeting,
      experiment: _experiment,
      variants: _variants,
      relatedIds: _relatedIds,
      ...shown
    } = aDocument();

    expect(content.response(contentCtx({ result: publishedItems(aDocument())[0] }))).toEqual({
      ...shown,
      variant: null,
    });
  });

  it.each([
    ['nothing is there', null],
    ['it is for some readers only', aDocument({ targeting: { minTierRank: 1 } })],
    ['its time has not come', aDocument({ visibleFrom: '2026-11-23T10:00:00.001Z' })],
    ['its time is over', aDocument({ visibleTo: '2026-11-23T10:00:00.000Z' })],
  ])('answers null when %s', (_name, result) => {
    expect(content.response(contentCtx({ result }))).toBeNull();
  });

  it('fails when the table fails', () => {
    expect(() => content.response(contentCtx({ error: { message: 'slow down', type: 'X' } }))).toThrow('slow down');
  });
});

describe('a batch that DynamoDB was too busy to read to the end', () => {
  const env = { CONTENT_TABLE: 'Content', LOYALTY_TABLE: 'Loyalty' };
  const identity = aToken({ 'custom:member_id': 'mem_1' });
  const profile = { sk: 'A#PROFILE', enrolledAt: '2025-01-01T00:00:00.000Z' };
  const key = { pk: 'k', sk: 'k' };
  const batch = (unread: 'Content' | 'Loyalty' | null) => ({
    data: { Content: [aDocument()], Loyalty: [profile, null, null] },
    unprocessedKeys: { Content: [], Loyalty: [], ...(unread === null ? {} : { [unread]: [key] }) },
  });
  const answers = {
    'Query.content': content.response,
    'steps/document': fieldResolver('content/js/steps/document', host).response,
    'steps/reader': fieldResolver('content/js/steps/reader', host).response,
    'steps/relatedCards': fieldResolver('content/js/steps/relatedCards', host).response,
  };
  const answerOf = (name: keyof typeof answers, unread: 'Content' | 'Loyalty' | null): unknown =>
    answers[name]({ env, identity, args: { id: 'cnt_1' }, prev: { result: aDocument() }, result: batch(unread) });

  it.each([
    ['Query.content', 'Content'],
    ['Query.content', 'Loyalty'],
    ['steps/document', 'Content'],
    ['steps/reader', 'Loyalty'],
    ['steps/relatedCards', 'Content'],
  ] as const)('ends %s with an error worth another try, and not with what it takes for the answer', (name, unread) => {
    expect(answerOf(name, null)).not.toBeNull();
    expect(() => answerOf(name, unread)).toThrow(
      expect.objectContaining({ errorType: 'DynamoDB:ProvisionedThroughputExceededException' }),
    );
  });
});

describe('Query.contentFeed', () => {
  it.each([1, 7, 19, 20, 21, 40, 100])('pages through everything once, newest first, %i at a time', (first) => {
    const published = documents(87);

    expect(allPages(tableOf(published), first)).toEqual(published.map((each) => each.id).reverse());
  });

  it.each([0, 1, 20, 21, 40])('ends without an empty page when there are %i', (count) => {
    const published = documents(count);

    expect(allPages(tableOf(published), 20)).toHaveLength(count);
  });

  it('goes on where it stopped when something is published meanwhile', () => {
    const first = page(tableOf(documents(50)), { type: 'CARD' });
    const now = tableOf([...documents(50), aDocument({ id: 'cnt_new', publishedAt: '2026-11-20T08:00:00.000Z' })]);
    const second = page(now, { type: 'CARD', after: first.pageInfo.endCursor });

    expect([...first.nodes, ...second.nodes].map((card) => card.id)).toEqual(
      documents(50)
        .map((each) => each.id)
        .reverse()
        .slice(0, 40),
    );
  });

  it('reads the materialised page while it suffices, and the index beyond', () => {
    const operation = (args: Omit<QueryContentFeedArgs, 'type'>) =>
      (feed.request(feedCtx({ type: 'CARD', ...args })) as Request).operation;

    expect([operation({}), operation({ first: 20 }), operation({ first: 21 })]).toEqual([
      'GetItem',
      'GetItem',
      'Query',
    ]);
  });

  it('shows no card outside its window, and goes on behind it', () => {
    const published = documents(30).map((each, index) =>
      index % 3 === 0 ? { ...each, visibleTo: '2026-11-01T00:00:00.000Z' } : each,
    );

    expect(allPages(tableOf(published), 10)).toHaveLength(20);
  });

  it('is empty for a feed that has no page', () => {
    expect(page([], { type: 'CARD' })).toEqual({ nodes: [], pageInfo: { endCursor: null, hasNextPage: false } });
  });

  it.each([0, -1, 101])('refuses a page of %i', (first) => {
    expect(() => feed.request(feedCtx({ type: 'CARD', first }))).toThrow('`first` is');
  });

  it.each(['x', '%%%', Buffer.from('PUB#it').toString('base64'), 'a'.repeat(300)])('refuses the cursor %s', (after) => {
    expect(() => feed.request(feedCtx({ type: 'CARD', after }))).toThrow('not a cursor');
  });

  it('fails when the table fails', () => {
    const ctx = feedCtx({ type: 'CARD' }, { error: { message: 'slow down', type: 'X' } });

    expect(() => feed.response(ctx)).toThrow('slow down');
  });
});
