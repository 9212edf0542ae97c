/** One event-source mapping: finds the shards of its stream and reads each, parents before children. */
import { messageOf } from '../kernel/index.ts';
import { Shard } from './shard.ts';
import type { ShardOptions } from './shard.ts';
import { Sleeper } from './sleeper.ts';
import { newCounters } from './stats.ts';
import type { MappingStats } from './stats.ts';

const DISCOVER_MS = 30_000;

export type ConsumerOptions = Omit<ShardOptions, 'shardId' | 'counters' | 'onFinished' | 'startAt'>;

interface ShardDescription {
  readonly shardId: string;
  readonly parentId: string | null;
  readonly isClosed: boolean;
}

function readShards(description: Readonly<Record<string, unknown>>): readonly ShardDescription[] {
  const shards = Array.isArray(description.Shards) ? (description.Shards as Readonly<Record<string, unknown>>[]) : [];
  return shards.map((shard) => {
    const range = (shard.SequenceNumberRange ?? {}) as Readonly<Record<string, unknown>>;
    return {
      shardId: String(shard.ShardId),
      parentId: typeof shard.ParentShardId === 'string' ? shard.ParentShardId : null,
      isClosed: typeof range.EndingSequenceNumber === 'string',
    };
  });
}

export class Consumer {
  readonly #options: ConsumerOptions;
  readonly #sleeper: Sleeper;
  readonly #counters = newCounters();
  readonly #open = new Map<string, Shard>();
  /** Read to the end, or closed before a mapping that starts at LATEST. */
  readonly #finished = new Set<string>();

  constructor(options: ConsumerOptions) {
    this.#options = options;
    this.#sleeper = new Sleeper(options.clock);
  }

  /** Resolves when every shard has its position. */
  async start(): Promise<void> {
    await this.#discover(this.#options.mapping.startingPosition);
    void this.#watch();
  }

  stop(): void {
    this.#sleeper.stop();
    for (const shard of this.#open.values()) shard.stop();
  }

  async drained(): Promise<void> {
    await Promise.all([...this.#open.values()].map((shard) => shard.drained()));
  }

  stats(): MappingStats {
    const shards = [...this.#open.values()];
    const arrivals = shards.map((shard) => shard.oldestArrival).filter((arrival) => arrival !== null);
    return {
      iteratorAgeMs: arrivals.length === 0 ? 0 : this.#options.clock.now() - Math.min(...arrivals),
      open: shards.reduce((sum, shard) => sum + shard.open, 0),
      ...this.#counters,
    };
  }

  async #watch(): Promise<void> {
    await this.#sleeper.sleep(DISCOVER_MS);
    while (!this.#sleeper.isStopped) {
      await this.#rediscover();
      await this.#sleeper.sleep(DISCOVER_MS);
    }
  }

  /** A shard that appears later is the child of one that we read: nothing of it may be skipped. */
  async #rediscover(): Promise<void> {
    const { log, mapping } = this.#options;
    try {
      await this.#discover('TRIM_HORIZON');
    } catch (cause) {
      log.warn('a stream could not be described', { mapping: mapping.logicalId, cause: messageOf(cause) });
    }
  }

  async #discover(startAt: 'TRIM_HORIZON' | 'LATEST'): Promise<void> {
    const { streams, localStreamArn } = this.#options;
    const shards = readShards(await streams.describeStream(localStreamArn));
    const known = new Set(shards.map((shard) => shard.shardId));
    for (const { shardId, parentId, isClosed } of shards) {
      if (this.#open.has(shardId) || this.#finished.has(shardId)) continue;
      if (startAt === 'LATEST' && isClosed) this.#finished.add(shardId);
      else if (parentId === null || !known.has(parentId) || this.#finished.has(parentId))
        await this.#begin(shardId, startAt);
    }
  }

  async #begin(shardId: string, startAt: 'TRIM_HORIZON' | 'LATEST'): Promise<void> {
    const { log, mapping } = this.#options;
    const onFinished = (): void => {
      this.#open.delete(shardId);
      this.#finished.add(shardId);
      void this.#rediscover();
    };
    const shard = new Shard({ ...this.#options, shardId, startAt, counters: this.#counters, onFinished });
    // Known before its position is: a second look at the stream must not open it twice.
    this.#open.set(shardId, shard);
    try {
      await shard.begin();
    } catch (cause) {
      this.#open.delete(shardId);
      throw cause;
    }
    if (this.#sleeper.isStopped) return;
    shard.run().catch((cause: unknown) => {
      log.error('a stream is not read any more', { mapping: mapping.logicalId, shardId, cause: messageOf(cause) });
    });
  }
}
