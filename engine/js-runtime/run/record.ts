/** What one evaluation collects. Lists are made when first needed: most handlers need none. */
import type { SubscriptionInvalidation } from '../../kernel/index.ts';
import type { Budget } from './budget.ts';
import { LibraryError } from './interruption.ts';
import { cloneJson } from './plain-json.ts';
import type { CacheEviction, Evaluation, EvaluationHost, Outcome, ResolverContext, ResolverError } from '../types.ts';

/** One handler may take so long, however few its operations are: natives over large values cost more than one. */
const MAX_HANDLER_MS = 1_500;
const WALK_MASK = 0x7;
const NONE: readonly never[] = Object.freeze([]);
const UNFINISHED: Outcome = Object.freeze({ kind: 'value', value: null });

export class EvaluationRecord implements Evaluation, Budget {
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
  /** Calls of `walk`. */
  walks = 0;
  characters = 0;

  constructor(context: ResolverContext, host: EvaluationHost, operations: number) {
    this.context = context;
    this.host = host;
    this.left = operations;
  }

  get hasEffects(): boolean {
    return (
      this.appendedErrors !== NONE ||
      this.invalidations !== NONE ||
      this.evictions !== NONE ||
      this.responseHeaders !== NONE ||
      this.headerErrors !== NONE ||
      this.subscriptionFilter !== null ||
      this.invalidationFilter !== null
    );
  }

  appendError(error: ResolverError): void {
    this.appendedErrors = [...this.appendedErrors, error];
    this.context.outErrors.push({
      message: error.message,
      ...(error.errorType === null ? {} : { type: error.errorType }),
      // Copies: code may write into what it finds here.
      ...(error.data === null ? {} : { data: cloneJson(error.data) }),
      ...(error.errorInfo === null ? {} : { errorInfo: cloneJson(error.errorInfo) }),
    });
  }

  watch(): void {
    const now = this.host.clock.now();
    this.startedMs ??= now;
    if (now - this.startedMs > MAX_HANDLER_MS) {
      throw new LibraryError(`the handler runs longer than ${MAX_HANDLER_MS} ms`);
    }
  }

  /** Whatever the clock says, the handler may go on. */
  waiveTime(): void {
    this.startedMs = Infinity;
  }

  walk(): void {
    if ((this.walks & WALK_MASK) === 0) this.watch();
    this.walks += 1;
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
