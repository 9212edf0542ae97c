/**
 * Each minute: publishes what is scheduled, tells when a window begins, and takes back what has ended.
 *
 * It works from the state of each content, so a missed or doubled call changes nothing but the delay: readers are kept out by
 * the window in the documents themselves.
 */
import { once } from '../../shared/lambda/once.ts';
import { consoleLog, type Log } from '../../shared/lambda/log.ts';
import type { Invocation } from '../../shared/lambda/stream-batch.ts';
import { carryOut, dueContents } from '../store/due.ts';
import { liveStore } from '../store/live.ts';
import type { Store } from '../store/perform.ts';

/** A content that is begun later than this before the function's end could be cut off in the middle. The next minute goes on. */
const RESERVE_MS = 3000;

/** A campaign's hundred items are due at one instant. */
const CONTENTS_AT_A_TIME = 4;

export interface Scheduling {
  readonly store: Store;
  readonly log: Log;
}

/** How many contents changed, and how many failed. */
export interface Done {
  readonly changed: number;
  readonly failed: number;
}

/** One that fails does not keep the others waiting. Without an invocation, time is no matter. */
export async function run(scheduling: Scheduling, invocation?: Invocation): Promise<Done> {
  const isTimeLeft = (): boolean => (invocation?.getRemainingTimeInMillis() ?? Number.POSITIVE_INFINITY) > RESERVE_MS;
  const due = dueContents(scheduling.store);
  const workers = Array.from({ length: CONTENTS_AT_A_TIME }, () => work(scheduling, due, isTimeLeft));
  const done = await Promise.all(workers);
  const changed = done.reduce((sum, each) => sum + each.changed, 0);
  if (changed > 0) scheduling.log.info('The clock changed contents.', { changed });
  return { changed, failed: done.reduce((sum, each) => sum + each.failed, 0) };
}

/** Takes one after the other of what all workers share. */
async function work(
  { store, log }: Scheduling,
  due: AsyncGenerator<string, void>,
  isTimeLeft: () => boolean,
): Promise<Done> {
  let changed = 0;
  let failed = 0;
  while (isTimeLeft()) {
    const { value: contentId, done } = await due.next();
    if (done === true) break;
    try {
      if (await carryOut(store, contentId)) changed += 1;
    } catch (error) {
      failed += 1;
      log.error('A content that is due was not changed; the next minute tries again.', {
        contentId,
        reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      });
    }
  }
  return { changed, failed };
}

const live = once((): Scheduling => ({ store: liveStore(), log: consoleLog }));

export const handler = (_event: unknown, invocation?: Invocation): Promise<Done> => run(live(), invocation);
