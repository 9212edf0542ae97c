/** The rules of an event-source mapping after each invocation. Pure: `lane.ts` does what it says. */
import type { EventSourceBlueprint } from '../template/index.ts';
import type { Batch, BatchAnswer, Step } from './batch.ts';

export type MappingRules = Pick<
  EventSourceBlueprint,
  'maximumRetryAttempts' | 'maximumRecordAgeSeconds' | 'bisectOnError' | 'reportBatchItemFailures'
>;

function identifiersOf(payload: unknown): readonly unknown[] | 'malformed' {
  if (payload === null || payload === undefined || payload === '') return [];
  if (typeof payload !== 'object' || Array.isArray(payload)) return 'malformed';
  const failures = (payload as Readonly<Record<string, unknown>>).batchItemFailures ?? [];
  if (!Array.isArray(failures)) return 'malformed';
  return failures.map((failure: unknown) =>
    typeof failure === 'object' && failure !== null && 'itemIdentifier' in failure ? failure.itemIdentifier : null,
  );
}

/**
 * Where the first failed record stands in the batch. An empty, null, misnamed or unknown identifier fails the whole batch.
 * @returns null when all records are handled
 */
export function firstFailure(batch: Batch, payload: unknown): number | null {
  const identifiers = identifiersOf(payload);
  if (identifiers === 'malformed') return 0;
  const positions = identifiers.map((identifier) =>
    batch.records.findIndex((record) => record.sequenceNumber === identifier),
  );
  if (positions.length === 0) return null;
  return Math.max(0, Math.min(...positions));
}

function part(batch: Batch, from: number, to?: number): Batch {
  return { ...batch, records: batch.records.slice(from, to), setbacks: 0 };
}

/** The whole batch failed: halve it when the mapping says so, else spend a retry. Splitting uses up none. */
function afterSetback(batch: Batch, rules: MappingRules): readonly Step[] {
  if (rules.bisectOnError && batch.records.length > 1) {
    const middle = Math.ceil(batch.records.length / 2);
    return [
      { kind: 'again', batch: part(batch, 0, middle) },
      { kind: 'again', batch: part(batch, middle) },
    ];
  }
  const { maximumRetryAttempts } = rules;
  if (maximumRetryAttempts >= 0 && batch.retries >= maximumRetryAttempts) {
    return [{ kind: 'discard', batch, condition: 'RetryAttemptsExhausted' }];
  }
  return [{ kind: 'again', batch: { ...batch, retries: batch.retries + 1, setbacks: batch.setbacks + 1 } }];
}

/** @returns what happens to each record of the batch, in order; a step is done before the next one begins */
export function decideAfterAnswer(batch: Batch, answer: BatchAnswer, rules: MappingRules): readonly Step[] {
  if (answer.kind === 'throttled') return [{ kind: 'again', batch: { ...batch, setbacks: batch.setbacks + 1 } }];
  if (answer.kind === 'failed') return afterSetback(batch, rules);
  const failure = rules.reportBatchItemFailures ? firstFailure(batch, answer.payload) : null;
  if (failure === null) return [{ kind: 'handled', records: batch.records }];
  if (failure === 0) return afterSetback(batch, rules);
  const handled: Step = { kind: 'handled', records: batch.records.slice(0, failure) };
  const rest = part(batch, failure);
  // With bisect the batch is split at the reported record, and a split costs no retry.
  if (rules.bisectOnError) return [handled, { kind: 'again', batch: rest }];
  return [handled, ...afterSetback(rest, rules)];
}

/** Takes the records off the front that are older than the mapping allows. */
export function decideByAge(batch: Batch, now: number, rules: MappingRules): readonly Step[] {
  const limitMs = rules.maximumRecordAgeSeconds * 1000;
  const firstFresh = batch.records.findIndex((record) => limitMs < 0 || now - record.arrivedAt <= limitMs);
  if (firstFresh === 0) return [{ kind: 'again', batch }];
  const expired: Batch = firstFresh < 0 ? batch : { ...batch, records: batch.records.slice(0, firstFresh) };
  const discard: Step = { kind: 'discard', batch: expired, condition: 'RecordAgeExceeded' };
  return firstFresh < 0 ? [discard] : [discard, { kind: 'again', batch: part(batch, firstFresh) }];
}
