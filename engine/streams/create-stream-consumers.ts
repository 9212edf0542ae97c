import { userError } from '../kernel/index.ts';
import type { Clock, Invoke, Log, Random } from '../kernel/index.ts';
import type { EventSourceBlueprint, TableBlueprint } from '../template/index.ts';
import { Consumer } from './consumer.ts';
import { compileFilters } from './event-filter.ts';
import type { CheckpointStore, OnFailure, StreamsClient } from './ports.ts';
import type { MappingStats } from './stats.ts';

/** Empty reads cost DynamoDB Local some 2 ms. */
const POLL_MS = 75;

export interface StreamConsumersOptions {
  readonly eventSources: readonly EventSourceBlueprint[];
  readonly tables: readonly TableBlueprint[];
  readonly streams: StreamsClient;
  /** The stream's own ARN behind an ARN of the template; null or undefined when there is none. */
  readonly localStreamArn: (templateArn: string) => string | null | undefined;
  readonly invoke: Invoke;
  readonly onFailure: OnFailure;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** @default none: each start begins at the starting position */
  readonly checkpoints?: CheckpointStore;
  /** @default 75 */
  readonly pollMs?: number;
}

export interface StreamConsumers {
  /** Resolves when every mapping has its position: what is written from then on is read. */
  start(): Promise<void>;
  /** Ends all reading at once; an invocation that runs is not waited for. */
  stop(): void;
  /**
   * Resolves when everything written before the call is handled or given up, and nothing new followed from it.
   * Waits for batch windows and back-offs.
   */
  drained(): Promise<void>;
  /** By the mapping's logical id; a disabled mapping is not in it. */
  stats(): Readonly<Record<string, MappingStats>>;
}

function noStream(mapping: EventSourceBlueprint, known: readonly (string | null)[]): Error {
  return userError(
    'STREAMS_UNKNOWN_STREAM',
    `event-source mapping ${mapping.logicalId} reads ${mapping.streamArn}; streams of the served tables: ${known.filter((arn) => arn !== null).join(', ') || 'none'}`,
    'Point the mapping at the stream of a table in the served stack.',
  );
}

/**
 * Serves the event-source mappings of a blueprint by Lambda's rules (operations 5).
 * @throws {EngineError} for a filter that is not served, or a stream that no table has
 */
export function createStreamConsumers(options: StreamConsumersOptions): StreamConsumers {
  const consumers = new Map<string, Consumer>();
  for (const mapping of options.eventSources) {
    const passes = compileFilters(mapping.filters);
    const table = options.tables.find(({ streamArn }) => streamArn === mapping.streamArn);
    const localStreamArn = options.localStreamArn(mapping.streamArn);
    if (table === undefined || localStreamArn === null || localStreamArn === undefined) {
      throw noStream(
        mapping,
        options.tables.map(({ streamArn }) => streamArn),
      );
    }
    if (!mapping.enabled) continue;
    const { checkpoints = null, pollMs = POLL_MS } = options;
    const partitionKeyName = table.partitionKey.name;
    consumers.set(
      mapping.logicalId,
      new Consumer({ ...options, mapping, passes, localStreamArn, partitionKeyName, checkpoints, pollMs }),
    );
  }
  const all = [...consumers.values()];
  return {
    async start() {
      await Promise.all(all.map((consumer) => consumer.start()));
    },
    stop() {
      for (const consumer of all) consumer.stop();
    },
    async drained() {
      await Promise.all(all.map((consumer) => consumer.drained()));
    },
    stats: () => Object.fromEntries([...consumers].map(([id, consumer]) => [id, consumer.stats()])),
  };
}
