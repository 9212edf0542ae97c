/**
 * One page of a feed, newest first, in one call: the materialised page when it suffices (C3), else a Query on the index (C4).
 *
 * Both end with the same kind of cursor, the sort key of the last card that was read. So the index goes on exactly where the
 * materialised page ended, also when something was published in between.
 */
import { util, type Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { ContentCardConnection, QueryContentFeedArgs } from '../../../schema/generated/types.ts';
import { badRequest, failOnError } from '../../shared/js/failures.ts';
import { pageSize } from '../../shared/js/read-page.ts';
import { FEED_INDEX, feedPagePk, feedPk, feedSk, PAGE_SK, replicaOf } from '../model/keys.ts';
import { isVisibleAt } from '../model/visibility.ts';
import { toCard, type CardDocument } from './parts/card.ts';

type TableKey = { pk: string; sk: string };
type IndexKey = { gsi1pk: string; gsi1sk: string };
type MaterialisedPage = { readonly cards: CardDocument[]; readonly hasMore: boolean };
type IndexPage = { readonly items?: CardDocument[] | null };

/** As many as publishing puts into the page. */
const MATERIALISED_CARDS = 20;

const BASE64 = '^[A-Za-z0-9+/]{1,200}={0,2}$';
const POSITION = '^[0-9T:.Z-]{24}#[A-Za-z0-9_-]{1,64}$';

function isServedByPage(args: QueryContentFeedArgs): boolean {
  return !args.after && pageSize(args) <= MATERIALISED_CARDS;
}

function positionOf(cursor: string): string {
  const position = util.matches(BASE64, cursor) ? util.base64Decode(cursor) : '';
  if (!util.matches(POSITION, position)) {
    badRequest('`after` is not a cursor of this field; pass the `endCursor` of the page before.');
  }
  return position;
}

export function request(ctx: Context<QueryContentFeedArgs>) {
  const { type, after } = ctx.args;
  const locale = ctx.args.locale ?? 'it';
  if (isServedByPage(ctx.args)) {
    return ddb.get<TableKey>({ key: { pk: feedPagePk(type, locale, replicaOf(Math.random())), sk: PAGE_SK } });
  }
  // One more than asked for tells whether a next page exists.
  const page = { index: FEED_INDEX, scanIndexForward: false, limit: pageSize(ctx.args) + 1 };
  const gsi1pk = { eq: feedPk(type, locale) };
  if (!after) {
    return ddb.query<IndexKey>({ ...page, query: { gsi1pk } });
  }
  return ddb.query<IndexKey>({ ...page, query: { gsi1pk, gsi1sk: { lt: positionOf(after) } } });
}

export function response(ctx: Context<QueryContentFeedArgs>): ContentCardConnection {
  failOnError(ctx);
  const first = pageSize(ctx.args);
  const page: (Partial<MaterialisedPage> & IndexPage) | null = ctx.result;
  const found = page?.cards ?? page?.items ?? [];
  const cards = found.slice(0, first);
  const last = cards[cards.length - 1];
  const hasNextPage = found.length > first || page?.hasMore === true;
  const now = util.time.nowISO8601();
  return {
    // The cursor counts what was read: a card outside its window leaves a shorter page, never a gap.
    nodes: cards.filter((card) => isVisibleAt(card, now)).map((card) => toCard(card)),
    pageInfo: {
      hasNextPage,
      endCursor: hasNextPage && last ? util.base64Encode(feedSk(last.publishedAt, last.id)) : null,
    },
  };
}
