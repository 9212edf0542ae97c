import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createQueueStore } from '../../engine/aws-endpoint/index.ts';
import { createTables, enableStreams, startDynamoDbLocal } from '../../engine/dynamodb-local/index.ts';
import type { DynamoDbLocal } from '../../engine/dynamodb-local/index.ts';
import { createLog, Lifecycle, systemClock, systemRandom } from '../../engine/kernel/index.ts';
import { createLambdaHost } from '../../engine/lambda-host/index.ts';
import { createStreamConsumers } from '../../engine/streams/index.ts';
import type { StreamConsumers } from '../../engine/streams/index.ts';
import type { EventSourceBlueprint, QueueBlueprint, TableBlueprint } from '../../engine/template/blueprint.ts';

const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:publish';
const QUEUE: QueueBlueprint = {
  logicalId: 'Failed',
  queueName: 'failed',
  arn: 'arn:aws:sqs:eu-west-1:123456789012:failed',
  url: 'https://sqs.eu-west-1.amazonaws.com/123456789012/failed',
};

function aTable(tableName: string): TableBlueprint {
  const arn = `arn:aws:dynamodb:eu-west-1:123456789012:table/${tableName}`;
  return {
    logicalId: tableName,
    tableName,
    arn,
    streamArn: `${arn}/stream/2026-01-01T00:00:00.000`,
    streamViewType: 'NEW_AND_OLD_IMAGES',
    partitionKey: { name: 'pk', type: 'S' },
    sortKey: null,
    globalIndexes: [],
    localIndexes: [],
    ttlAttribute: null,
  };
}

/** Answers what it was given, reports items marked `bad`, and logs each event. */
const HANDLER = `exports.handler = async (event) => {
  console.log(JSON.stringify({ message: 'batch', event }));
  const bad = event.Records.filter((record) => record.dynamodb.NewImage?.bad?.BOOL);
  return { batchItemFailures: bad.map((record) => ({ itemIdentifier: record.dynamodb.SequenceNumber })) };
};`;

const lifecycle = new Lifecycle();
let dynamodb: DynamoDbLocal;
const stops: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  dynamodb = await startDynamoDbLocal({ log: createLog('silent'), lifecycle });
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
afterAll(async () => {
  expect(await lifecycle.stop()).toEqual([]);
});

interface LambdaRecord {
  readonly eventName: string;
  readonly dynamodb: { readonly SequenceNumber: string; readonly Keys: { readonly pk: { readonly S: string } } };
}

async function consuming(tableName: string, part: Partial<EventSourceBlueprint> = {}) {
  const table = aTable(tableName);
  await createTables(dynamodb.client, [table]);
  const localArns = await enableStreams(dynamodb.client, [table]);
  const batches: LambdaRecord[][] = [];
  const log = createLog('info', (line) => {
    const { event } = JSON.parse(line) as { event?: { Records: LambdaRecord[] } };
    if (event !== undefined) batches.push(event.Records);
  });
  const host = createLambdaHost({
    functions: [
      {
        logicalId: 'Publish',
        functionName: 'publish',
        arn: FUNCTION_ARN,
        roleArn: 'arn:aws:iam::123456789012:role/publish',
        handler: 'index.handler',
        runtime: 'nodejs22.x',
        code: { inline: HANDLER },
        environment: {},
        timeoutSeconds: 5,
        memoryMb: 128,
        logGroup: null,
      },
    ],
    aliases: [],
    environmentFor: () => ({}),
    clock: systemClock,
    log,
  });
  const queues = createQueueStore({ queues: [QUEUE], clock: systemClock, random: systemRandom });
  const consumers: StreamConsumers = createStreamConsumers({
    eventSources: [
      {
        logicalId: 'Publish',
        enabled: true,
        streamArn: table.streamArn ?? '',
        functionArn: FUNCTION_ARN,
        startingPosition: 'LATEST',
        batchSize: 10,
        batchWindowSeconds: 0,
        maximumRetryAttempts: 1,
        maximumRecordAgeSeconds: -1,
        bisectOnError: true,
        reportBatchItemFailures: true,
        parallelizationFactor: 1,
        filters: [],
        onFailureArn: QUEUE.arn,
        ...part,
      },
    ],
    tables: [table],
    streams: dynamodb.streams,
    localStreamArn: () => localArns.get(tableName),
    invoke: host.invoke,
    onFailure: (arn, message) => void queues.send(arn, JSON.stringify(message)),
    clock: systemClock,
    random: systemRandom,
    log,
  });
  stops.push(
    () => host.stop(),
    () => consumers.stop(),
  );
  const put = (pk: string, more: Record<string, unknown> = {}): Promise<unknown> =>
    dynamodb.client.call('PutItem', { TableName: tableName, Item: { pk: { S: pk }, ...more } });
  return { table, consumers, queues, batches, put };
}

