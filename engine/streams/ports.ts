/** What this room asks for. `engine/engine.ts` joins it to DynamoDB Local, the Lambda host and the queues. */

export type IteratorType = 'TRIM_HORIZON' | 'LATEST' | 'AFTER_SEQUENCE_NUMBER';

/** DynamoDB Streams by its JSON protocol; ARNs are those of the stream's own side, not the template's. */
export interface StreamsClient {
  /** @returns `StreamDescription`; only its `Shards` are read */
  describeStream(streamArn: string): Promise<Readonly<Record<string, unknown>>>;
  /** @param after - for AFTER_SEQUENCE_NUMBER only */
  getShardIterator(streamArn: string, shardId: string, type: IteratorType, after?: string): Promise<string>;
  /** @returns `nextIterator` null when the shard is closed and read to its end */
  getRecords(
    iterator: string,
    limit?: number,
  ): Promise<{ readonly records: readonly Readonly<Record<string, unknown>>[]; readonly nextIterator: string | null }>;
}

/** Where a mapping goes on after a restart. Without one, each start begins at the mapping's starting position. */
export interface CheckpointStore {
  /** @returns the sequence number up to which all records were handled; null when there is none */
  load(mappingId: string, shardId: string): string | null;
  save(mappingId: string, shardId: string, sequenceNumber: string): void;
}

/** Takes the message of a failed batch; the queue is named by its ARN. */
export type OnFailure = (destinationArn: string, message: Readonly<Record<string, unknown>>) => Promise<void> | void;
