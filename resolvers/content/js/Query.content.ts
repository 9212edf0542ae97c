/** One published item by id: one DynamoDB operation (C1). */
import type { Context } from '@aws-appsync/utils';
import type { QueryContentArgs } from '../../../schema/generated/types.ts';
import { documentAnswer, documentRequest } from './parts/document.ts';

export function request(ctx: Context<QueryContentArgs>) {
  return documentRequest(ctx, ctx.args.id);
}

export function response(ctx: Context<QueryContentArgs>) {
  return documentAnswer(ctx);
}
