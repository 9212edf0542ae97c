/**
 * Keeps what the catalogue says of stock: each stock shard that the stream shows has its reward counted anew. A batch gathers a second's
 * changes and counts each reward once, so that a rush costs two writes a second and not two for each unit.
 */
import { consoleLog, type Log } from '../../shared/lambda/log.ts';
import { once } from '../../shared/lambda/once.ts';
import {
  consumeBatch,
  type BatchAnswer,
  type Invocation,
  type StreamEvent,
  type StreamRecord,
  type Task,
} from '../../shared/lambda/stream-batch.ts';
import { SHARD_PREFIX, stockPk } from '../model/keys.ts';
import { refreshAvailability } from '../store/availability.ts';
import { liveStore } from '../store/live.ts';
import type { Store } from '../store/perform.ts';

/** One Query and two writes. */
const RESERVE_MS = 3_000;
const REWARDS_AT_A_TIME = 8;

export interface Counting {
  readonly store: Store;
  readonly log: Log;
}

/** Null for what is no stock shard: the event source filters those out, but a filter can be changed. */
export function rewardOf({ dynamodb }: StreamRecord): string | null {
  const { pk, sk } = dynamodb?.Keys ?? {};
  const prefix = stockPk('');
  if (sk?.S?.startsWith(SHARD_PREFIX) !== true || pk?.S?.startsWith(prefix) !== true) return null;
  return pk.S.slice(prefix.length);
}

export function refresh(event: StreamEvent, { store, log }: Counting, invocation?: Invocation): Promise<BatchAnswer> {
  // All of a batch happened before its first count: one for each reward sees them all.
  const counted = new Map<string, Promise<void>>();
  const toTask = (record: StreamRecord): Task | null => {
    const rewardId = rewardOf(record);
    if (rewardId === null) return null;
    const run = (): Promise<void> => {
      const counting = counted.get(rewardId) ?? refreshAvailability(store, rewardId);
      counted.set(rewardId, counting);
      return counting;
    };
    return { key: rewardId, run };
  };
  return consumeBatch(
    event,
    {
      toTask,
      log,
      failureText: 'A reward was not counted; it will be tried again.',
      reserveMs: RESERVE_MS,
      concurrency: REWARDS_AT_A_TIME,
    },
    invocation,
  );
}

const live = once((): Counting => ({ store: liveStore(), log: consoleLog }));

export const handler = (event: StreamEvent, invocation?: Invocation): Promise<BatchAnswer> =>
  refresh(event, live(), invocation);
