import type { Clock, InvokeOutcome, InvokeRequest, Log, Random } from '../../../../engine/kernel/index.ts';
import type { StreamsClient } from '../../../../engine/streams/index.ts';
import type { StreamRecord } from '../../../../engine/streams/stream-record.ts';
import type { EventSourceBlueprint, TableBlueprint } from '../../../../engine/template/blueprint.ts';

export const STREAM_ARN = 'arn:aws:dynamodb:eu-west-1:123456789012:table/Ledger/stream/2026-01-01T00:00:00.000';
export const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:publish:live';
export const QUEUE_ARN = 'arn:aws:sqs:eu-west-1:123456789012:failed';

export function aMapping(part: Partial<EventSourceBlueprint> = {}): EventSourceBlueprint {
  return {
    logicalId: 'Publish',
    enabled: true,
    streamArn: STREAM_ARN,
    functionArn: FUNCTION_ARN,
    startingPosition: 'TRIM_HORIZON',
    batchSize: 100,
    batchWindowSeconds: 0,
    maximumRetryAttempts: -1,
    maximumRecordAgeSeconds: -1,
    bisectOnError: false,
    reportBatchItemFailures: false,
    parallelizationFactor: 1,
    filters: [],
    onFailureArn: QUEUE_ARN,
    ...part,
  };
}

export const TABLE: TableBlueprint = {
  logicalId: 'Ledger',
  tableName: 'Ledger',
  arn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/Ledger',
  streamArn: STREAM_ARN,
  streamViewType: 'NEW_AND_OLD_IMAGES',
  partitionKey: { name: 'pk', type: 'S' },
  sortKey: null,
  globalIndexes: [],
  localIndexes: [],
  ttlAttribute: null,
};

/** A record as GetRecords gives it. */
export function aRawRecord(sequenceNumber: string, pk = 'p'): Readonly<Record<string, unknown>> {
  return {
    eventID: `id-${sequenceNumber}`,
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'ddblocal',
    dynamodb: {
      ApproximateCreationDateTime: 1_700_000_000,
      Keys: { pk: { S: pk } },
      NewImage: { pk: { S: pk } },
      SequenceNumber: sequenceNumber,
      SizeBytes: 10,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  };
}

export function aRecord(sequenceNumber: string, part: Partial<StreamRecord> = {}): StreamRecord {
  return { sequenceNumber, partitionKey: '"p"', arrivedAt: 0, event: { id: sequenceNumber }, bytes: 100, ...part };
}

/** Time that passes as soon as nothing else happens: each turn of the event loop ends the wait that is due first. */
export function aFastClock(): Clock {
  let now = 0;
  const waits = new Set<{ readonly due: number; readonly callback: () => void }>();
  const turn = (): void => {
    const [first] = [...waits].sort((left, right) => left.due - right.due);
    if (first === undefined) return;
    waits.delete(first);
    now = Math.max(now, first.due);
    first.callback();
    if (waits.size > 0) setImmediate(turn);
  };
  return {
    now: () => now,
    after(ms, callback) {
      const wait = { due: now + ms, callback };
      if (waits.size === 0) setImmediate(turn);
      waits.add(wait);
      return () => waits.delete(wait);
    },
  };
}

export const fixedRandom: Random = {
  uuid: () => 'request-id',
  number: () => 0.5,
  bytes: (length) => new Uint8Array(length),
};

export const quietLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  line: () => undefined,
  isEnabled: () => false,
};

/** A stream in memory; an iterator is `shard@position`. */
export class MemoryStream implements StreamsClient {
  readonly shards: { id: string; parent?: string; records: Readonly<Record<string, unknown>>[]; isClosed?: boolean }[] =
    [{ id: 'shard-0', records: [] }];
  readonly failures: Error[] = [];
  readonly iteratorsGiven: string[] = [];

  write(sequenceNumber: string, pk?: string, shard = 0): void {
    this.shards[shard]?.records.push(aRawRecord(sequenceNumber, pk));
  }

  describeStream(): Promise<Readonly<Record<string, unknown>>> {
    return Promise.resolve({
      Shards: this.shards.map(({ id, parent, isClosed = false }) => ({
        ShardId: id,
        ...(parent === undefined ? {} : { ParentShardId: parent }),
        SequenceNumberRange: { StartingSequenceNumber: '0', ...(isClosed ? { EndingSequenceNumber: '9' } : {}) },
      })),
    });
  }

  getShardIterator(_arn: string, shardId: string, type: string, after?: string): Promise<string> {
    const records = this.shards.find(({ id }) => id === shardId)?.records ?? [];
    const read = records.findIndex(
      (record) => (record.dynamodb as { SequenceNumber: string }).SequenceNumber === after,
    );
    const position = type === 'LATEST' ? records.length : type === 'TRIM_HORIZON' ? 0 : read + 1;
    this.iteratorsGiven.push(`${type}${after === undefined ? '' : ` ${after}`}`);
    return Promise.resolve(`${shardId}@${position}`);
  }

  getRecords(iterator: string, limit = 1000) {
    const failure = this.failures.shift();
    if (failure !== undefined) return Promise.reject(failure);
    const [shardId = '', position = '0'] = iterator.split('@');
    const shard = this.shards.find(({ id }) => id === shardId);
    const records = shard?.records.slice(Number(position), Number(position) + limit) ?? [];
    const next = Number(position) + records.length;
    const isOver = shard?.isClosed === true && next === shard.records.length;
    return Promise.resolve({ records, nextIterator: isOver ? null : `${shardId}@${next}` });
  }
}

/** The sequence numbers that an invocation carries. */
export function numbersOf(request: InvokeRequest): string[] {
  const { Records } = request.payload as { Records: { dynamodb: { SequenceNumber: string } }[] };
  return Records.map((record) => record.dynamodb.SequenceNumber);
}

export const failedOutcome: InvokeOutcome = {
  ok: false,
  reason: 'handled',
  errorType: 'Error',
  errorMessage: 'no',
  payload: null,
};
