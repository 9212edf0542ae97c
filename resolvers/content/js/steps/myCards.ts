/**
 * Cards that the reader of the step before may read: one Query of 60 over everything published, then the pure gate.
 *
 * A page can hold fewer than `first`, also none, and still have a next one: the cursor counts what was looked at.
 */
import { util, type Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { ContentCardConnection, QueryMyFeedArgs } from '../../../../schema/generated/types.ts';
import { badRequest, failOnError } from '../../../shared/js/failures.ts';
import { ALL_INDEX, allPk } from '../../model/keys.ts';
import type { Reader } from '../../model/targeting.ts';
import { mayRead } from '../../model/visibility.ts';
import { toCard, type CardDocument } from '../parts/card.ts';
import { cursorBehind, positionOf } from '../parts/position.ts';
import type { AllIndexKey } from '../parts/table-key.ts';
import { nowInstant } from '../../../shared/js/instants.ts';

type CardsContext = Context<QueryMyFeedArgs, Record<string, unknown>, { result: Reader }>;

const LOOKED_AT = 60;
const DEFAULT_FIRST = 20;

function firstOf(ctx: CardsContext): number {
  const first = ctx.args.first ?? DEFAULT_FIRST;
  if (first < 1 || first > LOOKED_AT) {
    badRequest(`\`first\` is ${first}; allowed are 1 to ${LOOKED_AT}.`);
  }
  return first;
}

export function request(ctx: CardsContext) {
  firstOf(ctx);
  const { after } = ctx.args;
  const all = { eq: allPk(ctx.args.locale ?? 'it') };
  const page = { index: ALL_INDEX, scanIndexForward: false, limit: LOOKED_AT };
  if (!after) {
    return ddb.query<AllIndexKey>({ ...page, query: { gsi2pk: all } });
  }
  return ddb.query<AllIndexKey>({ ...page, query: { gsi2pk: all, gsi2sk: { lt: positionOf(after) } } });
}

export function response(ctx: CardsContext): ContentCardConnection {
  failOnError(ctx);
  const reader: Reader = ctx.prev.result;
  const first = firstOf(ctx);
  const found: CardDocument[] = ctx.result?.items ?? [];
  const now = nowInstant();
  const nowMs = util.time.nowEpochMilliSeconds();
  const readable = found.filter((card) => mayRead(card, reader, now, nowMs));
  const nodes = readable.slice(0, first);
  const isCut = readable.length > first;
  // All of a full Query were looked at: what follows is unknown. Of a cut page, the next one begins behind the last card shown.
  const last = isCut ? nodes[nodes.length - 1] : found[found.length - 1];
  const hasNextPage = isCut || found.length === LOOKED_AT;
  return {
    nodes: nodes.map((card) => toCard(card, reader.memberId)),
    pageInfo: { hasNextPage, endCursor: hasNextPage && last ? cursorBehind(last) : null },
  };
}
