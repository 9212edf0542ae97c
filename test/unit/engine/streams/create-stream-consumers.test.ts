import { afterEach, describe, expect, it } from '@jest/globals';
import type { InvokeOutcome, InvokeRequest } from '../../../../engine/kernel/index.ts';
import { createStreamConsumers } from '../../../../engine/streams/index.ts';
import type { StreamConsumers, StreamConsumersOptions } from '../../../../engine/streams/index.ts';
import type { EventSourceBlueprint } from '../../../../engine/template/blueprint.ts';
import {
  aFastClock,
  aMapping,
  failedOutcome,
  fixedRandom,
  MemoryStream,
  numbersOf,
  quietLog,
  QUEUE_ARN,
  TABLE,
} from './given.ts';

const started: StreamConsumers[] = [];
afterEach(() => {
  for (const consumers of started.splice(0)) consumers.stop();
});

interface Run {
  readonly stream: MemoryStream;
  readonly consumers: StreamConsumers;
  /** Sequence numbers of each invocation, joined. */
  readonly calls: string[];
  readonly failures: { queue: string; message: Readonly<Record<string, unknown>> }[];
}

type Answer = (numbers: readonly string[], call: number) => unknown;

function consuming(
  part: Partial<EventSourceBlueprint>,
  answer: Answer = () => null,
  options: Partial<StreamConsumersOptions> = {},
): Run {
  const stream = new MemoryStream();
  const calls: string[] = [];
  const failures: Run['failures'] = [];
  const invoke = (request: InvokeRequest): Promise<InvokeOutcome> => {
    const numbers = numbersOf(request);
    calls.push(numbers.join(' '));
    const given = answer(numbers, calls.length);
    return Promise.resolve(given === 'fail' ? failedOutcome : { ok: true, payload: given });
  };
  const consumers = createStreamConsumers({
    eventSources: [aMapping(part)],
    tables: [TABLE],
    streams: stream,
    localStreamArn: () => 'local',
    invoke,
    onFailure: (queue, message) => void failures.push({ queue, message }),
    clock: aFastClock(),
    random: fixedRandom,
    log: quietLog,
    ...options,
  });
  started.push(consumers);
  return { stream, consumers, calls, failures };
}

const write = ({ stream }: Run, ...numbers: string[]): void => numbers.forEach((number) => stream.write(number));

async function settle(run: Run): Promise<void> {
  await run.consumers.start();
  await run.consumers.drained();
}

