/**
 * One page of a content's versions, newest first: one backward Query over their items (C6).
 *
 * Backwards a version's texts come before its settings, so that a version whose settings are there is there in full. Versions have no
 * gaps: whether there is an older one is known from the number.
 */
import { util, type Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type {
  ContentDraft,
  ContentDraftVersionsArgs,
  ContentVersionConnection,
} from '../../../schema/generated/types.ts';
import { badRequest, failOnError } from '../../shared/js/failures.ts';
import { contentPk, VERSION_PREFIX, versionPrefix } from '../model/keys.ts';
import { toVersionView } from '../model/draft.ts';
import type { TableKey } from './parts/table-key.ts';
import { ITEMS_OF_A_VERSION, type VersionItem } from './parts/version-item.ts';

type VersionsContext = Context<ContentDraftVersionsArgs, Record<string, never>, undefined, Pick<ContentDraft, 'id'>>;

/** Texts are read along: 20 versions with long ones are 1 MB, and DynamoDB ends a page there. */
const MAX_FIRST = 20;

const BASE64 = '^[A-Za-z0-9+/]{12}$';
const POSITION = '^V#[0-9]{6}#$';

function firstOf({ first }: ContentDraftVersionsArgs): number {
  const size = first ?? MAX_FIRST;
  if (size < 1 || size > MAX_FIRST) {
    badRequest(`\`first\` is ${size}; allowed are 1 to ${MAX_FIRST}.`);
  }
  return size;
}

function positionOf(cursor: string): string {
  const position = util.matches(BASE64, cursor) ? util.base64Decode(cursor) : '';
  if (!util.matches(POSITION, position)) {
    badRequest('`after` is not a cursor of this field; pass the `endCursor` of the page before.');
  }
  return position;
}

export function request(ctx: VersionsContext) {
  const { after } = ctx.args;
  const pk = { eq: contentPk(ctx.source?.id ?? '') };
  const page = { scanIndexForward: false, limit: firstOf(ctx.args) * ITEMS_OF_A_VERSION };
  if (!after) {
    return ddb.query<TableKey>({ ...page, query: { pk, sk: { beginsWith: VERSION_PREFIX } } });
  }
  return ddb.query<TableKey>({ ...page, query: { pk, sk: { between: [VERSION_PREFIX, positionOf(after)] } } });
}

export function response(ctx: VersionsContext): ContentVersionConnection {
  failOnError(ctx);
  const items: VersionItem[] = ctx.result?.items ?? [];
  const nodes = items
    .flatMap(({ version, settings, author, createdAt }, index) => {
      if (!settings) {
        return [];
      }
      const before = items.slice(Math.max(0, index - ITEMS_OF_A_VERSION + 1), index);
      const texts = before.flatMap((each) =>
        each.version === version && each.locale && each.title ? [{ locale: each.locale, title: each.title }] : [],
      );
      return [toVersionView({ version, settings, author: author ?? '', createdAt: createdAt ?? '' }, texts)];
    })
    .slice(0, firstOf(ctx.args));
  const last = nodes[nodes.length - 1];
  const hasNextPage = last ? last.version > 1 : false;
  const endCursor = last && hasNextPage ? util.base64Encode(versionPrefix(last.version)) : null;
  return { nodes, pageInfo: { hasNextPage, endCursor } };
}
