/** The item whose id the step before found. */
import { runtime } from '@aws-appsync/utils';
import { documentAnswer, documentRequest, type DocumentContext } from '../parts/document.ts';

export function request(ctx: DocumentContext) {
  const id = ctx.prev?.result?.id ?? '';
  if (id === '') {
    runtime.earlyReturn(null);
  }
  return documentRequest(ctx, id);
}

export function response(ctx: DocumentContext) {
  return documentAnswer(ctx);
}
