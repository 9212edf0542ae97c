/**
 * Each five minutes: ends the visits of phones that have been silent for half an hour, at the moment when they were last heard.
 * The next report of such a phone would do the same; this one is for those that never report again.
 *
 * It works from the state of each member, so a missed or doubled call changes nothing but the delay.
 */
import { consoleLog, type Log } from '../../shared/lambda/log.ts';
import { once } from '../../shared/lambda/once.ts';
import type { Invocation } from '../../shared/lambda/stream-batch.ts';
import { SILENCE_SHARDS } from '../model/silence.ts';
import { liveStore } from '../store/live.ts';
import { endSilentVisits, silentMembers } from '../store/silent-visits.ts';
import type { ProximityStore } from '../store/table.ts';

/** A member that is begun later than this before the function's end could be cut off in the middle. */
const RESERVE_MS = 3000;

export interface Sweeping {
  readonly store: ProximityStore;
  readonly log: Log;
}

/** How many visits ended, and of how many members that failed. */
export interface Swept {
  readonly ended: number;
  readonly failed: number;
}

/** One member that fails does not keep the others waiting. Without an invocation, time is no matter. */
export async function run(sweeping: Sweeping, invocation?: Invocation): Promise<Swept> {
  const isTimeLeft = (): boolean => (invocation?.getRemainingTimeInMillis() ?? Number.POSITIVE_INFINITY) > RESERVE_MS;
  const shards = await Promise.all(SILENCE_SHARDS.map((shard) => sweepShard(sweeping, shard, isTimeLeft)));
  const ended = shards.reduce((sum, each) => sum + each.ended, 0);
  const failed = shards.reduce((sum, each) => sum + each.failed, 0);
  if (ended > 0) sweeping.log.info('Visits ended in silence.', { ended });
  return { ended, failed };
}

async function sweepShard({ store, log }: Sweeping, shard: number, isTimeLeft: () => boolean): Promise<Swept> {
  let ended = 0;
  let failed = 0;
  for await (const memberId of silentMembers(store, shard)) {
    if (!isTimeLeft()) break;
    try {
      ended += await endSilentVisits(store, memberId);
    } catch (error) {
      failed += 1;
      log.error('A silent visit was not ended; the next call tries again.', {
        memberId,
        reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      });
    }
  }
  return { ended, failed };
}

const live = once((): Sweeping => ({ store: liveStore(), log: consoleLog }));

export const handler = (_event: unknown, invocation?: Invocation): Promise<Swept> => run(live(), invocation);
