/** Reads one shard and feeds its lanes. */
import { messageOf } from '../kernel/index.ts';
import { Checkpoint } from './checkpoint.ts';
import { Lane } from './lane.ts';
import type { LaneOptions } from './lane.ts';
import { laneOf } from './lane-choice.ts';
import type { CheckpointStore, IteratorType, StreamsClient } from './ports.ts';
import { Sleeper } from './sleeper.ts';
import { toStreamRecord } from './stream-record.ts';
import type { StreamRecord } from './stream-record.ts';

const READ_LIMIT = 1000;
const RETRY_READ_MS = 1000;

export interface ShardOptions extends Omit<LaneOptions, 'done'> {
  readonly streams: StreamsClient;
  /** Of the stream's own side. */
  readonly localStreamArn: string;
  readonly partitionKeyName: string;
  readonly passes: (event: Readonly<Record<string, unknown>>) => boolean;
  readonly checkpoints: CheckpointStore | null;
  readonly startAt: 'TRIM_HORIZON' | 'LATEST';
  readonly pollMs: number;
  /** The shard is closed, and its last record is handled. */
  readonly onFinished: () => void;
}

export class Shard {
  readonly #options: ShardOptions;
  readonly #sleeper: Sleeper;
  readonly #lanes: readonly Lane[];
  readonly #checkpoint: Checkpoint;
  readonly #drained: (() => void)[] = [];
  #iterator: string | null = null;
  #lastRead: string | null;

  constructor(options: ShardOptions) {
    this.#options = options;
    const { mapping, shardId, clock, checkpoints } = options;
    this.#sleeper = new Sleeper(clock);
    this.#lastRead = checkpoints?.load(mapping.logicalId, shardId) ?? null;
    this.#checkpoint = new Checkpoint((passed) => checkpoints?.save(mapping.logicalId, shardId, passed));
    const done = (records: readonly StreamRecord[]): void => {
      this.#checkpoint.done(records.map((record) => record.sequenceNumber));
      this.#sleeper.wake();
    };
    this.#lanes = Array.from(
      { length: Math.max(1, mapping.parallelizationFactor) },
      () => new Lane({ ...options, done }),
    );
  }

  get open(): number {
    return this.#checkpoint.openCount;
  }

  get oldestArrival(): number | null {
    const arrivals = this.#lanes.map((lane) => lane.oldestArrival).filter((arrival) => arrival !== null);
    return arrivals.length === 0 ? null : Math.min(...arrivals);
  }

  /** Takes the position: what is written after this has ended will be read. */
  async begin(): Promise<void> {
    const { streams, localStreamArn, shardId, startAt } = this.#options;
    const type: IteratorType = this.#lastRead === null ? startAt : 'AFTER_SEQUENCE_NUMBER';
    this.#iterator = await streams.getShardIterator(localStreamArn, shardId, type, this.#lastRead ?? undefined);
  }

  /** Reads until the shard ends or `stop`. */
  async run(): Promise<void> {
    const lanes = this.#lanes.map((lane) => lane.run());
    while (!this.#sleeper.isStopped && this.#iterator !== null) await this.#poll(this.#iterator);
    while (!this.#sleeper.isStopped && this.open > 0) await this.#sleeper.sleep(null);
    const isFinished = !this.#sleeper.isStopped;
    this.stop();
    await Promise.all(lanes);
    if (isFinished) this.#options.onFinished();
  }

  stop(): void {
    this.#sleeper.stop();
    for (const lane of this.#lanes) lane.stop();
    for (const resolve of this.#drained.splice(0)) resolve();
  }

  /** Resolves after a read that began later, found nothing, and left nothing open. */
  drained(): Promise<void> {
    if (this.#sleeper.isStopped) return Promise.resolve();
    return new Promise((resolve) => this.#drained.push(resolve));
  }

  async #poll(iterator: string): Promise<void> {
    const { mapping, pollMs } = this.#options;
    // A blocked lane must not fill the memory: read on when it has caught up.
    if (this.open >= Math.max(READ_LIMIT, mapping.batchSize * mapping.parallelizationFactor)) {
      return this.#sleeper.sleep(null);
    }
    const asked = this.open === 0 ? this.#drained.splice(0) : [];
    const count = await this.#read(iterator);
    if (count === 0 && this.open === 0) for (const resolve of asked) resolve();
    else this.#drained.push(...asked);
    if (count === null) return this.#sleeper.sleep(RETRY_READ_MS);
    if (count === 0) await this.#sleeper.sleep(pollMs);
  }

  /** @returns how many records came; null when the read failed */
  async #read(iterator: string): Promise<number | null> {
    try {
      const { records, nextIterator } = await this.#options.streams.getRecords(iterator, READ_LIMIT);
      if (this.#sleeper.isStopped) return 0;
      this.#iterator = nextIterator;
      this.#accept(records);
      return records.length;
    } catch (cause) {
      if (this.#sleeper.isStopped) return 0;
      await this.#recover(cause);
      return null;
    }
  }

  #accept(records: readonly Readonly<Record<string, unknown>>[]): void {
    const { mapping, partitionKeyName, clock, passes, counters } = this.#options;
    const now = clock.now();
    const byLane = this.#lanes.map((): StreamRecord[] => []);
    const skipped: string[] = [];
    for (const raw of records) {
      const record = toStreamRecord(raw, { streamArn: mapping.streamArn, partitionKeyName, now });
      this.#lastRead = record.sequenceNumber;
      this.#checkpoint.opened(record.sequenceNumber);
      if (passes(record.event)) byLane[laneOf(record.partitionKey, byLane.length)]?.push(record);
      else skipped.push(record.sequenceNumber);
    }
    counters.filtered += skipped.length;
    this.#checkpoint.done(skipped);
    for (const [at, taken] of byLane.entries()) if (taken.length > 0) this.#lanes[at]?.add(taken);
  }

  /** An iterator lives for 15 minutes, a record for 24 hours: both may be over after a long block. */
  async #recover(cause: unknown): Promise<void> {
    const { log, mapping, shardId, streams, localStreamArn } = this.#options;
    log.warn('a stream could not be read', { mapping: mapping.logicalId, shardId, cause: messageOf(cause) });
    const name = cause instanceof Error ? cause.name : '';
    try {
      if (name.startsWith('TrimmedDataAccess')) {
        this.#iterator = await streams.getShardIterator(localStreamArn, shardId, 'TRIM_HORIZON');
      } else if (name.startsWith('ExpiredIterator')) await this.begin();
    } catch (again) {
      log.warn('a stream gave no new iterator', { mapping: mapping.logicalId, shardId, cause: messageOf(again) });
    }
  }
}
