/** Where a content stands, for editors: one GetItem (C6). */
import type { Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { QueryContentDraftArgs } from '../../../schema/generated/types.ts';
import { failOnError } from '../../shared/js/failures.ts';
import type { ContentHead } from '../model/content.ts';
import { toContentDraft, type DraftFields } from '../model/draft.ts';
import { contentPk, HEAD_SK } from '../model/keys.ts';
import type { TableKey } from './parts/table-key.ts';

export function request(ctx: Context<QueryContentDraftArgs>) {
  return ddb.get<TableKey>({ key: { pk: contentPk(ctx.args.id), sk: HEAD_SK } });
}

export function response(ctx: Context<QueryContentDraftArgs>): DraftFields | null {
  failOnError(ctx);
  const head: ContentHead | null = ctx.result;
  return head ? toContentDraft(head) : null;
}
