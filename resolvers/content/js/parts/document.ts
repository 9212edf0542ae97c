/**
 * One published item for one reader, in one DynamoDB operation: a GetItem on any of its copies, or, for a member, one BatchGetItem
 * over both tables that brings the item and what its targeting asks of the member (C1).
 */
import { util, type Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { Content, Locale } from '../../../../schema/generated/types.ts';
import { claim } from '../../../shared/js/claims.ts';
import { failOnError } from '../../../shared/js/failures.ts';
import type { PublishedDocument, RelatedCard } from '../../model/content.ts';
import {
  CONTENT_TABLE_VARIABLE,
  DOCUMENT_SK,
  LOYALTY_TABLE_VARIABLE,
  publishedPk,
  replicaOf,
} from '../../model/keys.ts';
import { EVERYBODY, type Reader } from '../../model/targeting.ts';
import { chooseTexts, type ChosenTexts } from '../../model/variants.ts';
import { isVisibleAt, mayRead } from '../../model/visibility.ts';
import { batchOf } from './batch.ts';
import { toCard } from './card.ts';
import { memberKeys, readerOf, type MemberItems } from './reader.ts';
import type { TableKey } from './table-key.ts';
import { nowInstant } from '../../../shared/js/instants.ts';

/** The arguments that both fields have. */
export type DocumentArguments = {
  readonly locale?: Locale | null;
  readonly placeId?: string | null;
  readonly visitorId?: string | null;
};

export type DocumentContext = Context<
  DocumentArguments,
  Record<string, unknown>,
  { result?: { id: string } | null } | undefined
>;

/** An item leaves out what is null. */
export type StoredDocument = Omit<PublishedDocument, 'related'> & { readonly related: RelatedCard[] };

const tableOf = (ctx: DocumentContext, variable: string): string => ctx.env[variable] ?? '';

export function documentRequest(ctx: DocumentContext, contentId: string) {
  const key = { pk: publishedPk(ctx.args.locale ?? 'it', contentId, replicaOf(Math.random())), sk: DOCUMENT_SK };
  const memberId = claim(ctx, 'custom:member_id');
  if (memberId === null) {
    return ddb.get<TableKey>({ key });
  }
  return ddb.batchGet({
    tables: {
      [tableOf(ctx, CONTENT_TABLE_VARIABLE)]: { keys: [key] },
      [tableOf(ctx, LOYALTY_TABLE_VARIABLE)]: { keys: memberKeys(memberId) },
    },
  });
}

/** Null is "not there, or not for you, or not now". */
export function documentAnswer(ctx: DocumentContext): Content | null {
  failOnError(ctx);
  const memberId = claim(ctx, 'custom:member_id');
  const [doc, reader] = memberId === null ? [ctx.result as StoredDocument | null, EVERYBODY] : ofMember(ctx, memberId);
  const now = nowInstant();
  if (!doc || !mayRead(doc, reader, now, util.time.nowEpochMilliSeconds())) {
    return null;
  }
  return toContent(doc, chooseTexts(doc, memberId ?? ctx.args.visitorId ?? null), now);
}

function ofMember(ctx: DocumentContext, memberId: string): [StoredDocument | null, Reader] {
  const [doc] = batchOf(ctx, tableOf(ctx, CONTENT_TABLE_VARIABLE)) as (StoredDocument | null)[];
  const member = batchOf(ctx, tableOf(ctx, LOYALTY_TABLE_VARIABLE)) as MemberItems;
  return [doc ?? null, readerOf(memberId, member, ctx.args.placeId ?? null)];
}

export function toContent(doc: StoredDocument, texts: ChosenTexts, now: string): Content {
  const { title, summary, image, variant } = texts;
  return {
    id: doc.id,
    type: doc.type,
    slug: doc.slug,
    title,
    summary,
    body: doc.body ?? null,
    image,
    tags: doc.tags,
    requestedLocale: doc.requestedLocale,
    resolvedLocale: doc.resolvedLocale,
    version: doc.version,
    visibleFrom: doc.visibleFrom ?? null,
    visibleTo: doc.visibleTo ?? null,
    publishedAt: doc.publishedAt,
    related: doc.related.filter((card) => isVisibleAt(card, now)).map((card) => toCard(card, null)),
    places: doc.places,
    variant,
  };
}
