/**
 * A presence transition, the visit and the points as one transaction over two tables (W11): all of it, or nothing.
 *
 * The order of the actions is the order of the questions: was the presence as it was read, is the visit new, was the award paid
 * before, is the cap reached, was the account as it was read. Cancellation reasons come in that order.
 */
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { PositionChange } from '../../proximity/model/position.ts';
import { visitChanges } from '../../proximity/model/visits.ts';
import type { Item } from '../../proximity/store/items.ts';
import { trackItems, visitWrite, type TrackWrite, type TransactItem } from '../../proximity/store/track.ts';
import { awardKey, capName, type Award } from '../../loyalty/model/index.ts';
import type { CapCount, PlannedAwards } from '../../loyalty/store/awards.ts';
import { cancellationCodes, isRetryable } from '../../shared/lambda/transaction-conflicts.ts';
import type { ExperienceStore } from './experience-store.ts';

/**
 * Of one report. Each is an entry, its proof and at most one counter: beside the lock, the record, 24 presences with their visits,
 * account, level and lot, 15 of them make 98 of the 100 actions that a transaction takes.
 */
export const MAX_AWARDS = 15;

export interface PositionWrite {
  readonly track: TrackWrite;
  readonly change: PositionChange;
  readonly timezoneOf: (placeId: string) => string;
  /** The answer under its key; null for a report without transitions. */
  readonly record: Item | null;
  readonly awards: PlannedAwards | null;
}

export type PositionCommit =
  | { readonly outcome: 'committed' }
  /** Somebody was faster: read again, then decide again. */
  | { readonly outcome: 'stale' }
  /** Nothing was written because these were paid before, or have reached their caps; which then nobody else gets below either. */
  | { readonly outcome: 'not-payable'; readonly awards: readonly Award[]; readonly caps: readonly string[] };

interface Planned {
  readonly action: TransactItem;
  /** Awards that are not payable when the action's condition fails. */
  readonly awards?: readonly Award[];
  /** The cap that is reached then. */
  readonly cap?: string | null;
}

const createIn = (table: string, item: Item): TransactItem => ({
  Put: { TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' },
});

/** Counts up unless that would pass the cap. Several awards of one report count together: an item may be named once. */
function countUp(table: string, cap: CapCount, by: number): TransactItem {
  return {
    Update: {
      TableName: table,
      Key: cap.key,
      UpdateExpression: cap.ttl === null ? 'ADD #count :by' : 'SET #ttl = :ttl ADD #count :by',
      ConditionExpression: 'attribute_not_exists(#count) OR #count <= :most',
      ExpressionAttributeNames: { '#count': 'count', ...(cap.ttl === null ? {} : { '#ttl': 'ttl' }) },
      ExpressionAttributeValues: {
        ':by': by,
        ':most': cap.times - by,
        ...(cap.ttl === null ? {} : { ':ttl': cap.ttl }),
      },
    },
  };
}

function awardActions(table: string, planned: PlannedAwards): readonly Planned[] {
  const caps = new Map<string, { readonly cap: CapCount; readonly awards: Award[] }>();
  for (const { award, cap } of planned.awards) {
    if (cap === null) continue;
    const own = caps.get(cap.key.sk);
    if (own === undefined) caps.set(cap.key.sk, { cap, awards: [award] });
    else own.awards.push(award);
  }
  const accountPut: TransactItem = {
    Put: {
      TableName: table,
      Item: planned.account,
      ConditionExpression: '#version = :version',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':version': planned.expectedVersion },
    },
  };
  return [
    ...planned.awards.map(({ award, item }) => ({ action: createIn(table, item), awards: [award] })),
    // The last award gives way first: the others may still fit under the cap.
    ...[...caps.values()].map(({ cap, awards }) => ({
      action: countUp(table, cap, awards.length),
      awards: awards.slice(-1),
      // Of several awards together, some may still fit.
      cap: awards.length === 1 ? (awards.map(capName)[0] ?? null) : null,
    })),
    { action: accountPut },
    ...planned.entries.map((item) => ({ action: createIn(table, item) })),
    ...planned.puts.map((item) => ({ action: { Put: { TableName: table, Item: item } } })),
  ];
}

/** @throws whatever DynamoDB says beyond conflicts and failed conditions */
export async function commitPosition(store: ExperienceStore, write: PositionWrite): Promise<PositionCommit> {
  const { track, change, timezoneOf, record, awards } = write;
  const { memberId } = track;
  const [lock, ...presences] = trackItems(store.proximityTable, track, change);
  const visits = visitChanges(memberId, change.transitions, timezoneOf);
  const planned: readonly Planned[] = [
    ...(lock === undefined ? [] : [{ action: lock }]),
    ...visits.map((visit) => ({ action: visitWrite(store.proximityTable, memberId, visit) })),
    ...(record === null ? [] : [{ action: createIn(store.proximityTable, record) }]),
    ...(awards === null ? [] : awardActions(store.loyaltyTable, awards)),
    ...presences.map((action) => ({ action })),
  ];
  try {
    await store.client.send(new TransactWriteCommand({ TransactItems: planned.map(({ action }) => action) }));
    return { outcome: 'committed' };
  } catch (error) {
    if (!isRetryable(error)) throw error;
    const failed = cancellationCodes(error).flatMap((code, index) =>
      code === 'None' ? [] : [{ code, plan: planned[index] }],
    );
    const isAwardAlone =
      failed.length > 0 &&
      failed.every(({ code, plan }) => code === 'ConditionalCheckFailed' && plan?.awards !== undefined);
    if (!isAwardAlone) return { outcome: 'stale' };
    const unpaid = new Map(failed.flatMap(({ plan }) => plan?.awards ?? []).map((award) => [awardKey(award), award]));
    return {
      outcome: 'not-payable',
      awards: [...unpaid.values()],
      caps: failed.flatMap(({ plan }) => plan?.cap ?? []),
    };
  }
}
