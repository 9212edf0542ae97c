/** A version as readers would get it, for editors: one Query over its items, the newest ones without `version` (C6). */
import { util, type Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { Content, QueryContentPreviewArgs } from '../../../schema/generated/types.ts';
import { badRequest, failOnError } from '../../shared/js/failures.ts';
import type { ContentVersion, VersionText } from '../model/content.ts';
import { contentPk, settingsSk, VERSION_PREFIX, versionPrefix } from '../model/keys.ts';
import { documentIn, LOCALES } from '../model/publish.ts';
import { toContent } from './parts/document.ts';
import type { TableKey } from './parts/table-key.ts';

type VersionItem = TableKey & Pick<ContentVersion, 'contentId' | 'version'> & Partial<ContentVersion & VersionText>;

/** The settings, and a text for each language. */
const ITEMS_OF_A_VERSION = LOCALES.length + 1;

export function request(ctx: Context<QueryContentPreviewArgs>) {
  const version = ctx.args.version ?? null;
  if (version !== null && (version < 1 || version > 999_999)) {
    badRequest(`\`version\` is ${version}; versions are numbered from 1 on.`);
  }
  const prefix = version === null ? VERSION_PREFIX : versionPrefix(version);
  return ddb.query<TableKey>({
    query: { pk: { eq: contentPk(ctx.args.id) }, sk: { beginsWith: prefix } },
    scanIndexForward: false,
    limit: ITEMS_OF_A_VERSION,
  });
}

export function response(ctx: Context<QueryContentPreviewArgs>): Content | null {
  failOnError(ctx);
  const found: VersionItem[] = ctx.result?.items ?? [];
  const [newest] = found;
  const items = found.filter((each) => each.version === newest?.version);
  const settings = items.find((each) => each.sk === settingsSk(each.version));
  if (!newest || !settings?.settings) {
    return null;
  }
  const version: ContentVersion = {
    contentId: newest.contentId,
    version: newest.version,
    settings: { ...settings.settings, experiment: null },
    texts: items.flatMap((each) => (each.locale ? [each as unknown as VersionText] : [])),
    author: settings.author ?? '',
    createdAt: settings.createdAt ?? '',
  };
  const now = util.time.nowISO8601();
  const publication = { publishedAt: version.createdAt, unpublishAt: null };
  const document = documentIn(version, publication, ctx.args.locale ?? 'it');
  return document === null ? null : toContent({ ...document, related: [] }, null, now);
}
