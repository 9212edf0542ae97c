import { describe, expect, it } from '@jest/globals';
import { backOffMs } from '../../../../engine/streams/back-off.ts';
import { aNewBatch } from '../../../../engine/streams/batch.ts';
import { Checkpoint } from '../../../../engine/streams/checkpoint.ts';
import { toFailureMessage } from '../../../../engine/streams/failure-message.ts';
import { laneOf } from '../../../../engine/streams/lane-choice.ts';
import { toLambdaEvent, toStreamRecord } from '../../../../engine/streams/stream-record.ts';
import { aRawRecord, aRecord, FUNCTION_ARN, STREAM_ARN } from './given.ts';

describe('backOffMs', () => {
  it.each([
    [0, 0.5, 0],
    [1, 0, 100],
    [1, 0.999, 199.9],
    [3, 0, 400],
    [50, 0.5, 22_500],
  ])('after %d failures, with random %d, waits %d ms', (setbacks, random, expected) => {
    expect(backOffMs(setbacks, random)).toBeCloseTo(expected, 5);
  });
});

describe('Checkpoint', () => {
  it('advances only over records before which nothing is open', () => {
    const advanced: string[] = [];
    const checkpoint = new Checkpoint((sequenceNumber) => advanced.push(sequenceNumber));
    for (const number of ['1', '2', '3', '4']) checkpoint.opened(number);

    checkpoint.done(['3']);
    checkpoint.done(['1']);
    checkpoint.done(['2']);

    expect(advanced).toEqual(['1', '3']);
    expect(checkpoint.openCount).toBe(1);
  });
});

describe('laneOf', () => {
  it('gives one key always the same lane, and uses all lanes', () => {
    const keys = Array.from({ length: 200 }, (_, at) => `"member-${at}"`);

    expect(keys.map((key) => laneOf(key, 5))).toEqual(keys.map((key) => laneOf(key, 5)));
    expect(new Set(keys.map((key) => laneOf(key, 5)))).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(laneOf('"any"', 1)).toBe(0);
  });
});

describe('toLambdaEvent', () => {
  it('gives the event that Lambda gives, with region and ARN of the template', () => {
    expect(toLambdaEvent({ ...aRawRecord('7'), unknown: 1 }, STREAM_ARN)).toEqual({
      eventID: 'id-7',
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'eu-west-1',
      dynamodb: aRawRecord('7').dynamodb,
      eventSourceARN: STREAM_ARN,
    });
  });

  it('keeps who deleted an expired item', () => {
    const userIdentity = { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' };

    expect(toLambdaEvent({ ...aRawRecord('7'), userIdentity }, STREAM_ARN)).toMatchObject({
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
    });
  });
});

describe('toStreamRecord', () => {
  it('takes the partition key as the order within a shard', () => {
    const record = toStreamRecord(aRawRecord('7', 'giulia'), { streamArn: STREAM_ARN, partitionKeyName: 'pk', now: 5 });

    expect(record).toMatchObject({ sequenceNumber: '7', partitionKey: '{"S":"giulia"}', arrivedAt: 5 });
  });
});

describe('toFailureMessage', () => {
  const at = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
  const records = [aRecord('1', { arrivedAt: at }), aRecord('2', { arrivedAt: at + 1000 })];
  const where = { functionArn: FUNCTION_ARN, streamArn: STREAM_ARN, shardId: 'shard-0', now: at + 9000 };

  it('says where the records are, and never what is in them', () => {
    const batch = { ...aNewBatch(records), invocations: 3, last: { requestId: 'r', functionError: true } };

    expect(toFailureMessage({ batch, condition: 'RetryAttemptsExhausted', ...where })).toEqual({
      requestContext: {
        requestId: 'r',
        functionArn: FUNCTION_ARN,
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 3,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: '2026-01-02T03:04:14.678Z',
      DDBStreamBatchInfo: {
        shardId: 'shard-0',
        startSequenceNumber: '1',
        endSequenceNumber: '2',
        approximateArrivalOfFirstRecord: '2026-01-02T03:04:05Z',
        approximateArrivalOfLastRecord: '2026-01-02T03:04:06Z',
        batchSize: 2,
        streamArn: STREAM_ARN,
      },
    });
  });

  it('has no response context when the function never ran', () => {
    expect(toFailureMessage({ batch: aNewBatch(records), condition: 'RecordAgeExceeded', ...where })).toMatchObject({
      requestContext: { condition: 'RecordAgeExceeded', approximateInvokeCount: 0 },
      responseContext: null,
    });
  });
});