describe('event-source mappings over DynamoDB Local', () => {
  it('give the function the events of Lambda, with the ARN of the template', async () => {
    const { table, consumers, batches, put } = await consuming('Events');
    await put('before');
    await consumers.start();
    await put('a', { points: { N: '5' } });
    await put('a', { points: { N: '6' } });

    await consumers.drained();

    const records = batches.flat();
    expect(records.map((record) => record.eventName)).toEqual(['INSERT', 'MODIFY']);
    expect(records[1]).toEqual({
      eventID: expect.any(String),
      eventName: 'MODIFY',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'eu-west-1',
      dynamodb: {
        ApproximateCreationDateTime: expect.any(Number),
        Keys: { pk: { S: 'a' } },
        NewImage: { pk: { S: 'a' }, points: { N: '6' } },
        OldImage: { pk: { S: 'a' }, points: { N: '5' } },
        SequenceNumber: expect.any(String),
        SizeBytes: expect.any(Number),
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
      eventSourceARN: table.streamArn,
    });
  });

  it('give up a poisoned record alone, tell the queue where it is, and handle all others in order', async () => {
    const { table, consumers, batches, queues, put } = await consuming('Poison', { startingPosition: 'TRIM_HORIZON' });
    for (let at = 0; at < 12; at += 1) await put(`m-${at}`, at === 5 ? { bad: { BOOL: true } } : {});
    await consumers.start();

    await consumers.drained();

    const [message, ...more] = queues
      .messages(QUEUE.arn)
      .map((sent) => JSON.parse(sent.body) as Record<string, unknown>);
    const poisoned = batches.flat().find((record) => record.dynamodb.Keys.pk.S === 'm-5');
    expect(more).toEqual([]);
    expect(message).toMatchObject({
      requestContext: { functionArn: FUNCTION_ARN, condition: 'RetryAttemptsExhausted' },
      DDBStreamBatchInfo: {
        startSequenceNumber: poisoned?.dynamodb.SequenceNumber,
        endSequenceNumber: poisoned?.dynamodb.SequenceNumber,
        batchSize: 1,
        streamArn: table.streamArn,
      },
    });
    expect(consumers.stats().Publish).toMatchObject({ handled: 11, failed: 1, open: 0 });
    const first = new Map(batches.flat().map((record) => [record.dynamodb.Keys.pk.S, record]));
    expect([...first.keys()]).toEqual(Array.from({ length: 12 }, (_, at) => `m-${at}`));
  });

  it('pass over records that the filters drop', async () => {
    const { consumers, batches, put } = await consuming('Filtered', {
      filters: ['{"eventName":["INSERT"],"dynamodb":{"NewImage":{"kind":{"S":[{"prefix":"entry"}]}}}}'],
    });
    await consumers.start();
    await put('a', { kind: { S: 'entry#1' } });
    await put('b', { kind: { S: 'lot#1' } });

    await consumers.drained();

    expect(batches.flat().map((record) => record.dynamodb.Keys.pk.S)).toEqual(['a']);
    expect(consumers.stats().Publish).toMatchObject({ filtered: 1 });
  });

  it('deliver a thousand records, each once, in order per key', async () => {
    const { consumers, batches, put } = await consuming('Many', { batchSize: 100, parallelizationFactor: 4 });
    await consumers.start();
    for (let round = 0; round < 20; round += 1) {
      await Promise.all(Array.from({ length: 50 }, (_, at) => put(`k-${at}`, { round: { N: String(round) } })));
    }

    await consumers.drained();

    const records = batches.flat();
    expect(records).toHaveLength(1000);
    for (let key = 0; key < 50; key += 1) {
      const numbers = records
        .filter((record) => record.dynamodb.Keys.pk.S === `k-${key}`)
        .map((record) => record.dynamodb.SequenceNumber);
      expect(numbers).toEqual([...numbers].sort());
    }
  });
});
