/** A Content table in DynamoDB Local with its two indexes, looked into as it is. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { startDynamoDbLocal } from '../../engine/dynamodb-local/index.ts';
import { createLog, Lifecycle, systemClock as engineClock } from '../../engine/kernel/index.ts';
import type { Item } from '../../resolvers/content/store/items.ts';
import type { Store } from '../../resolvers/content/store/perform.ts';
import { systemClock } from '../../resolvers/shared/lambda/clock.ts';
import { systemRandomness } from '../../resolvers/shared/lambda/randomness.ts';

const TABLE_NAME = 'Content';
const KEYS = ['pk', 'sk', 'gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk'];

export interface ContentTable {
  readonly store: Store;
  put(items: readonly Item[]): Promise<void>;
  get(pk: string, sk: string): Promise<Item | null>;
  /** Everything, read strongly. */
  all(): Promise<readonly Item[]>;
  stop(): Promise<void>;
}

export async function aContentTable(): Promise<ContentTable> {
  const lifecycle = new Lifecycle();
  const local = await startDynamoDbLocal({ log: createLog('silent'), lifecycle, clock: engineClock });
  const schema = (pk: string, sk: string) => [
    { AttributeName: pk, KeyType: 'HASH' },
    { AttributeName: sk, KeyType: 'RANGE' },
  ];
  await local.client.call('CreateTable', {
    TableName: TABLE_NAME,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: KEYS.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: schema('pk', 'sk'),
    GlobalSecondaryIndexes: ['1', '2'].map((number) => ({
      IndexName: `GSI${number}`,
      KeySchema: schema(`gsi${number}pk`, `gsi${number}sk`),
      Projection: { ProjectionType: 'ALL' },
    })),
  });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sdk = new DynamoDBClient({ endpoint: local.endpoint, region: 'eu-south-1', credentials });
  const client = DynamoDBDocumentClient.from(sdk, { marshallOptions: { removeUndefinedValues: true } });
  lifecycle.onStop('client', () => sdk.destroy());
  return {
    store: { client, tableName: TABLE_NAME, clock: systemClock, randomness: systemRandomness },
    put: async (items) => {
      for (let start = 0; start < items.length; start += 25) {
        const requests = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
        await client.send(new BatchWriteCommand({ RequestItems: { [TABLE_NAME]: requests } }));
      }
    },
    get: async (pk, sk) => {
      const { Item } = await client.send(
        new GetCommand({ TableName: TABLE_NAME, Key: { pk, sk }, ConsistentRead: true }),
      );
      return (Item as Item | undefined) ?? null;
    },
    all: async () => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: TABLE_NAME, ConsistentRead: true }));
      return Items as Item[];
    },
    stop: async () => {
      await lifecycle.stop();
    },
  };
}
