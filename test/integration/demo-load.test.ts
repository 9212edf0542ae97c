import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { batchWriter, type PutRequest } from '../../demo/batch-writer.ts';
import { loadDataset } from '../../demo/load.ts';
import { startDynamoDbLocal, type DynamoDbLocal } from '../../engine/dynamodb-local/index.ts';
import { createLog, Lifecycle } from '../../engine/kernel/index.ts';

const ATTRIBUTES = ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));
const KEYS = [
  { AttributeName: 'pk', KeyType: 'HASH' },
  { AttributeName: 'sk', KeyType: 'RANGE' },
];
const GSI1 = {
  IndexName: 'GSI1',
  KeySchema: [
    { AttributeName: 'gsi1pk', KeyType: 'HASH' },
    { AttributeName: 'gsi1sk', KeyType: 'RANGE' },
  ],
  Projection: { ProjectionType: 'ALL' },
};

describe('loadDataset into DynamoDB Local', () => {
  const lifecycle = new Lifecycle();
  let dynamodb: DynamoDbLocal;
  beforeAll(async () => {
    dynamodb = await startDynamoDbLocal({ log: createLog('silent'), lifecycle });
    for (const TableName of ['Loyalty', 'Content', 'Proximity']) {
      await dynamodb.client.call('CreateTable', {
        TableName,
        AttributeDefinitions: ATTRIBUTES,
        KeySchema: KEYS,
        GlobalSecondaryIndexes: [GSI1],
        BillingMode: 'PAY_PER_REQUEST',
      });
    }
  });
  afterAll(() => lifecycle.stop());

  async function countOf(table: string, start?: unknown): Promise<number> {
    const page = await dynamodb.client.call('Scan', {
      TableName: table,
      Select: 'COUNT',
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
    });
    const rest = page.LastEvaluatedKey === undefined ? 0 : await countOf(table, page.LastEvaluatedKey);
    return Number(page.Count) + rest;
  }

  it('writes every item of the three tables once, however often it runs', async () => {
    const lines: string[] = [];
    const load = () =>
      loadDataset({
        endpoint: dynamodb.endpoint,
        tables: { loyalty: 'Loyalty', content: 'Content', proximity: 'Proximity' },
        onProgress: (line) => lines.push(line),
      });

    const summary = await load();
    await load();

    const counts = await Promise.all(['Loyalty', 'Content', 'Proximity'].map((table) => countOf(table)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(summary.items);
    expect(lines[0]).toContain('500 members');
    expect(lines.length).toBeGreaterThanOrEqual(8);
  });

  it('serves the first page of a feed from one item, and the next from the index', async () => {
    const page = await dynamodb.client.call('GetItem', {
      TableName: 'Content',
      Key: { pk: { S: 'FEED#CARD#it#r3' }, sk: { S: 'PAGE' } },
    });
    const index = await dynamodb.client.call('Query', {
      TableName: 'Content',
      IndexName: 'GSI1',
      KeyConditionExpression: 'gsi1pk = :feed',
      ExpressionAttributeValues: { ':feed': { S: 'FEED#CARD#it' } },
      ScanIndexForward: false,
      Limit: 21,
    });

    expect(page.Item).toMatchObject({ hasMore: { BOOL: true } });
    expect(index.Items).toHaveLength(21);
  });

  it('fails with the name of what is missing', async () => {
    const tables = { loyalty: 'Loyalty', content: '', proximity: 'Proximity' };

    await expect(loadDataset({ endpoint: dynamodb.endpoint, tables })).rejects.toThrow('content table');
  });

  it('fails with what DynamoDB answers', async () => {
    const tables = { loyalty: 'Loyalty', content: 'Content', proximity: 'Nowhere' };

    await expect(loadDataset({ endpoint: dynamodb.endpoint, tables })).rejects.toThrow('ResourceNotFoundException');
  });
});

describe('batchWriter', () => {
  const puts: readonly PutRequest[] = ['a', 'b', 'c'].map((pk) => ({
    PutRequest: { Item: { pk: { S: pk }, sk: { S: '1' } } },
  }));

  /** Answers with what is left over of each batch, as `leave` says. */
  async function serverThat(leave: (batch: readonly PutRequest[]) => readonly PutRequest[]): Promise<{
    readonly server: Server;
    readonly endpoint: string;
    readonly batches: (readonly PutRequest[])[];
  }> {
    const batches: (readonly PutRequest[])[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { RequestItems } = JSON.parse(Buffer.concat(chunks).toString()) as {
          RequestItems: { T: readonly PutRequest[] };
        };
        batches.push(RequestItems.T);
        const left = leave(RequestItems.T);
        response.end(JSON.stringify({ UnprocessedItems: left.length === 0 ? {} : { T: left } }));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { server, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, batches };
  }

  it('sends again what was left unprocessed, and nothing else', async () => {
    const { server, endpoint, batches } = await serverThat((batch) => batch.slice(1));
    const writer = batchWriter(endpoint, 1);

    await writer.write('T', puts);

    writer.close();
    server.close();
    expect(batches).toEqual([puts, puts.slice(1), puts.slice(2)]);
  });

  it('gives up, with a count, when items stay unprocessed', async () => {
    const { server, endpoint, batches } = await serverThat((batch) => batch);
    const writer = batchWriter(endpoint, 1);

    await expect(writer.write('T', puts)).rejects.toThrow('3 items unprocessed after 8 attempts');

    writer.close();
    server.close();
    expect(batches).toHaveLength(8);
  });
});
