import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aNewBatch } from '../../../../engine/streams/batch.ts';
import type { Batch, BatchAnswer, Step } from '../../../../engine/streams/batch.ts';
import { decideAfterAnswer, decideByAge } from '../../../../engine/streams/decide-after-answer.ts';
import type { MappingRules } from '../../../../engine/streams/decide-after-answer.ts';
import { aMapping, aRecord } from './given.ts';

function aBatch(numbers: string, part: Partial<Batch> = {}): Batch {
  return { ...aNewBatch(Array.from(numbers, (number) => aRecord(number))), ...part };
}

/** Short form of a step: `handled 12`, `again 34 r1`, `discard 5 RetryAttemptsExhausted`. */
function short(step: Step): string {
  const numbers = (step.kind === 'handled' ? step.records : step.batch.records).map((record) => record.sequenceNumber);
  if (step.kind === 'handled') return `handled ${numbers.join('')}`;
  if (step.kind === 'again') return `again ${numbers.join('')} r${step.batch.retries}`;
  return `discard ${numbers.join('')} ${step.condition}`;
}

const failures = (...identifiers: unknown[]): BatchAnswer => ({
  kind: 'answered',
  payload: { batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })) },
});
const answered = (payload: unknown): BatchAnswer => ({ kind: 'answered', payload });
const failed: BatchAnswer = { kind: 'failed' };
const report = { reportBatchItemFailures: true };
const bisect = { bisectOnError: true };

interface Case {
  readonly name: string;
  readonly answer: BatchAnswer;
  readonly rules?: Partial<MappingRules>;
  readonly batch?: Batch;
  readonly expected: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'any answer is a success without ReportBatchItemFailures',
    answer: failures('2'),
    expected: ['handled 1234'],
  },
  { name: 'an empty list is a success', answer: failures(), rules: report, expected: ['handled 1234'] },
  {
    name: 'a null list is a success',
    answer: answered({ batchItemFailures: null }),
    rules: report,
    expected: ['handled 1234'],
  },
  { name: 'an empty answer is a success', answer: answered({}), rules: report, expected: ['handled 1234'] },
  { name: 'a null answer is a success', answer: answered(null), rules: report, expected: ['handled 1234'] },
  {
    name: 'an empty identifier fails the batch',
    answer: failures('3', ''),
    rules: report,
    expected: ['again 1234 r1'],
  },
  { name: 'a null identifier fails the batch', answer: failures(null), rules: report, expected: ['again 1234 r1'] },
  {
    name: 'a misnamed identifier fails the batch',
    answer: answered({ batchItemFailures: [{ id: '3' }] }),
    rules: report,
    expected: ['again 1234 r1'],
  },
  { name: 'an unknown identifier fails the batch', answer: failures('9'), rules: report, expected: ['again 1234 r1'] },
  {
    name: 'an answer of another shape fails the batch',
    answer: answered('done'),
    rules: report,
    expected: ['again 1234 r1'],
  },
  {
    name: 'the lowest reported record is the checkpoint',
    answer: failures('4', '2'),
    rules: report,
    expected: ['handled 1', 'again 234 r1'],
  },
  {
    name: 'a reported record splits the batch when it bisects, and costs no retry',
    answer: failures('3'),
    rules: { ...report, ...bisect, maximumRetryAttempts: 0 },
    expected: ['handled 12', 'again 34 r0'],
  },
  {
    name: 'the first record reported halves the batch when it bisects',
    answer: failures('1'),
    rules: { ...report, ...bisect },
    expected: ['again 12 r0', 'again 34 r0'],
  },
  { name: 'an error sends the batch again', answer: failed, expected: ['again 1234 r1'] },
  {
    name: 'an error halves the batch when it bisects, and costs no retry',
    answer: failed,
    rules: { ...bisect, maximumRetryAttempts: 0 },
    expected: ['again 12 r0', 'again 34 r0'],
  },
  {
    name: 'a single record cannot be halved',
    answer: failed,
    rules: bisect,
    batch: aBatch('1'),
    expected: ['again 1 r1'],
  },
  {
    name: 'a batch without retries left is given up',
    answer: failed,
    rules: { maximumRetryAttempts: 2 },
    batch: aBatch('12', { retries: 2 }),
    expected: ['discard 12 RetryAttemptsExhausted'],
  },
  {
    name: 'what comes after the checkpoint is given up without retries left',
    answer: failures('3'),
    rules: { ...report, maximumRetryAttempts: 0 },
    expected: ['handled 12', 'discard 34 RetryAttemptsExhausted'],
  },
  {
    name: 'without a limit retries go on',
    answer: failed,
    batch: aBatch('1', { retries: 999 }),
    expected: ['again 1 r1000'],
  },
  {
    name: 'a throttled batch is sent again and keeps its retries',
    answer: { kind: 'throttled' },
    rules: { ...bisect, maximumRetryAttempts: 0 },
    expected: ['again 1234 r0'],
  },
];

describe('decideAfterAnswer', () => {
  it.each(cases)('$name', ({ answer, rules, batch, expected }) => {
    const steps = decideAfterAnswer(batch ?? aBatch('1234'), answer, aMapping(rules));

    expect(steps.map(short)).toEqual(expected);
  });

  it('brings every record to an end once, in order, whatever the function answers', () => {
    const answers = fc.oneof(
      fc.constant(failed),
      fc.constant<BatchAnswer>({ kind: 'throttled' }),
      fc.constant(answered(null)),
      fc.array(fc.integer({ min: 0, max: 30 }).map(String), { maxLength: 4 }).map((numbers) => failures(...numbers)),
    );
    const rules = fc.record({
      bisectOnError: fc.boolean(),
      reportBatchItemFailures: fc.boolean(),
      maximumRetryAttempts: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 25 }),
        fc.array(answers, { maxLength: 40 }),
        rules,
        (size, script, part) => {
          const records = Array.from({ length: size }, (_, at) => aRecord(String(at)));
          const mapping = aMapping(part);
          const ended: string[] = [];
          const stack: Step[] = [{ kind: 'again', batch: aNewBatch(records) }];
          let at = 0;
          for (let step = stack.shift(); step !== undefined; step = stack.shift()) {
            if (step.kind === 'again') stack.unshift(...decideAfterAnswer(step.batch, script[at++] ?? failed, mapping));
            else
              ended.push(
                ...(step.kind === 'handled' ? step.records : step.batch.records).map((one) => one.sequenceNumber),
              );
          }
          expect(ended).toEqual(records.map((record) => record.sequenceNumber));
        },
      ),
    );
  });
});

describe('decideByAge', () => {
  const rules = aMapping({ maximumRecordAgeSeconds: 60 });
  const records = [
    aRecord('1', { arrivedAt: 0 }),
    aRecord('2', { arrivedAt: 10_000 }),
    aRecord('3', { arrivedAt: 50_000 }),
  ];

  it.each([
    ['keeps records within the limit', 60_000, ['again 123 r0']],
    ['gives up what is older and keeps the rest', 71_000, ['discard 12 RecordAgeExceeded', 'again 3 r0']],
    ['gives up all when all are older', 200_000, ['discard 123 RecordAgeExceeded']],
  ])('%s', (_name, now, expected) => {
    expect(decideByAge(aNewBatch(records), now, rules).map(short)).toEqual(expected);
  });

  it('knows no age limit at -1', () => {
    expect(decideByAge(aNewBatch(records), 1e12, aMapping()).map(short)).toEqual(['again 123 r0']);
  });
});
