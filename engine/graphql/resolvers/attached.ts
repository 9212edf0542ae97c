/** A resolver as the plan holds it: built once per API, run once per field and parent. */
import type { FieldPlan } from '../plan.ts';
import type { RaisedError } from '../ports.ts';
import type { Run } from '../run.ts';

export interface ResolverCall {
  readonly run: Run;
  readonly field: FieldPlan;
  readonly source: unknown;
  readonly args: Record<string, unknown>;
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
 * Rejects only for faults of our own. The seam for per-resolver caching (10.1): a caching resolver wraps another one and answers
 * from its store, keyed by args, source and identity, without running it.
 */
export interface AttachedResolver {
  run(call: ResolverCall): Promise<FieldOutcome>;
}
