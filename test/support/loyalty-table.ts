/** A Loyalty table in DynamoDB Local, filled through the product's own item mapping, and looked into as it is. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { startDynamoDbLocal } from '../../engine/dynamodb-local/index.ts';
import { createLog, Lifecycle, systemClock as engineClock } from '../../engine/kernel/index.ts';
import {
  enrolledMember,
  newStock,
  ORTICA_LINO,
  type MemberState,
  type RewardTerms,
} from '../../resolvers/loyalty/model/index.ts';
import { availabilityOf, memberItems, rewardItems, shardItem, type Item } from '../../resolvers/loyalty/store/items.ts';
import type { Store } from '../../resolvers/loyalty/store/perform.ts';
import { systemClock } from '../../resolvers/shared/lambda/clock.ts';
import { systemRandomness } from '../../resolvers/shared/lambda/randomness.ts';

export const TABLE_NAME = 'Loyalty';
const BATCH = 25;

export interface LoyaltyTable {
  readonly store: Store;
  put(items: readonly Item[]): Promise<void>;
  /** All items of a partition whose sort key has the prefix, read strongly, in key order. */
  itemsOf(pk: string, prefix: string): Promise<readonly Item[]>;
  stop(): Promise<void>;
}

export async function aLoyaltyTable(): Promise<LoyaltyTable> {
  const lifecycle = new Lifecycle();
  const local = await startDynamoDbLocal({ log: createLog('silent'), lifecycle, clock: engineClock });
  const key = (name: string, KeyType: string) => ({ AttributeName: name, KeyType });
  await local.client.call('CreateTable', {
    TableName: TABLE_NAME,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
  });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sdk = new DynamoDBClient({ endpoint: local.endpoint, region: 'eu-south-1', credentials });
  const client = DynamoDBDocumentClient.from(sdk);
  lifecycle.onStop('client', () => sdk.destroy());
  return {
    store: {
      client,
      tableName: TABLE_NAME,
      clock: systemClock,
      randomness: systemRandomness,
      program: ORTICA_LINO,
    },
    put: async (items) => {
      for (let start = 0; start < items.length; start += BATCH) {
        const requests = items.slice(start, start + BATCH).map((Item) => ({ PutRequest: { Item } }));
        await client.send(new BatchWriteCommand({ RequestItems: { [TABLE_NAME]: requests } }));
      }
    },
    itemsOf: async (pk, prefix) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: TABLE_NAME,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
        }),
      );
      return Items as Item[];
    },
    stop: async () => {
      await lifecycle.stop();
    },
  };
}

/** Enrolled two months ago, with points of one lot: booked nowhere, so sums over entries start from them. */
export function aStoredMember(id: string, points: number): MemberState {
  const profile = {
    id,
    displayName: null,
    email: null,
    status: 'ACTIVE',
    locale: 'it',
    enrolledAt: '2026-10-01T08:00:00.000Z',
  } as const;
  const fresh = enrolledMember(profile, ORTICA_LINO);
  const lots = points === 0 ? [] : [{ expiresOn: '2030-12-31', remaining: points }];
  return { ...fresh, account: { ...fresh.account, available: points }, lots };
}

export const itemsOfMember = (member: MemberState): readonly Item[] => memberItems(member, ORTICA_LINO);

/** An active reward with its documents and, when it has stock, its shards. */
export function itemsOfReward(id: string, terms: Partial<RewardTerms>, shardCount = 1): readonly Item[] {
  const full: RewardTerms = {
    id,
    costPoints: 10,
    minTierRank: 0,
    status: 'ACTIVE',
    placeIds: null,
    redeemableFrom: null,
    redeemableTo: null,
    perMemberLimit: null,
    stock: null,
    ...terms,
  };
  const shards = full.stock === null ? [] : newStock(id, full.stock, shardCount);
  const availability = availabilityOf(full.stock, shards, '2026-12-01T00:00:00.000Z');
  const texts = { it: { name: 'Panettone del Maestro', description: null } };
  return [...rewardItems(ORTICA_LINO.id, full, texts, availability), ...shards.map(shardItem)];
}
