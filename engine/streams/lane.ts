/** One strand of a shard: batches records, invokes, and does what the rules say. A failing batch blocks what comes after it. */
import { messageOf } from '../kernel/index.ts';
import type { Clock, Invoke, InvokeOutcome, Log, Random } from '../kernel/index.ts';
import type { EventSourceBlueprint } from '../template/index.ts';
import { backOffMs } from './back-off.ts';
import { aNewBatch } from './batch.ts';
import type { Batch, BatchAnswer, Step } from './batch.ts';
import { decideAfterAnswer, decideByAge } from './decide-after-answer.ts';
import { toFailureMessage } from './failure-message.ts';
import type { OnFailure } from './ports.ts';
import { Sleeper } from './sleeper.ts';
import type { Counters } from './stats.ts';
import type { StreamRecord } from './stream-record.ts';

/** Limit of an invocation's payload, less the wrapping around the records. */
const MAX_BATCH_BYTES = 6_000_000;

export interface LaneOptions {
  readonly mapping: EventSourceBlueprint;
  readonly shardId: string;
  readonly invoke: Invoke;
  readonly onFailure: OnFailure;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly counters: Counters;
  /** Handled or given up. */
  readonly done: (records: readonly StreamRecord[]) => void;
}

function toAnswer(outcome: InvokeOutcome): BatchAnswer {
  if (outcome.ok) return { kind: 'answered', payload: outcome.payload };
  return { kind: outcome.reason === 'throttled' ? 'throttled' : 'failed' };
}

/** A port that breaks its promise must not end the lane. */
function toFailedOutcome(thrown: unknown): InvokeOutcome {
  return { ok: false, reason: 'crash', errorType: 'InvokeFailed', errorMessage: messageOf(thrown), payload: null };
}

export class Lane {
  readonly #options: LaneOptions;
  readonly #sleeper: Sleeper;
  readonly #waiting: StreamRecord[] = [];
  #firstWaitingSince = 0;
  #current: StreamRecord | null = null;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#sleeper = new Sleeper(options.clock);
  }

  /** When the oldest open record arrived; null when there is none. */
  get oldestArrival(): number | null {
    return (this.#current ?? this.#waiting[0])?.arrivedAt ?? null;
  }

  add(records: readonly StreamRecord[]): void {
    if (this.#waiting.length === 0) this.#firstWaitingSince = this.#options.clock.now();
    this.#waiting.push(...records);
    this.#sleeper.wake();
  }

  /** Ends after the running invocation, whose answer is not looked at any more. */
  stop(): void {
    this.#sleeper.stop();
  }

  /** Runs until `stop`. */
  async run(): Promise<void> {
    while (!this.#sleeper.isStopped) {
      const waitMs = this.#msUntilFull();
      if (waitMs === 0) await this.#work(aNewBatch(this.#take()));
      else await this.#sleeper.sleep(waitMs);
    }
  }

  /** 0 when a batch is full or its window is over; null when nothing waits. */
  #msUntilFull(): number | null {
    const { mapping, clock } = this.#options;
    if (this.#waiting.length === 0) return null;
    if (this.#waiting.length >= mapping.batchSize) return 0;
    const waitingBytes = this.#waiting.reduce((sum, record) => sum + record.bytes, 0);
    if (waitingBytes >= MAX_BATCH_BYTES) return 0;
    return Math.max(0, this.#firstWaitingSince + mapping.batchWindowSeconds * 1000 - clock.now());
  }

  #take(): StreamRecord[] {
    let count = 0;
    let bytes = 0;
    for (const record of this.#waiting) {
      bytes += record.bytes;
      if (count > 0 && (bytes > MAX_BATCH_BYTES || count >= this.#options.mapping.batchSize)) break;
      count += 1;
    }
    const taken = this.#waiting.splice(0, count);
    this.#firstWaitingSince = this.#options.clock.now();
    return taken;
  }

  /** Brings one batch, and all that it is split into, to its end. */
  async #work(first: Batch): Promise<void> {
    const stack: Step[] = [{ kind: 'again', batch: first }];
    for (let step = stack.shift(); step !== undefined && !this.#sleeper.isStopped; step = stack.shift()) {
      if (step.kind === 'again') stack.unshift(...(await this.#attempt(step.batch)));
      else if (step.kind === 'handled') this.#handled(step.records);
      else await this.#discard(step);
    }
    this.#current = null;
  }

  async #attempt(batch: Batch): Promise<readonly Step[]> {
    const { mapping, clock, random } = this.#options;
    this.#current = batch.records[0] ?? null;
    const waitMs = backOffMs(batch.setbacks, random.number());
    const until = clock.now() + waitMs;
    // New records wake the lane; they must not cut a back-off short.
    while (clock.now() < until && !this.#sleeper.isStopped) await this.#sleeper.sleep(until - clock.now());
    const byAge = decideByAge(batch, clock.now(), mapping);
    if (byAge[0]?.kind === 'discard' || this.#sleeper.isStopped) return byAge;
    return this.#invoke(batch);
  }

  async #invoke(batch: Batch): Promise<readonly Step[]> {
    const { mapping, invoke, random, log, counters } = this.#options;
    const requestId = random.uuid();
    counters.invocations += 1;
    const payload = { Records: batch.records.map((record) => record.event) };
    const outcome = await invoke({ function: mapping.functionArn, payload }).catch(toFailedOutcome);
    const answer = toAnswer(outcome);
    const isRun = answer.kind !== 'throttled';
    const tried: Batch = {
      ...batch,
      invocations: batch.invocations + (isRun ? 1 : 0),
      last: isRun ? { requestId, functionError: !outcome.ok } : batch.last,
    };
    const steps = decideAfterAnswer(tried, answer, mapping);
    if (steps.some((step) => step.kind !== 'handled') && !this.#sleeper.isStopped) {
      counters.setbacks += 1;
      log.warn('a batch of stream records failed', {
        mapping: mapping.logicalId,
        function: mapping.functionArn,
        records: batch.records.length,
        retries: batch.retries,
        ...(outcome.ok
          ? { answer: outcome.payload }
          : { errorType: outcome.errorType, errorMessage: outcome.errorMessage }),
      });
    }
    return steps;
  }

  #handled(records: readonly StreamRecord[]): void {
    this.#options.counters.handled += records.length;
    this.#options.done(records);
  }

  async #discard({ batch, condition }: Extract<Step, { kind: 'discard' }>): Promise<void> {
    const { mapping, shardId, clock, log, counters, onFailure, done } = this.#options;
    const { functionArn, streamArn, onFailureArn, logicalId } = mapping;
    counters.failed += batch.records.length;
    const message = toFailureMessage({ batch, condition, functionArn, streamArn, shardId, now: clock.now() });
    log.error('stream records are given up', { mapping: logicalId, destination: onFailureArn, ...message });
    try {
      if (onFailureArn !== null) await onFailure(onFailureArn, message);
    } catch (cause) {
      log.error('the failure destination took no message', { mapping: logicalId, cause: messageOf(cause) });
    }
    done(batch.records);
  }
}
