/** One published item: one GetItem on any of its copies (C1). Null is "not there, or not for everybody, or not now". */
import { util, type Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { Content, QueryContentArgs } from '../../../schema/generated/types.ts';
import { failOnError } from '../../shared/js/failures.ts';
import { DOCUMENT_SK, publishedPk, replicaOf } from '../model/keys.ts';
import { isVisibleAt } from '../model/visibility.ts';
import { toCard, type CardDocument } from './parts/card.ts';

type TableKey = { pk: string; sk: string };

type Document = Omit<Content, 'summary' | 'body' | 'image' | 'visibleFrom' | 'visibleTo' | 'related'> &
  Partial<Pick<Content, 'summary' | 'body' | 'image' | 'visibleFrom' | 'visibleTo'>> & {
    readonly related: CardDocument[];
    readonly isTargeted: boolean;
  };

export function request(ctx: Context<QueryContentArgs>) {
  const pk = publishedPk(ctx.args.locale ?? 'it', ctx.args.id, replicaOf(Math.random()));
  return ddb.get<TableKey>({ key: { pk, sk: DOCUMENT_SK } });
}

export function response(ctx: Context<QueryContentArgs>): Content | null {
  failOnError(ctx);
  const doc: Document | null = ctx.result;
  if (!doc || doc.isTargeted || !isVisibleAt(doc, util.time.nowISO8601())) {
    return null;
  }
  return {
    id: doc.id,
    type: doc.type,
    slug: doc.slug,
    title: doc.title,
    summary: doc.summary ?? null,
    body: doc.body ?? null,
    image: doc.image ?? null,
    tags: doc.tags,
    requestedLocale: doc.requestedLocale,
    resolvedLocale: doc.resolvedLocale,
    version: doc.version,
    visibleFrom: doc.visibleFrom ?? null,
    visibleTo: doc.visibleTo ?? null,
    publishedAt: doc.publishedAt,
    related: doc.related.map((card) => toCard(card)),
    places: doc.places,
  };
}
