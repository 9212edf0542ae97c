/** Creates the tables of a blueprint. A table that is there already (persisted data) is kept when it has the same shape. */
import { DynamoDbFailure, userError, type DynamoDbClient } from '../kernel/index.ts';
import type { IndexBlueprint, KeyAttribute, TableBlueprint } from '../template/index.ts';

type Json = Readonly<Record<string, unknown>>;

const NO_STREAM = 'none';

/** Their streams come with `enableStreams`: rows written until then make no events, and are written twice as fast. */
export async function createTables(client: DynamoDbClient, tables: readonly TableBlueprint[]): Promise<void> {
  await Promise.all(
    tables.map(async (table) => {
      if (!(await createdNow(client, table))) await checkKept(client, table);
      await setTimeToLive(client, table);
    }),
  );
}

/** @returns table name → ARN of its stream as this DynamoDB knows it; it differs from the template's */
export async function enableStreams(
  client: DynamoDbClient,
  tables: readonly TableBlueprint[],
): Promise<ReadonlyMap<string, string>> {
  const streaming = tables.filter((table) => table.streamViewType !== null);
  const pairs = streaming.map(async ({ tableName, streamViewType }) => {
    const kept = await describeTable(client, tableName);
    if (streamOf(kept) !== NO_STREAM) return [tableName, String(kept.LatestStreamArn)] as const;
    const StreamSpecification = { StreamEnabled: true, StreamViewType: streamViewType };
    const { TableDescription } = await client.call('UpdateTable', { TableName: tableName, StreamSpecification });
    return [tableName, String((TableDescription as Json).LatestStreamArn)] as const;
  });
  return new Map(await Promise.all(pairs));
}

/** @returns false when the table exists */
async function createdNow(client: DynamoDbClient, table: TableBlueprint): Promise<boolean> {
  try {
    await client.call('CreateTable', toCreateTable(table));
    return true;
  } catch (cause) {
    if (cause instanceof DynamoDbFailure && cause.name === 'ResourceInUseException') return false;
    throw cause;
  }
}

async function describeTable(client: DynamoDbClient, tableName: string): Promise<Json> {
  return (await client.call('DescribeTable', { TableName: tableName })).Table as Json;
}

async function checkKept(client: DynamoDbClient, table: TableBlueprint): Promise<void> {
  const stored = await describeTable(client, table.tableName);
  const stream = streamOf(stored);
  const was = { ...shapeOf(stored), stream };
  // A process that was killed before its streams came on left a table without one.
  const wanted = {
    ...shapeOf(toCreateTable(table)),
    stream: stream === NO_STREAM ? NO_STREAM : (table.streamViewType ?? NO_STREAM),
  };
  const part = (Object.keys(wanted) as (keyof typeof wanted)[]).find((name) => was[name] !== wanted[name]);
  if (part === undefined) return;
  throw userError(
    'DYNAMODB_TABLE_DIFFERS',
    `The stored table ${table.tableName} has other ${part} than the template: ${was[part]}, now ${wanted[part]}`,
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
function shapeOf(table: Json) {
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
  };
}

function streamOf(description: Json): string {
  const stream = description.StreamSpecification as Json | undefined;
  return stream?.StreamEnabled === true ? String(stream.StreamViewType) : NO_STREAM;
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
