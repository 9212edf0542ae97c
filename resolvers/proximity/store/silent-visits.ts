/** Visits of phones that have fallen silent: found by the index of open presences, ended one member at a time. */
import { paginateQuery, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { isRetryable } from '../../shared/lambda/transaction-conflicts.ts';
import { instant } from '../model/instants.ts';
import * as keys from '../model/keys.ts';
import { silentChange } from '../model/silence.ts';
import { visitChanges } from '../model/visits.ts';
import type { Key } from './items.ts';
import type { ProximityStore } from './table.ts';
import { readTrack, silenceItems, visitWrite } from './track.ts';

const PAGE = 50;

/** Members of one shard, those first who have been silent for longest. The index may lag: each is read strongly before it is changed. */
export async function* silentMembers(store: ProximityStore, shard: number): AsyncGenerator<string> {
  const { client, tableName } = store;
  const pages = paginateQuery(
    { client, pageSize: PAGE },
    {
      TableName: tableName,
      IndexName: keys.SILENCE_INDEX,
      KeyConditionExpression: 'gsi1pk = :open AND gsi1sk <= :now',
      ExpressionAttributeValues: { ':open': keys.silencePk(shard), ':now': instant(store.clock.now()) },
    },
  );
  for await (const { Items = [] } of pages) {
    const memberIds = (Items as Key[]).map(({ pk }) => pk.slice(keys.memberPk('').length));
    yield* new Set(memberIds);
  }
}

/** @returns how many visits ended; 0 as well when somebody was faster: a report closes what is silent by itself */
export async function endSilentVisits(store: ProximityStore, memberId: string): Promise<number> {
  const { client, tableName } = store;
  const track = await readTrack(store, memberId, store.clock.now());
  const change = silentChange(track, store.clock.now());
  if (change === null) return 0;
  const visits = visitChanges(memberId, change.transitions);
  try {
    await client.send(
      new TransactWriteCommand({
        TransactItems: [
          ...silenceItems(tableName, memberId, track, change),
          ...visits.map((visit) => visitWrite(tableName, memberId, visit)),
        ],
      }),
    );
    return visits.length;
  } catch (error) {
    if (isRetryable(error)) return 0;
    throw error;
  }
}
