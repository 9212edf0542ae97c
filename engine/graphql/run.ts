/** What lives as long as the execution of one operation. */
import type { RequestHeaders, RequestScope } from '../kernel/index.ts';
import type { Variables } from './arguments.ts';
import type { Shapes } from './named-result.ts';
import type { FieldPlan } from './plan.ts';
import type { GraphqlErrorEntry } from './ports.ts';
import type { RequestNotes } from './request-notes.ts';
import { Cohort } from './resolvers/cohort.ts';

export class Run {
  readonly scope: RequestScope;
  /** `ctx.request`. */
  readonly request: { readonly headers: RequestHeaders; readonly domainName: string | null };
  readonly operation: 'query' | 'mutation' | 'subscription';
  readonly variables: Variables;
  /** `ctx.info.variables`. */
  readonly variablesAsSent: Variables;
  readonly errors: GraphqlErrorEntry[] = [];
  resolverCount = 0;
  /** Set when the request's time is over: no further step starts. */
  expired = false;
  /** Kept for mutations, whose results go to subscribers, and for tracing. */
  shapes: Shapes | undefined;
  readonly notes: RequestNotes | undefined;
  #cohorts: Map<FieldPlan, Cohort> | undefined;

  constructor(
    scope: RequestScope,
    operation: 'query' | 'mutation' | 'subscription',
    variables: { readonly values: Variables; readonly asSent: Variables },
    notes?: RequestNotes,
  ) {
    this.scope = scope;
    this.request = { headers: scope.headers, domainName: scope.domainName };
    this.operation = operation;
    this.variables = variables.values;
    this.variablesAsSent = variables.asSent;
    this.notes = notes;
    // Tracing names each object's fields by the plan that completed it.
    if (notes?.log?.tracesFields === true) this.shapes = new WeakMap();
  }

  /** The runs of one selected field, which share their BatchInvoke calls (6.2). */
  cohortOf(field: FieldPlan): Cohort {
    this.#cohorts ??= new Map();
    let cohort = this.#cohorts.get(field);
    if (cohort === undefined) this.#cohorts.set(field, (cohort = new Cohort()));
    return cohort;
  }
}
