/** The published cards that the document of the step before embeds: one BatchGetItem of up to five, and nothing when it names none. */
import { runtime, type Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { FeedCard, PublishedDocument } from '../../model/content.ts';
import { CARD_SK, CONTENT_TABLE_VARIABLE, publishedPk } from '../../model/keys.ts';
import { relatedCards } from '../../model/publish.ts';
import { batchOf } from '../parts/batch.ts';

type RelatedContext = Context<object, Record<string, unknown>, { readonly result: PublishedDocument }>;

const tableOf = (ctx: RelatedContext): string => ctx.env[CONTENT_TABLE_VARIABLE] ?? '';

export function request(ctx: RelatedContext) {
  const document = ctx.prev.result;
  const { requestedLocale } = document;
  const relatedIds: string[] = [...document.relatedIds];
  if (relatedIds.length === 0) {
    runtime.earlyReturn(document);
  }
  const keys = relatedIds.map((id) => ({ pk: publishedPk(requestedLocale, id, 0), sk: CARD_SK }));
  return ddb.batchGet({ tables: { [tableOf(ctx)]: { keys } } });
}

export function response(ctx: RelatedContext): PublishedDocument {
  const found = batchOf(ctx, tableOf(ctx)) as (FeedCard | null)[];
  const published = found.filter((card) => card !== null);
  return { ...ctx.prev.result, related: relatedCards(ctx.prev.result, published) };
}
