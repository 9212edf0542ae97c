/** A resolver as the plan holds it: built once per API, run once per field and parent. */
import type { Awaitable } from '../../kernel/index.ts';
import type { Path } from '../errors.ts';
import type { FieldLog } from '../logging/field-log.ts';
import type { FieldPlan } from '../plan.ts';
import type { RaisedError } from '../ports.ts';
import type { Run } from '../run.ts';

export interface ResolverCall {
  readonly run: Run;
  readonly field: FieldPlan;
  readonly source: unknown;
  readonly args: Record<string, unknown>;
  /** The field's own place in the answer. */
  readonly path: Path;
  /** Set by `loggedResolver`. */
  readonly fieldLog?: FieldLog;
}

/** `value` and `errors` may both be there: `util.appendError` does not stop a resolver. */
export interface FieldOutcome {
  readonly value: unknown;
  readonly errors: readonly RaisedError[];
  /** Set when the resolver of a subscription field asked for filters. */
  readonly filter?: unknown;
  readonly invalidationFilter?: unknown;
}

/**
 * Throws or rejects only for faults of our own. Caching (10.1) and logging (10.5) each wrap another one of these.
 */
export interface AttachedResolver {
  run(call: ResolverCall): Awaitable<FieldOutcome>;
}
