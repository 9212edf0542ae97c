/**
 * Where a member is, as the table remembers it: the last fix, and a presence a place (P4, W10).
 *
 * The fix's version is the lock of all of it: every write names the version that was read. After a consent is taken back the
 * version stays, without a position, so that a report under way cannot write what it read before (invariant I15).
 */
import { PutCommand, QueryCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import * as keys from '../model/keys.ts';
import type { Presence } from '../model/presence.ts';
import { EMPTY_TRACK, type Heard, type Track, type TrackChange } from '../model/track.ts';
import type { VisitChange } from '../model/visits.ts';
import { presenceItem, visitItem, type Item } from './items.ts';
import type { ProximityTable, Stored } from './table.ts';

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

interface LockItem extends Partial<Heard> {
  readonly version: number;
  readonly isWithdrawn?: boolean;
  readonly ttl?: number;
}

/** The last fix is forgotten after a day (domain 2.6). */
const FIX_KEPT_S = 86_400;

/** TTL deletes late: what has run out is not read, only the lock's number is. */
export async function readTrack(
  { client, tableName }: ProximityTable,
  memberId: string,
  nowMs: number,
): Promise<Track> {
  const found = await client.send(
    new QueryCommand({
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': keys.memberPk(memberId), ':prefix': keys.PRESENCE_PREFIX },
    }),
  );
  const items = (found.Items ?? []) as Stored[];
  const isAlive = (ttl: unknown): boolean => ttl === undefined || Number(ttl) * 1000 > nowMs;
  const lock = items.find((item) => item.sk === keys.FIX_SK) as unknown as LockItem | undefined;
  const presences = items.filter((item) => item.sk.startsWith(keys.PLACE_PRESENCE_PREFIX) && isAlive(item.ttl));
  const remembered: Partial<Heard> = lock !== undefined && isAlive(lock.ttl) ? lock : {};
  const { fix = null, reportedMs = null, recent = [], refused = {} } = remembered;
  const heardMs = remembered.heardMs ?? fix?.sampledMs ?? null;
  return {
    ...EMPTY_TRACK,
    version: lock?.version ?? 0,
    isWithdrawn: lock?.isWithdrawn ?? false,
    ...{ fix, heardMs, reportedMs, recent, refused },
    presences: presences.map((item) => presenceOf(item as unknown as Presence, heardMs ?? 0)),
  };
}

/** A phone is heard as a whole: its last fix is newer than what each place has of it, and counts for all of them. */
function presenceOf(stored: Presence, heardMs: number): Presence {
  const { placeId, state, score, sinceMs, lastSeenMs, enteredMs, hasDwelled, source } = stored;
  const { visitId = null, outsideSinceMs = null, zones = [], arrivalZones = [] } = stored as Partial<Presence>;
  const lastHeardMs = Math.max((stored as Partial<Presence>).lastHeardMs ?? lastSeenMs, heardMs);
  const times = { sinceMs, lastSeenMs, lastHeardMs, enteredMs, outsideSinceMs };
  return { placeId, state, score, visitId, hasDwelled, source, zones, arrivalZones, ...times };
}

function lockedPut(tableName: string, item: Item, readVersion: number) {
  if (readVersion === 0) return { TableName: tableName, Item: item, ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    TableName: tableName,
    Item: item,
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': readVersion },
  };
}

export interface TrackWrite {
  readonly memberId: string;
  readonly before: Track;
  readonly after: Heard;
}

function lockPut(tableName: string, { memberId, before, after }: TrackWrite) {
  const { fix, heardMs, reportedMs, recent, refused } = after;
  const lastMs = fix?.sampledMs ?? reportedMs;
  const item: Item = {
    ...lockItem(memberId, before),
    ...(fix === null ? {} : { fix, heardMs }),
    ...(lastMs === null ? {} : { reportedMs, recent, refused, ttl: Math.floor(lastMs / 1000) + FIX_KEPT_S }),
  };
  return lockedPut(tableName, item, before.version);
}

/** The lock that follows the one that was read, without a position. */
const lockItem = (memberId: string, before: Track): Item => ({
  pk: keys.memberPk(memberId),
  sk: keys.FIX_SK,
  version: before.version + 1,
});

/** The lock alone, one plain write: nothing else has changed. @throws ConditionalCheckFailedException when somebody was faster */
export async function writeLock({ client, tableName }: ProximityTable, write: TrackWrite): Promise<void> {
  await client.send(new PutCommand(lockPut(tableName, write)));
}

/** The lock comes first. */
export function trackItems(tableName: string, write: TrackWrite, change: TrackChange): readonly TransactItem[] {
  return [{ Put: lockPut(tableName, write) }, ...presenceItems(tableName, write.memberId, change)];
}

/** The lock comes first, and says of the phones what it said before: nobody reported. */
export const silenceItems = (
  tableName: string,
  memberId: string,
  before: Track,
  change: TrackChange,
): readonly TransactItem[] => trackItems(tableName, { memberId, before, after: before }, change);

const presenceItems = (tableName: string, memberId: string, change: TrackChange): readonly TransactItem[] => [
  ...change.presences.map((presence) => ({ Put: { TableName: tableName, Item: presenceItem(memberId, presence) } })),
  ...change.forgotten.map((placeId) => deletion(tableName, memberId, keys.presenceSk(placeId))),
];

const deletion = (tableName: string, memberId: string, sk: string): TransactItem => ({
  Delete: { TableName: tableName, Key: { pk: keys.memberPk(memberId), sk } },
});

/** A visit that begins, on the condition that it is not there; or the change of one that is. */
export function visitWrite(tableName: string, memberId: string, change: VisitChange): TransactItem {
  if (change.begun !== null) {
    const ConditionExpression = 'attribute_not_exists(pk)';
    return { Put: { TableName: tableName, Item: visitItem(change.begun), ConditionExpression } };
  }
  const { dwelledAt, exitedAt, durationS, returnedAt } = change;
  const set = Object.entries({ dwelledAt, exitedAt, durationS, returnedAt }).filter(([, value]) => value !== null);
  const isReopened = returnedAt !== null && exitedAt === null;
  const assignments = set.map(([name]) => `${name} = :${name}`).join(', ');
  return {
    Update: {
      TableName: tableName,
      Key: { pk: keys.memberPk(memberId), sk: keys.visitSk(change.id) },
      UpdateExpression: `SET ${assignments}${isReopened ? ' REMOVE exitedAt, durationS' : ''}`,
      // An erased visit does not come back.
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
    },
  };
}

/** No position may be written from now on, and none is left. */
export function withdrawalItems(tableName: string, memberId: string, track: Track): readonly TransactItem[] {
  const item = { ...lockItem(memberId, track), isWithdrawn: true };
  return [
    { Put: lockedPut(tableName, item, track.version) },
    deletion(tableName, memberId, keys.REFUSED_SK),
    ...track.presences.map(({ placeId }) => deletion(tableName, memberId, keys.presenceSk(placeId))),
  ];
}

/** Positions may be written again; empty when they always were. */
export function returnItems(tableName: string, memberId: string, track: Track): readonly TransactItem[] {
  if (!track.isWithdrawn) return [];
  return [{ Put: lockedPut(tableName, lockItem(memberId, track), track.version) }];
}
