/** Creates the tables of a blueprint. A table that is there already (persisted data) is kept when it has the same shape. */
import { DynamoDbFailure, userError, type DynamoDbClient } from '../kernel/index.ts';
import type { IndexBlueprint, KeyAttribute, TableBlueprint } from '../template/index.ts';

type Json = Readonly<Record<string, unknown>>;

/** @returns table name → ARN of its stream as this DynamoDB knows it; it differs from the template's */
export async function createTables(
  client: DynamoDbClient,
  tables: readonly TableBlueprint[],
): Promise<ReadonlyMap<string, string>> {
  const streams = new Map<string, string>();
  const created = await Promise.all(tables.map((table) => createTable(client, table)));
  for (const [name, streamArn] of created) if (streamArn !== null) streams.set(name, streamArn);
  return streams;
}

async function createTable(client: DynamoDbClient, table: TableBlueprint): Promise<readonly [string, string | null]> {
  const description = (await createdNow(client, table)) ?? (await keptTable(client, table));
  await setTimeToLive(client, table);
  const streamArn = description.LatestStreamArn;
  return [table.tableName, typeof streamArn === 'string' && table.streamViewType !== null ? streamArn : null];
}

/** @returns null when the table exists */
async function createdNow(client: DynamoDbClient, table: TableBlueprint): Promise<Json | null> {
  try {
    const answer = await client.call('CreateTable', toCreateTable(table));
    return answer.TableDescription as Json;
  } catch (cause) {
    if (cause instanceof DynamoDbFailure && cause.name === 'ResourceInUseException') return null;
    throw cause;
  }
}

async function keptTable(client: DynamoDbClient, table: TableBlueprint): Promise<Json> {
  const answer = await client.call('DescribeTable', { TableName: table.tableName });
  const stored = answer.Table as Json;
  const [was, wanted] = [shapeOf(stored), shapeOf(toCreateTable(table))];
  const part = Object.keys(wanted).find((name) => was[name] !== wanted[name]);
  if (part === undefined) return stored;
  throw userError(
    'DYNAMODB_TABLE_DIFFERS',
    `The stored table ${table.tableName} has other ${part} than the template: ${was[part] ?? 'none'}, now ${wanted[part] ?? 'none'}`,
    'Start with --fresh to throw the stored data away, or go back to the template that wrote it.',
  );
}

function toCreateTable(table: TableBlueprint): Json {
  const global = table.globalIndexes.map(toIndex);
  const local = table.localIndexes.map(toIndex);
  return {
    TableName: table.tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: definitionsOf(table),
    KeySchema: toKeySchema(table),
    ...(global.length > 0 ? { GlobalSecondaryIndexes: global } : {}),
    ...(local.length > 0 ? { LocalSecondaryIndexes: local } : {}),
    ...(table.streamViewType === null
      ? {}
      : { StreamSpecification: { StreamEnabled: true, StreamViewType: table.streamViewType } }),
  };
}

/** Key attributes only: DynamoDB refuses definitions that no key uses. */
function definitionsOf(table: TableBlueprint): readonly Json[] {
  const owners = [table, ...table.globalIndexes, ...table.localIndexes];
  const types = new Map<string, KeyAttribute['type']>();
  for (const { partitionKey, sortKey } of owners) {
    types.set(partitionKey.name, partitionKey.type);
    if (sortKey !== null) types.set(sortKey.name, sortKey.type);
  }
  return [...types].map(([name, type]) => ({ AttributeName: name, AttributeType: type }));
}

function toKeySchema(owner: {
  readonly partitionKey: KeyAttribute;
  readonly sortKey: KeyAttribute | null;
}): readonly Json[] {
  const hash = { AttributeName: owner.partitionKey.name, KeyType: 'HASH' };
  return owner.sortKey === null ? [hash] : [hash, { AttributeName: owner.sortKey.name, KeyType: 'RANGE' }];
}

function toIndex(index: IndexBlueprint): Json {
  const attributes = index.projection === 'INCLUDE' ? { NonKeyAttributes: index.nonKeyAttributes } : {};
  return {
    IndexName: index.name,
    KeySchema: toKeySchema(index),
    Projection: { ProjectionType: index.projection, ...attributes },
  };
}

/** What must be equal for stored data to be usable, as text in a fixed order; works on requests and descriptions alike. */
function shapeOf(table: Json): Readonly<Record<string, string | undefined>> {
  const stream = table.StreamSpecification as Json | undefined;
  const indexes = (key: string): string =>
    ((table[key] ?? []) as readonly Json[])
      .map((index) => `${String(index.IndexName)} ${keysText(index)} ${projectionText(index.Projection as Json)}`)
      .sort()
      .join('; ');
  return {
    keys: keysText(table),
    'key types': ((table.AttributeDefinitions ?? []) as readonly Json[])
      .map((it) => `${String(it.AttributeName)}:${String(it.AttributeType)}`)
      .sort()
      .join(', '),
    'global indexes': indexes('GlobalSecondaryIndexes'),
    'local indexes': indexes('LocalSecondaryIndexes'),
    stream: stream?.StreamEnabled === true ? String(stream.StreamViewType) : 'none',
  };
}

function keysText(owner: Json): string {
  const schema = owner.KeySchema as readonly Json[];
  return schema.map((key) => `${String(key.AttributeName)} ${String(key.KeyType)}`).join(', ');
}

function projectionText(projection: Json): string {
  const attributes = (projection.NonKeyAttributes ?? []) as readonly string[];
  return [String(projection.ProjectionType), ...[...attributes].sort()].join(' ');
}

/** TTL can change on stored data; switching it on twice is refused by DynamoDB, so it is asked first. */
async function setTimeToLive(client: DynamoDbClient, { tableName, ttlAttribute }: TableBlueprint): Promise<void> {
  const answer = await client.call('DescribeTimeToLive', { TableName: tableName });
  const now = (answer.TimeToLiveDescription ?? {}) as Json;
  const isOn = now.TimeToLiveStatus === 'ENABLED' || now.TimeToLiveStatus === 'ENABLING';
  const current = isOn ? now.AttributeName : null;
  if (current === ttlAttribute) return;
  const set = (AttributeName: unknown, Enabled: boolean): Promise<unknown> =>
    client.call('UpdateTimeToLive', { TableName: tableName, TimeToLiveSpecification: { AttributeName, Enabled } });
  if (current !== null) await set(current, false);
  if (ttlAttribute !== null) await set(ttlAttribute, true);
}