describe('createStreamConsumers', () => {
  it('invokes with batches of at most the batch size, in order', async () => {
    const run = consuming({ batchSize: 2 });
    write(run, '1', '2', '3', '4', '5');

    await settle(run);

    expect(run.calls).toEqual(['1 2', '3 4', '5']);
    expect(run.consumers.stats().Publish).toEqual({
      iteratorAgeMs: 0,
      open: 0,
      handled: 5,
      filtered: 0,
      invocations: 3,
      setbacks: 0,
      failed: 0,
    });
  });

  it('starts at LATEST after what is there already', async () => {
    const run = consuming({ startingPosition: 'LATEST' });
    write(run, '1');
    await run.consumers.start();
    write(run, '2');

    await run.consumers.drained();

    expect(run.calls).toEqual(['2']);
  });

  it('waits for more records while the window is open', async () => {
    const run = consuming({ batchWindowSeconds: 5, batchSize: 3 });
    await run.consumers.start();
    write(run, '1');
    const drained = run.consumers.drained();
    await new Promise((resolve) => setImmediate(resolve));
    write(run, '2');

    await drained;

    expect(run.calls).toEqual(['1 2']);
  });

  it('passes over what no filter matches', async () => {
    const run = consuming({ filters: ['{"dynamodb":{"Keys":{"pk":{"S":["keep"]}}}}'] });
    run.stream.write('1', 'drop');
    run.stream.write('2', 'keep');

    await settle(run);

    expect(run.calls).toEqual(['2']);
    expect(run.consumers.stats().Publish).toMatchObject({ handled: 1, filtered: 1, open: 0 });
  });

  it('blocks what comes after a failing record until its retries are spent, then tells the destination where it is', async () => {
    const run = consuming({ batchSize: 1, maximumRetryAttempts: 2 }, ([number]) => (number === '1' ? 'fail' : null));
    write(run, '1', '2');

    await settle(run);

    expect(run.calls).toEqual(['1', '1', '1', '2']);
    expect(run.failures).toEqual([
      {
        queue: QUEUE_ARN,
        message: expect.objectContaining({
          requestContext: expect.objectContaining({ condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 }),
          DDBStreamBatchInfo: expect.objectContaining({
            startSequenceNumber: '1',
            endSequenceNumber: '1',
            shardId: 'shard-0',
          }),
        }),
      },
    ]);
    expect(run.consumers.stats().Publish).toMatchObject({ handled: 1, failed: 1, setbacks: 3 });
  });

  it('isolates a poisoned record by halving', async () => {
    const run = consuming({ bisectOnError: true, maximumRetryAttempts: 0 }, (numbers) =>
      numbers.includes('3') ? 'fail' : null,
    );
    write(run, '1', '2', '3', '4');

    await settle(run);

    expect(run.calls).toEqual(['1 2 3 4', '1 2', '3 4', '3', '4']);
    expect(run.failures).toHaveLength(1);
  });

  it('sends again from the lowest reported record', async () => {
    const run = consuming({ reportBatchItemFailures: true }, (_numbers, call) =>
      call === 1 ? { batchItemFailures: [{ itemIdentifier: '3' }, { itemIdentifier: '2' }] } : {},
    );
    write(run, '1', '2', '3');

    await settle(run);

    expect(run.calls).toEqual(['1 2 3', '2 3']);
  });

  it('gives up records that grew too old while the function failed', async () => {
    const run = consuming({ maximumRecordAgeSeconds: 60 }, () => 'fail');
    write(run, '1');

    await settle(run);

    expect(run.failures).toMatchObject([{ message: { requestContext: { condition: 'RecordAgeExceeded' } } }]);
  });

  it('goes on when the destination takes no message, and when there is none', async () => {
    const rules = { maximumRetryAttempts: 0, batchSize: 1 };
    const broken = consuming(rules, ([number]) => (number === '1' ? 'fail' : null), {
      onFailure: () => Promise.reject(new Error('full')),
    });
    const none = consuming({ ...rules, onFailureArn: null }, ([number]) => (number === '1' ? 'fail' : null));
    for (const run of [broken, none]) {
      write(run, '1', '2');

      await settle(run);

      expect(run.calls).toEqual(['1', '2']);
    }
    expect(none.failures).toEqual([]);
  });

  it('keeps the order of each partition key when lanes run in parallel', async () => {
    let running = 0;
    let most = 0;
    const seen: string[] = [];
    const run = consuming({ parallelizationFactor: 4, batchSize: 1 }, undefined, {
      invoke: async (request) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        seen.push(...numbersOf(request));
        return { ok: true, payload: null };
      },
    });
    for (let at = 0; at < 40; at += 1) run.stream.write(String(100 + at), `member-${at % 8}`);

    await settle(run);

    expect(most).toBeGreaterThan(1);
    for (let key = 0; key < 8; key += 1) {
      const numbers = seen.filter((number) => (Number(number) - 100) % 8 === key);
      expect(numbers).toEqual([...numbers].sort());
      expect(numbers).toHaveLength(5);
    }
  });

  it('reads the child of a shard only when the parent is handled', async () => {
    const run = consuming({});
    run.stream.shards.push({ id: 'shard-1', parent: 'shard-0', records: [] });
    Object.assign(run.stream.shards[0] ?? {}, { isClosed: true });
    run.stream.write('9', 'p', 1);
    write(run, '1');

    await settle(run);
    while (run.calls.length < 2) await new Promise((resolve) => setImmediate(resolve));

    expect(run.calls).toEqual(['1', '9']);
  });

  it('takes a new iterator behind the last record when the old one has expired', async () => {
    const run = consuming({});
    await run.consumers.start();
    write(run, '1');
    await run.consumers.drained();
    run.stream.failures.push(Object.assign(new Error('old'), { name: 'ExpiredIteratorException' }));
    write(run, '2');

    await run.consumers.drained();
    await run.consumers.drained();

    expect(run.calls).toEqual(['1', '2']);
    expect(run.stream.iteratorsGiven).toContain('AFTER_SEQUENCE_NUMBER 1');
  });

  it('goes on behind the checkpoint of an earlier run', async () => {
    const saved = new Map<string, string>();
    const checkpoints = {
      load: (mapping: string, shard: string) => saved.get(`${mapping} ${shard}`) ?? null,
      save: (mapping: string, shard: string, number: string) => void saved.set(`${mapping} ${shard}`, number),
    };
    const first = consuming({}, undefined, { checkpoints });
    write(first, '1', '2');
    await settle(first);
    first.consumers.stop();
    const second = consuming({}, undefined, { checkpoints });
    write(second, '1', '2', '3');

    await settle(second);

    expect(second.calls).toEqual(['3']);
  });

  it('treats a throttled invocation as not run', async () => {
    let calls = 0;
    const run = consuming({ maximumRetryAttempts: 0 }, undefined, {
      invoke: () => {
        calls += 1;
        return Promise.resolve(calls < 4 ? { ...failedOutcome, reason: 'throttled' } : { ok: true, payload: null });
      },
    });
    write(run, '1');

    await settle(run);

    expect(calls).toBe(4);
    expect(run.failures).toEqual([]);
  });

  it('does not read for a disabled mapping', async () => {
    const run = consuming({ enabled: false });
    write(run, '1');

    await settle(run);

    expect(run.calls).toEqual([]);
    expect(run.consumers.stats()).toEqual({});
  });

  it('refuses a stream that no table has', () => {
    expect(() => consuming({ streamArn: 'arn:aws:dynamodb:eu-west-1:1:table/Other/stream/x' })).toThrow(
      expect.objectContaining({ code: 'STREAMS_UNKNOWN_STREAM' }),
    );
  });

  it('invokes no more once it is stopped', async () => {
    const run = consuming({ batchSize: 1 }, () => {
      run.consumers.stop();
      return null;
    });
    write(run, '1', '2');

    await settle(run);

    expect(run.calls).toEqual(['1']);
  });
});
