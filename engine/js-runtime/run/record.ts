/** What one evaluation collects. Lists are made when first needed: most handlers need none. */
import type { SubscriptionInvalidation } from '../../kernel/index.ts';
import type { CacheEviction, Evaluation, EvaluationHost, Outcome, ResolverContext, ResolverError } from '../types.ts';

const NONE: readonly never[] = Object.freeze([]);
const UNFINISHED: Outcome = Object.freeze({ kind: 'value', value: null });

export class EvaluationRecord implements Evaluation {
  readonly context: ResolverContext;
  readonly host: EvaluationHost;
  outcome: Outcome = UNFINISHED;
  appendedErrors: readonly ResolverError[] = NONE;
  subscriptionFilter: unknown = null;
  invalidationFilter: unknown = null;
  invalidations: readonly SubscriptionInvalidation[] = NONE;
  evictions: readonly CacheEviction[] = NONE;
  responseHeaders: readonly (readonly [name: string, value: string])[] = NONE;
  headerErrors: readonly string[] = NONE;
  logs: readonly string[] = NONE;
  /** Calls, loop iterations and elements that the handler may still spend. */
  left: number;
  /** When the clock was first looked at; undefined for handlers that end before. */
  startedMs: number | undefined;

  constructor(context: ResolverContext, host: EvaluationHost, operations: number) {
    this.context = context;
    this.host = host;
    this.left = operations;
  }

  appendError(error: ResolverError): void {
    this.appendedErrors = [...this.appendedErrors, error];
    this.context.outErrors.push({
      message: error.message,
      ...(error.errorType === null ? {} : { type: error.errorType }),
      ...(error.data === null ? {} : { data: error.data }),
      ...(error.errorInfo === null ? {} : { errorInfo: error.errorInfo }),
    });
  }

  log(line: string): void {
    this.logs = [...this.logs, line];
    this.host.log?.(line);
  }
}

/** Gives the evaluation that runs now to the functions of `util`, which are built once for all. */
export interface Running {
  readonly record: EvaluationRecord;
}
