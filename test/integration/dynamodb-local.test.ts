import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createTables,
  enableStreams,
  startDynamoDbLocal,
  type DynamoDbLocal,
} from '../../engine/dynamodb-local/index.ts';
import { CostMeter, createLog, Lifecycle } from '../../engine/kernel/index.ts';
import type { TableBlueprint } from '../../engine/template/index.ts';

const log = createLog('silent');
const PK = { name: 'pk', type: 'S' } as const;

const aTable = (change: Partial<TableBlueprint> = {}): TableBlueprint => ({
  logicalId: 'Orders',
  tableName: 'orders',
  arn: 'arn:aws:dynamodb:eu-west-1:000000000000:table/orders',
  streamArn: 'arn:aws:dynamodb:eu-west-1:000000000000:table/orders/stream/x',
  streamViewType: 'NEW_AND_OLD_IMAGES',
  partitionKey: PK,
  sortKey: { name: 'sk', type: 'S' },
  globalIndexes: [
    {
      name: 'byShop',
      partitionKey: { name: 'shop', type: 'S' },
      sortKey: null,
      projection: 'INCLUDE',
      nonKeyAttributes: ['total'],
    },
  ],
  localIndexes: [
    {
      name: 'byTotal',
      partitionKey: PK,
      sortKey: { name: 'total', type: 'N' },
      projection: 'KEYS_ONLY',
      nonKeyAttributes: [],
    },
  ],
  ttlAttribute: 'expiresAt',
  ...change,
});

const order = (sk: string): Record<string, unknown> => ({
  pk: { S: 'marco' },
  sk: { S: sk },
  shop: { S: 'duomo' },
  total: { N: '12.5' },
});
const Key = (sk: string): Record<string, unknown> => ({ pk: { S: 'marco' }, sk: { S: sk } });

