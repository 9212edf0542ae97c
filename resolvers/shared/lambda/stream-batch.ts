/** One batch of a DynamoDB stream: in order for each key, several keys at a time, and an exact report of where it stopped. */
import type { Log } from './log.ts';

/** An attribute in the stream's own spelling; only what consumers read. */
export interface StreamAttribute {
  readonly S?: string;
  readonly N?: string;
  readonly L?: readonly StreamAttribute[];
  readonly M?: Readonly<Record<string, unknown>>;
}

export type StreamImage = Readonly<Record<string, StreamAttribute | undefined>>;

export interface StreamRecord {
  readonly eventName?: string;
  readonly dynamodb?: {
    readonly SequenceNumber?: string;
    readonly Keys?: StreamImage;
    readonly NewImage?: StreamImage;
    readonly OldImage?: StreamImage;
  };
}

export interface StreamEvent {
  readonly Records: readonly StreamRecord[];
}

/** `ReportBatchItemFailures`: everything from the named record on is delivered again. */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** What a consumer wants done for a record; null skips it. */
export interface Task {
  /** Tasks of one key run one after the other, in the stream's order. */
  readonly key: string;
  readonly run: () => Promise<void>;
}

export interface BatchOptions {
  readonly toTask: (record: StreamRecord) => Task | null;
  /** Asked before each task: false leaves the rest for the next delivery. */
  readonly mayGoOn: () => boolean;
  readonly onFailure: (record: StreamRecord, error: unknown) => void;
  /** Keys worked on at the same time. */
  readonly concurrency: number;
}

/** The part of Lambda's context that is used. */
export interface Invocation {
  getRemainingTimeInMillis(): number;
}

export interface ConsumerOptions {
  readonly toTask: (record: StreamRecord) => Task | null;
  readonly log: Log;
  /** What a person reads in the log when a record's task failed. */
  readonly failureText: string;
  /** A task that begins later than this before the function's end could be cut off in the middle. */
  readonly reserveMs: number;
  /** Keys worked on at the same time. */
  readonly concurrency: number;
}

/** A batch within the time of the invocation; without one, time is no matter. */
export function consumeBatch(
  event: StreamEvent,
  { toTask, log, failureText, reserveMs, concurrency }: ConsumerOptions,
  invocation?: Invocation,
): Promise<BatchAnswer> {
  return processBatch(event, {
    toTask,
    mayGoOn: () => (invocation?.getRemainingTimeInMillis() ?? Number.POSITIVE_INFINITY) > reserveMs,
    onFailure: (record, error) =>
      log.error(failureText, {
        sequenceNumber: sequenceNumber(record),
        reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      }),
    concurrency,
  });
}

interface Placed {
  readonly index: number;
  readonly record: StreamRecord;
  readonly task: Task;
}

/**
 * After the first failure no task is begun: the failed record and all behind it come again, also those of other keys that had
 * succeeded. Effects must bear that.
 */
export async function processBatch(event: StreamEvent, options: BatchOptions): Promise<BatchAnswer> {
  let firstFailure = Number.POSITIVE_INFINITY;
  const fail = (index: number): void => {
    firstFailure = Math.min(firstFailure, index);
  };

  const runLane = async (lane: readonly Placed[]): Promise<void> => {
    for (const { index, record, task } of lane) {
      if (index > firstFailure) return;
      if (!options.mayGoOn()) {
        fail(index);
        return;
      }
      try {
        await task.run();
      } catch (error) {
        options.onFailure(record, error);
        fail(index);
        return;
      }
    }
  };

  const lanes = lanesOf(event, options, fail);
  const worker = async (): Promise<void> => {
    for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) await runLane(lane);
  };
  await Promise.all(Array.from({ length: options.concurrency }, worker));

  if (firstFailure === Number.POSITIVE_INFINITY) return { batchItemFailures: [] };
  return { batchItemFailures: [{ itemIdentifier: sequenceNumber(event.Records[firstFailure]) }] };
}

/** Records of one key each, in stream order. A record that cannot be understood counts as failed. */
function lanesOf(event: StreamEvent, options: BatchOptions, fail: (index: number) => void): Placed[][] {
  const lanes = new Map<string, Placed[]>();
  for (const [index, record] of event.Records.entries()) {
    try {
      const task = options.toTask(record);
      if (task !== null) lanes.set(task.key, [...(lanes.get(task.key) ?? []), { index, record, task }]);
    } catch (error) {
      options.onFailure(record, error);
      fail(index);
      break;
    }
  }
  return [...lanes.values()];
}

/** Empty makes Lambda treat the whole batch as failed: the safe answer when a record has no number. */
export function sequenceNumber(record: StreamRecord | undefined): string {
  return record?.dynamodb?.SequenceNumber ?? '';
}
