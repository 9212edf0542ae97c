/** Three tables of DynamoDB Local for suites that span domains, with a clock in the test's hand. */
import {
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  paginateScan,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynamoDbLocal } from '../../engine/dynamodb-local/index.ts';
import { createLog, Lifecycle } from '../../engine/kernel/index.ts';
import type { ExperienceStore } from '../../resolvers/experience/store/experience-store.ts';
import { ORTICA_LINO } from '../../resolvers/loyalty/model/index.ts';
import { systemRandomness } from '../../resolvers/shared/lambda/randomness.ts';

export type Item = { readonly pk: string; readonly sk: string } & Readonly<Record<string, unknown>>;

export interface ExperienceTables {
  readonly store: ExperienceStore;
  /** Commands sent so far, by name: `TransactWriteCommand` … */
  readonly sent: string[];
  setNow(ms: number): void;
  put(table: 'loyalty' | 'proximity' | 'content', items: readonly Item[]): Promise<void>;
  remove(table: 'loyalty' | 'proximity' | 'content', key: Pick<Item, 'pk' | 'sk'>): Promise<void>;
  itemsOf(table: 'loyalty' | 'proximity' | 'content', pk: string, prefix: string): Promise<readonly Item[]>;
  /** Everything, read strongly. */
  all(table: 'loyalty' | 'proximity' | 'content'): Promise<readonly Item[]>;
  stop(): Promise<void>;
}

const TABLES = { loyalty: 'Loyalty', proximity: 'Proximity', content: 'Content' } as const;
/** Batches on their way at once. */
const WRITERS = 6;

const KEY = (prefix: string) => [
  { AttributeName: `${prefix}pk`, KeyType: 'HASH' },
  { AttributeName: `${prefix}sk`, KeyType: 'RANGE' },
];

export async function experienceTables(): Promise<ExperienceTables> {
  const lifecycle = new Lifecycle();
  const dynamodb = await startDynamoDbLocal({ log: createLog('silent'), lifecycle });
  for (const TableName of Object.values(TABLES)) {
    await dynamodb.client.call('CreateTable', {
      TableName,
      AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: KEY(''),
      GlobalSecondaryIndexes: ['gsi1', 'gsi2'].map((name) => ({
        IndexName: name.toUpperCase(),
        KeySchema: KEY(name),
        Projection: { ProjectionType: TableName === TABLES.proximity && name === 'gsi1' ? 'KEYS_ONLY' : 'ALL' },
      })),
      BillingMode: 'PAY_PER_REQUEST',
    });
  }
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: dynamodb.endpoint, region: 'eu-west-1', credentials }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
  const sent: string[] = [];
  client.middlewareStack.add(
    (next, context) => (args) => {
      sent.push(String((context as { commandName?: string }).commandName));
      return next(args);
    },
    { step: 'initialize' },
  );
  let nowMs = Date.now();
  const store: ExperienceStore = {
    client,
    loyaltyTable: TABLES.loyalty,
    proximityTable: TABLES.proximity,
    contentTable: TABLES.content,
    clock: { now: () => nowMs, pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
    randomness: systemRandomness,
    program: ORTICA_LINO,
  };
  return {
    store,
    sent,
    setNow: (ms) => {
      nowMs = ms;
    },
    async put(table, items) {
      await inParallel(Math.ceil(items.length / 25), WRITERS, async (batch) => {
        const requests = items.slice(batch * 25, batch * 25 + 25).map((Item) => ({ PutRequest: { Item } }));
        await client.send(new BatchWriteCommand({ RequestItems: { [TABLES[table]]: requests } }));
      });
    },
    async all(table) {
      const found: Item[] = [];
      for await (const page of paginateScan({ client }, { TableName: TABLES[table], ConsistentRead: true })) {
        found.push(...((page.Items ?? []) as Item[]));
      }
      return found;
    },
    async remove(table, { pk, sk }) {
      await client.send(new DeleteCommand({ TableName: TABLES[table], Key: { pk, sk } }));
    },
    async itemsOf(table, pk, prefix) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: TABLES[table],
          ConsistentRead: true,
          KeyConditionExpression: prefix === '' ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': pk, ...(prefix === '' ? {} : { ':prefix': prefix }) },
        }),
      );
      return Items as Item[];
    },
    stop: async () => {
      client.destroy();
      await lifecycle.stop();
    },
  };
}

/** Deals work out to callers that run side by side. */
export async function inParallel(
  count: number,
  callers: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
}