describe('DynamoDB Local', () => {
  const lifecycle = new Lifecycle();
  let db: DynamoDbLocal;
  let streams: ReadonlyMap<string, string>;

  beforeAll(async () => {
    db = await startDynamoDbLocal({ log, lifecycle });
    await createTables(db.client, [aTable()]);
    streams = await enableStreams(db.client, [aTable()]);
  });

  afterAll(async () => {
    expect(await lifecycle.stop()).toEqual([]);
  });

  it('creates the table with indexes, stream and TTL', async () => {
    const { Table } = await db.client.call('DescribeTable', { TableName: 'orders' });
    const ttl = await db.client.call('DescribeTimeToLive', { TableName: 'orders' });

    expect(Table).toMatchObject({
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [{ IndexName: 'byShop', Projection: { NonKeyAttributes: ['total'] } }],
      LocalSecondaryIndexes: [{ IndexName: 'byTotal' }],
      LatestStreamArn: streams.get('orders'),
    });
    expect(ttl.TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
  });

  it('is not disturbed by creating the same tables again', async () => {
    await createTables(db.client, [aTable()]);

    expect(await enableStreams(db.client, [aTable()])).toEqual(streams);
  });

  it.each([
    { what: 'keys', change: { sortKey: null, localIndexes: [] } },
    { what: 'global indexes', change: { globalIndexes: [] } },
    { what: 'stream', change: { streamViewType: 'NEW_IMAGE' as const } },
  ])('refuses a stored table with other $what, naming the table and --fresh', async ({ what, change }) => {
    await expect(createTables(db.client, [aTable(change)])).rejects.toMatchObject({
      code: 'DYNAMODB_TABLE_DIFFERS',
      message: expect.stringMatching(new RegExp(`orders has other (${what}|key types)`)),
      fix: expect.stringContaining('--fresh'),
    });
  });

  it('keeps a table whose stream a killed process had not switched on yet', async () => {
    const table = { ...aTable(), tableName: 'unfinished' };
    await createTables(db.client, [table]);
    await createTables(db.client, [table]);

    const arns = await enableStreams(db.client, [table]);

    expect(arns.get('unfinished')).toContain('/unfinished/stream/');
  });

  it('writes, reads and counts', async () => {
    const cost = new CostMeter();

    await db.client.call('PutItem', { TableName: 'orders', Item: order('1') }, cost);
    const { Item } = await db.client.call('GetItem', { TableName: 'orders', Key: Key('1') }, cost);

    expect(Item).toEqual(order('1'));
    // One write to the table and one to each of two indexes; one eventually consistent read.
    expect(cost).toMatchObject({ dynamodbCalls: 2, writeUnits: 3, readUnits: 0.5 });
  });

  it('counts a transaction at twice a single write, not at what DynamoDB Local says', async () => {
    const [single, transaction] = [new CostMeter(), new CostMeter()];
    const check = { TableName: 'orders', Key: Key('3'), ConditionExpression: 'attribute_not_exists(pk)' };

    await db.client.call('PutItem', { TableName: 'orders', Item: order('2') }, single);
    await db.client.call(
      'TransactWriteItems',
      { TransactItems: [{ Put: { TableName: 'orders', Item: order('4') } }, { ConditionCheck: check }] },
      transaction,
    );

    expect(transaction.writeUnits).toBe(2 * single.writeUnits + 2);
  });

  it('fails as DynamoDB does, with the name of the exception and its body', async () => {
    const cost = new CostMeter();
    const put = {
      TableName: 'orders',
      Item: order('5'),
      ConditionExpression: 'attribute_exists(pk)',
    };

    await expect(db.client.call('PutItem', put, cost)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      statusCode: 400,
    });
    expect(cost.writeUnits).toBe(1);
    await expect(db.client.call('GetItem', { TableName: 'ghost', Key: Key('1') })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('gives what was written to the stream, in order', async () => {
    const streamArn = streams.get('orders') ?? '';
    const { Shards } = await db.streams.describeStream(streamArn);
    const [shard] = Shards as { readonly ShardId: string }[];
    const latest = await db.streams.getShardIterator(streamArn, shard?.ShardId ?? '', 'LATEST');

    await db.client.call('PutItem', { TableName: 'orders', Item: order('6') });
    await db.client.call('DeleteItem', { TableName: 'orders', Key: Key('6') });
    const { records, nextIterator } = await db.streams.getRecords(latest);

    expect(records.map((record) => record.eventName)).toEqual(['INSERT', 'REMOVE']);
    expect(nextIterator).not.toBeNull();
    const first = (records[0]?.dynamodb as { readonly SequenceNumber: string }).SequenceNumber;
    const after = await db.streams.getShardIterator(streamArn, shard?.ShardId ?? '', 'AFTER_SEQUENCE_NUMBER', first);
    expect((await db.streams.getRecords(after, 10)).records).toHaveLength(1);
  });

  it('serves many callers at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => db.client.call('GetItem', { TableName: 'orders', Key: Key('1') })),
    );

    expect(answers.every((answer) => answer.Item !== undefined)).toBe(true);
  });

  it('is used where it runs when an endpoint is given', async () => {
    const other = new Lifecycle();
    const connected = await startDynamoDbLocal({ log, lifecycle: other, endpoint: db.endpoint });

    expect(connected.pid).toBeNull();
    expect(await connected.client.call('ListTables', {})).toEqual({ TableNames: ['orders', 'unfinished'] });
    await other.stop();
  });
});

describe('DynamoDB Local on disk', () => {
  it('finds its data again after a restart, also with another TTL attribute', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dynamodb-'));
    const first = new Lifecycle();
    const before = await startDynamoDbLocal({ log, lifecycle: first, persistDirectory: join(folder, 'data') });
    await createTables(before.client, [aTable()]);
    await before.client.call('PutItem', { TableName: 'orders', Item: order('1') });
    await first.stop();

    const second = new Lifecycle();
    const after = await startDynamoDbLocal({ log, lifecycle: second, persistDirectory: join(folder, 'data') });
    await createTables(after.client, [aTable({ ttlAttribute: null })]);

    const ttl = await after.client.call('DescribeTimeToLive', { TableName: 'orders' });
    expect(await after.client.call('GetItem', { TableName: 'orders', Key: Key('1') })).toEqual({ Item: order('1') });
    expect(ttl.TimeToLiveDescription).toMatchObject({ TimeToLiveStatus: 'DISABLED' });
    await second.stop();
    rmSync(folder, { recursive: true });
  });
});

describe('a start that fails', () => {
  it('says in one sentence that Java is missing', async () => {
    const start = startDynamoDbLocal({ log, lifecycle: new Lifecycle(), java: '/nowhere/java' });

    await expect(start).rejects.toMatchObject({
      code: 'DYNAMODB_JAVA_MISSING',
      message: expect.stringContaining('no Java was found as "/nowhere/java"'),
      fix: expect.stringContaining('17+'),
    });
  });

  it('says that Java is too old', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'java-'));
    const java = join(folder, 'java');
    writeFileSync(java, '#!/bin/sh\necho \'openjdk version "11.0.2"\' >&2\nexit 1\n');
    chmodSync(java, 0o755);

    const start = startDynamoDbLocal({ log, lifecycle: new Lifecycle(), java });

    await expect(start).rejects.toMatchObject({
      code: 'DYNAMODB_JAVA_MISSING',
      message: expect.stringContaining('is Java 11'),
    });
    rmSync(folder, { recursive: true });
  });

  it('repeats what Java said when its flags are wrong', async () => {
    const start = startDynamoDbLocal({ log, lifecycle: new Lifecycle(), jvmFlags: ['-XX:NoSuchFlag'] });

    await expect(start).rejects.toMatchObject({
      code: 'DYNAMODB_START',
      message: expect.stringContaining('NoSuchFlag'),
    });
  });

  it('says that nothing answers at a given endpoint', async () => {
    const start = startDynamoDbLocal({ log, lifecycle: new Lifecycle(), endpoint: 'http://127.0.0.1:9' });

    await expect(start).rejects.toMatchObject({ code: 'DYNAMODB_ENDPOINT', kind: 'user' });
  });
});
