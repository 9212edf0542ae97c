import type { Wire } from './wire.ts';

/** DynamoDB Streams, for ARNs as `createTables` gives them. Each answer is DynamoDB's own, with attribute values in JSON form. */
export interface StreamsClient {
  describeStream(streamArn: string): Promise<Record<string, unknown>>;
  /** @param after - sequence number, for AFTER_SEQUENCE_NUMBER and AT_SEQUENCE_NUMBER only */
  getShardIterator(
    streamArn: string,
    shardId: string,
    type: 'TRIM_HORIZON' | 'LATEST' | 'AFTER_SEQUENCE_NUMBER' | 'AT_SEQUENCE_NUMBER',
    after?: string,
  ): Promise<string>;
  /** @returns `NextShardIterator` null when the shard is closed and read to its end */
  getRecords(
    iterator: string,
    limit?: number,
  ): Promise<{ readonly records: readonly Record<string, unknown>[]; readonly nextIterator: string | null }>;
}

export function createStreamsClient(wire: Wire): StreamsClient {
  const call = (operation: string, input: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> =>
    wire.send(`DynamoDBStreams_20120810.${operation}`, input, true);
  return {
    async describeStream(streamArn) {
      const answer = await call('DescribeStream', { StreamArn: streamArn });
      return answer.StreamDescription as Record<string, unknown>;
    },
    async getShardIterator(streamArn, shardId, type, after) {
      const answer = await call('GetShardIterator', {
        StreamArn: streamArn,
        ShardId: shardId,
        ShardIteratorType: type,
        ...(after === undefined ? {} : { SequenceNumber: after }),
      });
      return String(answer.ShardIterator);
    },
    async getRecords(iterator, limit = 1000) {
      const answer = await call('GetRecords', { ShardIterator: iterator, Limit: limit });
      const next = answer.NextShardIterator;
      return {
        records: (answer.Records ?? []) as readonly Record<string, unknown>[],
        nextIterator: typeof next === 'string' ? next : null,
      };
    },
  };
}
