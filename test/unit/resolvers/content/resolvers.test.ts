import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Context } from '@aws-appsync/utils';
import type {
  ContentCardConnection,
  QueryContentArgs,
  QueryContentFeedArgs,
} from '../../../../schema/generated/types.ts';
import type * as ContentField from '../../../../resolvers/content/js/Query.content.ts';
import type * as FeedField from '../../../../resolvers/content/js/Query.contentFeed.ts';
import type { PublishedDocument } from '../../../../resolvers/content/model/content.ts';
import { feedPage } from '../../../../resolvers/content/model/publish.ts';
import { feedPageItems, publishedItems, type Item } from '../../../../resolvers/content/store/items.ts';
import { aDocument } from './drafts.ts';

jest.mock('@aws-appsync/utils', () => jest.requireActual('../proximity/appsync-double.ts'));
jest.mock('@aws-appsync/utils/dynamodb', () => jest.requireActual('../proximity/appsync-double.ts'));

// The modules are read after the doubles are in place: npm has only their typings.
let content: typeof ContentField;
let feed: typeof FeedField;
beforeAll(async () => {
  content = await import('../../../../resolvers/content/js/Query.content.ts');
  feed = await import('../../../../resolvers/content/js/Query.contentFeed.ts');
});

const contentCtx = (rest: object) => ({ args: { id: 'cnt_1' }, ...rest }) as unknown as Context<QueryContentArgs>;
const feedCtx = (args: QueryContentFeedArgs, rest: object = {}) =>
  ({ args, ...rest }) as unknown as Context<QueryContentFeedArgs>;

interface Request {
  readonly operation: string;
  readonly key?: { readonly pk: string; readonly sk: string };
  readonly query?: { readonly gsi1pk: { readonly eq: string }; readonly gsi1sk?: { readonly lt: string } };
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
  return [...published.flatMap(publishedItems), ...feedPageItems(feedPage('CARD', 'it', published))];
}

/** Answers the two operations that the field uses, as DynamoDB would. */
function read(items: readonly Item[], request: Request): unknown {
  const { key, query } = request;
  if (query === undefined) return items.find((item) => item.pk === key?.pk && item.sk === key.sk) ?? null;
  const below = query.gsi1sk?.lt;
  const found = items
    .filter((item) => item.gsi1pk === query.gsi1pk.eq && (below === undefined || String(item.gsi1sk) < below))
    .sort((a, b) => (String(a.gsi1sk) < String(b.gsi1sk) ? 1 : -1));
  return { items: found.slice(0, request.limit), nextToken: null };
}

function page(items: readonly Item[], args: QueryContentFeedArgs): ContentCardConnection {
  const request = feed.request(feedCtx(args)) as unknown as Request;
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
    const read = Array.from({ length: 60 }, () => (content.request(contentCtx({})) as unknown as Request).key?.pk);

    expect([...new Set(read)].sort()).toEqual([0, 1, 2, 3].map((replica) => `PUB#it#cnt_1#r${replica}`));
  });

  it('answers the document with null for what the item leaves out', () => {
    const { priority: _priority, isTargeted: _isTargeted, ...shown } = aDocument();

    expect(content.response(contentCtx({ result: publishedItems(aDocument())[0] }))).toEqual(shown);
  });

  it.each([
    ['nothing is there', null],
    ['it is for some readers only', aDocument({ isTargeted: true })],
    ['its time has not come', aDocument({ visibleFrom: '2026-11-23T10:00:00.001Z' })],
    ['its time is over', aDocument({ visibleTo: '2026-11-23T10:00:00.000Z' })],
  ])('answers null when %s', (_name, result) => {
    expect(content.response(contentCtx({ result }))).toBeNull();
  });

  it('fails when the table fails', () => {
    expect(() => content.response(contentCtx({ error: { message: 'slow down', type: 'X' } }))).toThrow('slow down');
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
      (feed.request(feedCtx({ type: 'CARD', ...args })) as unknown as Request).operation;

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
