/** Strongly consistent reads of what a rule needs, and only that. */
import { BatchGetCommand, GetCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type {
  ContentHead,
  ContentVersion,
  FeedCard,
  PublishedDocument,
  VersionSettings,
  VersionText,
} from '../model/content.ts';
import type { ContentState } from '../model/decision.ts';
import type { IdempotencyRecord } from '../model/idempotency.ts';
import * as keys from '../model/keys.ts';
import { LOCALES } from '../model/publish.ts';
import { cardKey, headKey, slugKey, type Key } from './items.ts';
import type { CardsByLocale } from './plan.ts';

export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

async function getOne<T>({ client, tableName }: Table, key: Key): Promise<T | null> {
  const found = await client.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }));
  return (found.Item as T | undefined) ?? null;
}

/** An item leaves out what is null. */
type Stored<T> = { readonly [K in keyof T]: null extends T[K] ? T[K] | undefined : T[K] };

export async function readHead(table: Table, contentId: string): Promise<ContentHead | null> {
  const found = await getOne<Stored<ContentHead>>(table, headKey(contentId));
  return found === null ? null : headOf(found);
}

function headOf(stored: Stored<ContentHead>): ContentHead {
  const { id, status, head, settings, locales, publishedSlugs, revision, updatedAt, updatedBy } = stored;
  return {
    id,
    status,
    head,
    settings: settingsOf(settings),
    locales,
    publishedVersion: stored.publishedVersion ?? null,
    publishedAt: stored.publishedAt ?? null,
    scheduledAt: stored.scheduledAt ?? null,
    unpublishAt: stored.unpublishAt ?? null,
    expiresAt: stored.expiresAt ?? null,
    opensAt: stored.opensAt ?? null,
    publishedSlugs,
    revision,
    updatedAt,
    updatedBy,
  };
}

const settingsOf = (stored: Stored<VersionSettings>): VersionSettings => ({
  ...stored,
  visibleFrom: stored.visibleFrom ?? null,
  visibleTo: stored.visibleTo ?? null,
  experiment: stored.experiment ?? null,
});

type StoredVersionItem = { readonly sk: string } & Partial<ContentVersion> & Partial<VersionText>;

/** Never changes once written, so it may be read at any time after its head. */
export async function readVersion(
  { client, tableName }: Table,
  contentId: string,
  version: number,
): Promise<ContentVersion | null> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': keys.contentPk(contentId), ':prefix': keys.versionPrefix(version) },
    }),
  );
  const items = Items as StoredVersionItem[];
  const settings = items.find((each) => each.sk === keys.settingsSk(version));
  if (settings?.settings === undefined) return null;
  const texts = items.flatMap(({ locale, title, summary = null, body = null, image = null }) =>
    locale === undefined || title === undefined ? [] : [{ locale, title, summary, body, image }],
  );
  const { author = '', createdAt = '' } = settings;
  return { contentId, version, settings: settingsOf(settings.settings), texts, author, createdAt };
}

/** Head, newest version and what readers see: two or three reads. */
export async function readState(table: Table, contentId: string): Promise<ContentState | null> {
  const head = await readHead(table, contentId);
  if (head === null) return null;
  const { publishedVersion, publishedAt, unpublishAt, opensAt } = head;
  const [newest, published] = await Promise.all([
    readVersion(table, contentId, head.head),
    publishedVersion === null || publishedVersion === head.head
      ? null
      : readVersion(table, contentId, publishedVersion),
  ]);
  if (newest === null) throw new RangeError(`Content ${contentId} has no version ${head.head}.`);
  const version = publishedVersion === head.head ? newest : published;
  if (publishedVersion !== null && version === null) {
    throw new RangeError(`Content ${contentId} has no version ${publishedVersion}.`);
  }
  const shown = version === null || publishedAt === null ? null : { version, publishedAt, unpublishAt, opensAt };
  return { head, newest, shown };
}

/** Whom the slug leads to. */
export async function readSlugOwner(table: Table, slug: string): Promise<string | null> {
  return (await getOne<{ readonly contentId: string }>(table, slugKey(slug)))?.contentId ?? null;
}

export function readIdempotency(table: Table, recordId: string): Promise<IdempotencyRecord | null> {
  return getOne<IdempotencyRecord>(table, { pk: keys.idempotencyPk(recordId), sk: keys.IDEMPOTENCY_SK });
}

type StoredCard = Stored<FeedCard>;

export const cardOf = (stored: StoredCard): FeedCard => ({
  ...stored,
  summary: stored.summary ?? null,
  image: stored.image ?? null,
  visibleFrom: stored.visibleFrom ?? null,
  visibleTo: stored.visibleTo ?? null,
  experiment: stored.experiment ?? null,
});

/** Cards of one language that are there, by id; 100 at most. */
export async function readCards(
  { client, tableName }: Table,
  locale: string,
  contentIds: readonly string[],
): Promise<ReadonlyMap<string, FeedCard>> {
  if (contentIds.length === 0) return new Map();
  const Keys = contentIds.map((id) => cardKey(locale, id));
  const { Responses, UnprocessedKeys } = await client.send(
    new BatchGetCommand({ RequestItems: { [tableName]: { Keys, ConsistentRead: true } } }),
  );
  if (Object.keys(UnprocessedKeys ?? {}).length > 0) throw new Error('DynamoDB left cards unread; try again.');
  const cards = (Responses?.[tableName] ?? []) as StoredCard[];
  return new Map(cards.map((card) => [card.id, cardOf(card)]));
}

/** What a document embeds, in every language. */
export async function readRelated(table: Table, relatedIds: readonly string[]): Promise<CardsByLocale> {
  const maps = await Promise.all(
    LOCALES.map(async (locale) => [locale, await readCards(table, locale, relatedIds)] as const),
  );
  return Object.fromEntries(maps);
}

/** Ids on a materialised page, and the number of its last change; 0 when there is none yet. */
export async function readFeedPage(
  table: Table,
  type: string,
  locale: string,
): Promise<{ readonly ids: readonly string[]; readonly revision: number }> {
  const key = { pk: keys.feedPagePk(type, locale, 0), sk: keys.PAGE_SK };
  const page = await getOne<{ readonly cards: readonly { readonly id: string }[]; readonly revision?: number }>(
    table,
    key,
  );
  return { ids: (page?.cards ?? []).map((card) => card.id), revision: page?.revision ?? 0 };
}

/** What a document needs to be given other embedded cards. */
export function readDocument(
  table: Table,
  locale: string,
  contentId: string,
): Promise<Pick<PublishedDocument, 'id' | 'version' | 'relatedIds' | 'related'> | null> {
  return getOne(table, { pk: keys.publishedPk(locale, contentId, 0), sk: keys.DOCUMENT_SK });
}
