import { createLog, type Clock } from '../../../../engine/kernel/index.ts';
import type { InvokeOutcome, InvokeRequest, Random } from '../../../../engine/kernel/index.ts';
import { createScheduler, type Scheduler, type SchedulerOptions } from '../../../../engine/scheduler/index.ts';
import type { ScheduleBlueprint } from '../../../../engine/template/index.ts';

export const START = Date.parse('2026-12-01T10:00:30.000Z');

/** Time that a test moves; what is due on the way happens in order, each at its own time. */
export class HandClock implements Clock {
  #now: number;
  #timers: { readonly at: number; readonly callback: () => void }[] = [];

  constructor(now = START) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + ms, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  /** Between two timers everything that waits for a promise goes on. */
  async move(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#timers.filter((each) => each.at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers = this.#timers.filter((each) => each !== next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#now = end;
  }
}

export function aSchedule(overrides: Partial<ScheduleBlueprint> = {}): ScheduleBlueprint {
  return {
    logicalId: 'EachMinute',
    arn: 'arn:aws:scheduler:eu-south-1:111122223333:schedule/default/each-minute',
    origin: 'scheduler',
    enabled: true,
    expression: 'rate(1 minute)',
    timezone: 'UTC',
    startMs: null,
    endMs: null,
    flexibleMinutes: 0,
    ...overrides,
    target: {
      arn: 'arn:aws:lambda:eu-south-1:111122223333:function:work:live',
      kind: 'function',
      roleArn: 'arn:aws:iam::111122223333:role/clock',
      input: null,
      maximumRetryAttempts: 2,
      maximumEventAgeSeconds: 60,
      deadLetterArn: 'arn:aws:sqs:eu-south-1:111122223333:dead',
      ...overrides.target,
    },
  };
}

export interface GivenScheduler {
  readonly scheduler: Scheduler;
  readonly clock: HandClock;
  readonly calls: InvokeRequest[];
  /** When each call was made. */
  readonly times: string[];
  readonly sent: { readonly arn: string; readonly body: string; readonly attributes: unknown }[];
}

export function aScheduler(
  schedules: readonly ScheduleBlueprint[],
  outcome: (call: number) => InvokeOutcome = () => ({ ok: true, payload: null }),
  options: Partial<SchedulerOptions> = {},
): GivenScheduler {
  const clock = new HandClock();
  const calls: InvokeRequest[] = [];
  const times: string[] = [];
  const sent: GivenScheduler['sent'] = [];
  const random: Random = { uuid: () => 'execution', number: () => 0.5, bytes: (length) => new Uint8Array(length) };
  const scheduler = createScheduler({
    schedules,
    region: 'eu-south-1',
    accountId: '111122223333',
    clock,
    random,
    log: createLog('silent'),
    invoke: (request) => {
      calls.push(request);
      times.push(new Date(clock.now()).toISOString());
      return Promise.resolve(outcome(calls.length));
    },
    sendToQueue: (arn, body, attributes) => void sent.push({ arn, body, attributes }),
    ...options,
  });
  return { scheduler, clock, calls, times, sent };
}
