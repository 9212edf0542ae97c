/**
 * One page of what is open to everybody, newest first, in one call: the materialised page of a type when it suffices (C3), else a
 * Query on an index (C4): by type, by tag, or over all.
 */
import { util, type Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { ContentCardConnection, QueryContentFeedArgs } from '../../../schema/generated/types.ts';
import { claim } from '../../shared/js/claims.ts';
import { badRequest, failOnError } from '../../shared/js/failures.ts';
import { pageSize } from '../../shared/js/read-page.ts';
import { ALL_INDEX, allPk, FEED_INDEX, feedPagePk, feedPk, PAGE_SK, replicaOf, tagPk } from '../model/keys.ts';
import { EVERYBODY } from '../model/targeting.ts';
import { mayRead } from '../model/visibility.ts';
import { toCard, type CardDocument } from './parts/card.ts';
import { cursorBehind, positionOf } from './parts/position.ts';
import type { AllIndexKey, FeedIndexKey, TableKey } from './parts/table-key.ts';
import { nowInstant } from '../../shared/js/instants.ts';

type MaterialisedPage = { readonly cards: CardDocument[]; readonly hasMore: boolean };
type IndexPage = { readonly items?: CardDocument[] | null };

/** As many as publishing puts into the page. */
const MATERIALISED_CARDS = 20;

const TAG = '^[a-z0-9][a-z0-9-]{0,31}$';

export function request(ctx: Context<QueryContentFeedArgs>) {
  const { type, tag, after } = ctx.args;
  const locale = ctx.args.locale ?? 'it';
  const first = pageSize(ctx.args);
  if (type && !tag && !after && first <= MATERIALISED_CARDS) {
    return ddb.get<TableKey>({ key: { pk: feedPagePk(type, locale, replicaOf(Math.random())), sk: PAGE_SK } });
  }
  if (tag && !util.matches(TAG, tag)) {
    badRequest('`tag` has characters that no tag has; allowed are a-z, 0-9 and hyphens.');
  }
  // One more than asked for tells whether a next page exists.
  const page = { scanIndexForward: false, limit: first + 1 };
  const below = after ? { lt: positionOf(after) } : null;
  if (!type && !tag) {
    const all = { eq: allPk(locale) };
    return ddb.query<AllIndexKey>({
      ...page,
      index: ALL_INDEX,
      query: below === null ? { gsi2pk: all } : { gsi2pk: all, gsi2sk: below },
    });
  }
  const feed = { eq: tag ? tagPk(tag, locale) : feedPk(type ?? '', locale) };
  return ddb.query<FeedIndexKey>({
    ...page,
    index: FEED_INDEX,
    query: below === null ? { gsi1pk: feed } : { gsi1pk: feed, gsi1sk: below },
  });
}

export function response(ctx: Context<QueryContentFeedArgs>): ContentCardConnection {
  failOnError(ctx);
  const { type } = ctx.args;
  const first = pageSize(ctx.args);
  const page: (Partial<MaterialisedPage> & IndexPage) | null = ctx.result;
  const found = page?.cards ?? page?.items ?? [];
  const cards = found.slice(0, first);
  const last = cards[cards.length - 1];
  const hasNextPage = found.length > first || page?.hasMore === true;
  const now = nowInstant();
  const nowMs = util.time.nowEpochMilliSeconds();
  const reader = claim(ctx, 'custom:member_id') ?? ctx.args.visitorId ?? null;
  return {
    // The cursor counts what was read: a card that is not for everybody now leaves a shorter page, never a gap.
    nodes: cards
      .filter((card) => (!type || card.type === type) && mayRead(card, EVERYBODY, now, nowMs))
      .map((card) => toCard(card, reader)),
    pageInfo: { hasNextPage, endCursor: hasNextPage && last ? cursorBehind(last) : null },
  };
}
