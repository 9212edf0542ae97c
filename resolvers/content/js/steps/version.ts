/** One version as the document that publishing would make of it: one Query over its items, the newest ones without `version` (C6). */
import { runtime, type Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { QueryContentPreviewArgs } from '../../../../schema/generated/types.ts';
import { badRequest, failOnError } from '../../../shared/js/failures.ts';
import type { ContentVersion, PublishedDocument, VersionText } from '../../model/content.ts';
import { contentPk, settingsSk, VERSION_PREFIX, versionPrefix } from '../../model/keys.ts';
import { documentIn } from '../../model/publish.ts';
import type { TableKey } from '../parts/table-key.ts';
import { ITEMS_OF_A_VERSION, type VersionItem } from '../parts/version-item.ts';
import { nowInstant } from '../../../shared/js/instants.ts';

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

export function response(ctx: Context<QueryContentPreviewArgs>): PublishedDocument {
  failOnError(ctx);
  const found: VersionItem[] = ctx.result?.items ?? [];
  const [newest] = found;
  const items = found.filter((each) => each.version === newest?.version);
  const settings = items.find((each) => each.sk === settingsSk(each.version));
  if (!newest || !settings?.settings) {
    runtime.earlyReturn(null, { skipTo: 'END' });
  }
  const version: ContentVersion = {
    contentId: newest.contentId,
    version: newest.version,
    settings: { ...settings.settings, experiment: settings.settings.experiment ?? null },
    texts: items.flatMap((each) => (each.locale ? [each as unknown as VersionText] : [])),
    author: settings.author ?? '',
    createdAt: settings.createdAt ?? nowInstant(),
  };
  const publication = { publishedAt: version.createdAt, unpublishAt: null };
  const document = documentIn(version, publication, ctx.args.locale ?? 'it');
  if (document === null) {
    runtime.earlyReturn(null, { skipTo: 'END' });
  }
  return document;
}
