/** Strongly consistent reads of what a rule needs, and only that. */
import { GetCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Consent, Locale } from '../../../schema/generated/types.ts';
import * as keys from '../model/keys.ts';
import type {
  Account,
  IdempotencyRecord,
  Lot,
  MemberState,
  Profile,
  Reward,
  StockShard,
  TierState,
} from '../model/index.ts';

export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

/** A member without the lots: they are read after it, see `readLots`. */
export type Aggregate = Omit<MemberState, 'lots'>;

type Stored<T> = T & { readonly pk: string; readonly sk: string };

async function queryAll<T>(
  { client, tableName }: Table,
  pk: string,
  prefix: string,
  isConsistent = true,
): Promise<readonly Stored<T>[]> {
  const found = await client.send(
    new QueryCommand({
      TableName: tableName,
      ConsistentRead: isConsistent,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
    }),
  );
  return (found.Items ?? []) as Stored<T>[];
}

async function getOne<T>({ client, tableName }: Table, pk: string, sk: string): Promise<T | null> {
  const found = await client.send(new GetCommand({ TableName: tableName, Key: { pk, sk }, ConsistentRead: true }));
  return (found.Item as T | undefined) ?? null;
}

/** Null when there is no such member. Consents are read along and left out: no rule of this store needs them. */
export async function readAggregate(table: Table, memberId: string): Promise<Aggregate | null> {
  return (await readConsentingMember(table, memberId))?.aggregate ?? null;
}

/** A member with the current consents: what other domains need to know before they touch personal data. */
export interface ConsentingMember {
  readonly aggregate: Aggregate;
  readonly consents: readonly Consent[];
}

/** One Query (L1). @param isConsistent false halves the cost, where a moment's delay does no harm */
export async function readConsentingMember(
  table: Table,
  memberId: string,
  isConsistent = true,
): Promise<ConsentingMember | null> {
  const items = await queryAll<unknown>(table, keys.memberPk(memberId), keys.AGGREGATE_PREFIX, isConsistent);
  const aggregate = aggregateOf(items);
  if (aggregate === null) return null;
  const consents = items.filter((item) => item.sk.startsWith(keys.CONSENT_PREFIX)) as unknown as readonly Consent[];
  return {
    aggregate,
    consents: consents.map(({ purpose, granted, textVersion, source, at }) => ({
      purpose,
      granted,
      textVersion,
      source,
      at,
    })),
  };
}

function aggregateOf(items: readonly Stored<unknown>[]): Aggregate | null {
  const bySk = new Map(items.map((item): [string, unknown] => [item.sk, item]));
  const profile = bySk.get(keys.PROFILE_SK) as Profile | undefined;
  const account = bySk.get(keys.ACCOUNT_SK) as Account | undefined;
  const tier = bySk.get(keys.TIER_SK) as TierState | undefined;
  if (profile === undefined || account === undefined || tier === undefined) return null;
  return {
    profile: { ...profile, displayName: profile.displayName ?? null, email: profile.email ?? null },
    account: accountOf(account),
    tier: tierOf(tier),
  };
}

/**
 * Read after the aggregate, never beside it: lots that are newer than the account make the transaction fail on the account's
 * version, lots that are older would pass.
 */
export async function readLots(table: Table, memberId: string): Promise<readonly Lot[]> {
  const items = await queryAll<Lot>(table, keys.memberPk(memberId), keys.LOT_PREFIX);
  return items.map(({ expiresOn, remaining }) => ({ expiresOn, remaining }));
}

export async function readReward(table: Table, rewardId: string, locale: Locale): Promise<Reward | null> {
  const doc = await getOne<Reward>(table, keys.rewardPk(rewardId, locale), keys.REWARD_SK);
  if (doc === null) return null;
  const { id, name, costPoints, minTierRank, status } = doc;
  return {
    id,
    name,
    costPoints,
    minTierRank,
    status,
    placeIds: doc.placeIds ?? null,
    redeemableFrom: doc.redeemableFrom ?? null,
    redeemableTo: doc.redeemableTo ?? null,
    perMemberLimit: doc.perMemberLimit ?? null,
    stock: doc.stock ?? null,
  };
}

/** All shards in one Query: probing them one by one costs thirty times more once the stock is gone (domain 3.4). */
export async function readShards(table: Table, rewardId: string): Promise<readonly StockShard[]> {
  const items = await queryAll<StockShard>(table, keys.stockPk(rewardId), keys.SHARD_PREFIX);
  return items.map(({ index, remaining, taken }) => ({ rewardId, index, remaining, taken }));
}

export function readIdempotency(table: Table, entryId: string): Promise<IdempotencyRecord | null> {
  return getOne<IdempotencyRecord>(table, keys.idempotencyPk(entryId), keys.IDEMPOTENCY_SK);
}

function accountOf(stored: Account): Account {
  const { available, pending, reserved, owed, lifetimeEarned, lifetimeRedeemed, seq, version, asOf } = stored;
  const { takenByReward } = stored;
  return { available, pending, reserved, owed, lifetimeEarned, lifetimeRedeemed, seq, version, asOf, takenByReward };
}

function tierOf({ rank, validUntil, windowStart, qualifyingPoints, buckets }: TierState): TierState {
  return { rank, validUntil, windowStart, qualifyingPoints, buckets };
}
