import { describe, expect, it } from '@jest/globals';
import {
  processBatch,
  type BatchOptions,
  type StreamRecord,
} from '../../../../../resolvers/shared/lambda/stream-batch.ts';

const record = (key: string, number: number): StreamRecord => ({
  eventName: 'INSERT',
  dynamodb: { SequenceNumber: String(number), NewImage: { key: { S: key } } },
});

/** Six records of three keys. */
const RECORDS = [record('a', 1), record('b', 2), record('a', 3), record('c', 4), record('b', 5), record('a', 6)];

interface Trial {
  readonly failsAt?: string;
  readonly options?: Partial<BatchOptions>;
}

async function process(records: readonly StreamRecord[], { failsAt, options = {} }: Trial = {}) {
  const done: string[] = [];
  const failures: unknown[] = [];
  const answer = await processBatch(
    { Records: records },
    {
      toTask: ({ dynamodb }) => ({
        key: dynamodb?.NewImage?.key?.S ?? '',
        run: async () => {
          await Promise.resolve();
          if (dynamodb?.SequenceNumber === failsAt) throw new Error('refused');
          done.push(dynamodb?.SequenceNumber ?? '');
        },
      }),
      mayGoOn: () => true,
      onFailure: (_record, error) => failures.push(error),
      concurrency: 2,
      ...options,
    },
  );
  return { answer, done, failures };
}

describe('processBatch', () => {
  it('does all, each key in order', async () => {
    const { answer, done } = await process(RECORDS);

    expect(answer).toEqual({ batchItemFailures: [] });
    expect([...done].sort()).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(done.filter((number) => ['1', '3', '6'].includes(number))).toEqual(['1', '3', '6']);
  });

  it('reports the first failure and begins nothing behind it', async () => {
    const { answer, done, failures } = await process(RECORDS, { failsAt: '3' });

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '3' }] });
    expect(done).not.toContain('6');
    expect(failures).toHaveLength(1);
  });

  it('reports the earliest of several failures', async () => {
    const { answer } = await process(RECORDS, {
      options: {
        toTask: ({ dynamodb }) => ({
          key: dynamodb?.NewImage?.key?.S ?? '',
          run: () => Promise.reject(new Error('down')),
        }),
      },
    });

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
  });

  it('skips records without a task', async () => {
    const { answer, done } = await process(RECORDS, { options: { toTask: () => null } });

    expect([answer.batchItemFailures, done]).toEqual([[], []]);
  });

  it('counts a record that cannot be understood as failed, after all before it', async () => {
    const { answer, done } = await process([record('a', 1), record('b', 2)], {
      options: {
        toTask: ({ dynamodb }) => {
          if (dynamodb?.SequenceNumber === '2') throw new TypeError('no kind');
          return { key: 'a', run: () => Promise.resolve() };
        },
      },
    });

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(done).toEqual([]);
  });

  it('leaves the rest for later when the time is up', async () => {
    let calls = 0;
    const { answer, done } = await process(RECORDS, {
      options: { concurrency: 1, mayGoOn: () => (calls += 1) <= 2 },
    });

    expect(done).toEqual(['1', '3']);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  });

  it('fails the whole batch when the failed record has no number', async () => {
    const { answer } = await process([{ eventName: 'INSERT', dynamodb: {} }], {
      options: { toTask: () => ({ key: '', run: () => Promise.reject(new Error('down')) }) },
    });

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '' }] });
  });
});
