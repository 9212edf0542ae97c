/** Runs the schedules of a blueprint by the engine's clock. */
import type { Clock, Invoke, Log, Random } from '../kernel/index.ts';
import type { ScheduleBlueprint } from '../template/index.ts';
import { deliver, type DeliveryPorts, type RefusalOf, type SendToQueue } from './delivery.ts';
import { occurrencesOf, type Occurrences } from './occurrences.ts';

export interface SchedulerOptions {
  readonly schedules: readonly ScheduleBlueprint[];
  readonly region: string;
  readonly accountId: string;
  readonly invoke: Invoke;
  readonly sendToQueue: SendToQueue;
  /** @default every role may do everything */
  readonly refusalOf?: RefusalOf;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export interface Scheduler {
  /** From now on schedules are due. */
  start(): void;
  /** Nothing is due any more, and waiting retries are given up. */
  stop(): void;
  /** Resolves when every call that was due has been made or given up. */
  settled(): Promise<void>;
}

/** Timers of the platform overflow at 24 days, and a machine that slept wakes late: the clock is asked again each hour. */
const LONGEST_TIMER_MS = 3_600_000;

/** @throws {EngineError} SCHEDULER_EXPRESSION for a schedule that EventBridge would refuse */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { clock, random, region, accountId } = options;
  const createdMs = clock.now();
  const enabled = options.schedules
    .map((schedule) => ({ schedule, occurrences: occurrencesOf(schedule, createdMs) }))
    .filter(({ schedule }) => schedule.enabled);
  const cancels = new Set<() => void>();
  const underway = new Set<Promise<void>>();
  let isStopped = false;

  const after = (ms: number, callback: () => void): void => {
    const cancel = clock.after(ms, () => {
      cancels.delete(cancel);
      if (!isStopped) callback();
    });
    cancels.add(cancel);
  };

  const ports: DeliveryPorts = {
    ...options,
    refusalOf: options.refusalOf ?? (() => null),
    wait: (ms) => new Promise((resolve) => after(ms, () => resolve(true))),
  };

  const call = (schedule: ScheduleBlueprint, scheduledMs: number): void => {
    const occurrence = { scheduledMs, executionId: random.uuid(), region, accountId };
    const delivery = deliver(ports, schedule, occurrence).finally(() => underway.delete(delivery));
    underway.add(delivery);
  };

  /** @param seenMs occurrences up to here are done */
  const arm = (schedule: ScheduleBlueprint, occurrences: Occurrences, seenMs: number): void => {
    const dueMs = occurrences.next(seenMs);
    if (dueMs === null) return;
    const waitMs = dueMs - clock.now();
    if (waitMs > LONGEST_TIMER_MS) {
      after(LONGEST_TIMER_MS, () => arm(schedule, occurrences, seenMs));
      return;
    }
    after(Math.max(0, waitMs), () => {
      const flexibleMs = Math.floor(random.number() * schedule.flexibleMinutes * 60_000);
      if (flexibleMs === 0) call(schedule, dueMs);
      else after(flexibleMs, () => call(schedule, dueMs));
      // What a sleeping machine missed is made up for by one call, not by one for each period.
      arm(schedule, occurrences, Math.max(dueMs, clock.now()));
    });
  };

  return {
    start() {
      for (const { schedule, occurrences } of enabled) arm(schedule, occurrences, createdMs - 1);
    },
    stop() {
      isStopped = true;
      for (const cancel of cancels) cancel();
      cancels.clear();
    },
    async settled() {
      while (underway.size > 0) await Promise.all(underway);
    },
  };
}
