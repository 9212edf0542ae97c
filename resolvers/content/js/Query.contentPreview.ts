/** A version as readers would get it, for editors: its items, then the cards that it embeds (C6). */
import type { Context } from '@aws-appsync/utils';
import type { Content, QueryContentPreviewArgs } from '../../../schema/generated/types.ts';
import { badRequest } from '../../shared/js/failures.ts';
import type { DocumentVariant } from '../model/content.ts';
import { CONTROL, textsOfVariant } from '../model/variants.ts';
import { toContent, type StoredDocument } from './parts/document.ts';
import { nowInstant } from '../../shared/js/instants.ts';

type PreviewContext = Context<
  QueryContentPreviewArgs,
  Record<string, unknown>,
  { readonly result: StoredDocument | null }
>;

export function request() {
  return {};
}

export function response(ctx: PreviewContext): Content | null {
  const doc = ctx.prev.result;
  if (!doc) {
    return null;
  }
  return toContent(doc, textsOfVariant(doc, variantOf(doc, ctx.args.variant ?? CONTROL)), nowInstant());
}

function variantOf(doc: StoredDocument, asked: string): string {
  const variants: DocumentVariant[] = [...doc.variants];
  const keys = [CONTROL].concat(variants.map((each) => each.key));
  if (!keys.some((each) => each === asked)) {
    badRequest(`\`variant\` is ${asked}; version ${doc.version} has ${keys.join(', ')}.`);
  }
  return asked;
}
