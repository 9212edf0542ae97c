/**
 * Each minute: publishes what is scheduled, and takes back what has ended.
 *
 * It works from the state of each content, so a missed or doubled call changes nothing but the delay: readers are kept out by
 * the window in the documents themselves.
 */
import { once } from '../../shared/lambda/once.ts';
import { consoleLog, type Log } from '../../shared/lambda/log.ts';
import { carryOut, readDue } from '../store/due.ts';
import { liveStore } from '../store/live.ts';
import type { Store } from '../store/perform.ts';

/** One call's share: with a transaction each it ends well within the function's time. The next minute goes on. */
const AT_MOST = 25;

export interface Scheduling {
  readonly store: Store;
  readonly log: Log;
}

/** How many contents changed, and how many failed. */
export interface Done {
  readonly changed: number;
  readonly failed: number;
}

/** One that fails does not keep the others waiting. */
export async function run({ store, log }: Scheduling): Promise<Done> {
  let changed = 0;
  let failed = 0;
  for (const contentId of await readDue(store, AT_MOST)) {
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
  if (changed > 0) log.info('The clock changed contents.', { changed });
  return { changed, failed };
}

const live = once((): Scheduling => ({ store: liveStore(), log: consoleLog }));

export const handler = (): Promise<Done> => run(live());
