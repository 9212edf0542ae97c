import type { Batch, DiscardCondition } from './batch.ts';

export interface FailureMessageInput {
  readonly batch: Batch;
  readonly condition: DiscardCondition;
  readonly functionArn: string;
  readonly streamArn: string;
  readonly shardId: string;
  readonly now: number;
}

/** Seconds precision without fraction, as AWS writes arrival times. */
function arrivalOf(batch: Batch, at: number): string | null {
  const arrivedAt = batch.records.at(at)?.arrivedAt;
  return arrivedAt === undefined ? null : `${new Date(arrivedAt).toISOString().slice(0, 19)}Z`;
}

/**
 * What AWS sends to a queue when a batch is given up: where the records are, never the records. They have to be read again from
 * the stream within 24 hours (operations 5).
 */
export function toFailureMessage(input: FailureMessageInput): Readonly<Record<string, unknown>> {
  const { batch, condition, functionArn, streamArn, shardId, now } = input;
  const { last } = batch;
  return {
    requestContext: {
      requestId: last?.requestId ?? null,
      functionArn,
      condition,
      approximateInvokeCount: batch.invocations,
    },
    responseContext:
      last === null
        ? null
        : {
            statusCode: 200,
            executedVersion: '$LATEST',
            ...(last.functionError ? { functionError: 'Unhandled' } : {}),
          },
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: batch.records[0]?.sequenceNumber ?? null,
      endSequenceNumber: batch.records.at(-1)?.sequenceNumber ?? null,
      approximateArrivalOfFirstRecord: arrivalOf(batch, 0),
      approximateArrivalOfLastRecord: arrivalOf(batch, -1),
      batchSize: batch.records.length,
      streamArn,
    },
  };
}
