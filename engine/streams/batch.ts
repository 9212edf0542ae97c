import type { StreamRecord } from './stream-record.ts';

/** Why records are given up: the words that AWS writes into the destination's message. */
export type DiscardCondition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

/** What the last invocation answered, as far as the destination's message tells it. */
export interface LastInvocation {
  readonly requestId: string;
  readonly functionError: boolean;
}

/** Records of one lane that are sent together, in stream order. */
export interface Batch {
  readonly records: readonly StreamRecord[];
  /** Failed attempts that count against `maximumRetryAttempts`. */
  readonly retries: number;
  /** Failures in a row, for the back-off. A split or a moved checkpoint sets it back. */
  readonly setbacks: number;
  readonly invocations: number;
  readonly last: LastInvocation | null;
}

/** What the function said of a batch. `throttled`: it was never run. */
export type BatchAnswer =
  | { readonly kind: 'answered'; readonly payload: unknown }
  | { readonly kind: 'failed' }
  | { readonly kind: 'throttled' };

/** Together the steps cover the batch's records, each once and in order. */
export type Step =
  | { readonly kind: 'handled'; readonly records: readonly StreamRecord[] }
  | { readonly kind: 'again'; readonly batch: Batch }
  | { readonly kind: 'discard'; readonly batch: Batch; readonly condition: DiscardCondition };

export function aNewBatch(records: readonly StreamRecord[]): Batch {
  return { records, retries: 0, setbacks: 0, invocations: 0, last: null };
}
