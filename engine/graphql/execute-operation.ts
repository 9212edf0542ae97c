/** One operation from text to answer (spec/appsync-resolvers 8, spec/appsync-edge 1.1-1.3). */
import { andThen, messageOf, timeLeft } from '../kernel/index.ts';
import type { Awaitable, Clock, Log, RequestScope } from '../kernel/index.ts';
import { BUBBLE } from './completion.ts';
import type { Documents, Operation } from './documents.ts';
import type { Executor } from './executor.ts';
import { toNamedResult } from './named-result.ts';
import { emptyObject } from './plan.ts';
import type { FieldPlan, ObjectPlan } from './plan.ts';
import type { GraphqlErrorEntry, OnMutationResult } from './ports.ts';
import { refuse } from './refusals.ts';
import type { IsPermitted } from './root-permission.ts';
import type { RequestNotes } from './request-notes.ts';
import { Run } from './run.ts';

/** What a client sent. `query` is the document; of a body that is no JSON, the body itself. */
export interface GraphqlOperation {
  readonly query: string;
  readonly variables: unknown;
  readonly operationName: string | null;
  /** @default POST; mutations by GET are refused */
  readonly method?: 'GET' | 'POST';
}

export interface GraphqlBody {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphqlErrorEntry[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** An object body is printed compactly; a text (a refusal) is sent as it is. */
export interface GraphqlAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: GraphqlBody | string;
}

export interface ConductOptions {
  readonly documents: Documents;
  readonly executor: Executor;
  readonly clock: Clock;
  readonly log: Log;
  readonly onMutationResult?: OnMutationResult;
  readonly isPermitted: IsPermitted;
}

const NO_HEADERS: Readonly<Record<string, string>> = {};

function toAnswer(scope: RequestScope, data: GraphqlBody['data'], errors: readonly GraphqlErrorEntry[]): GraphqlAnswer {
  const wantsCost = scope.headers['x-gateway-cost'] === '1';
  const body: GraphqlBody = errors.length === 0 && !wantsCost ? { data } : withExtras(scope, data, errors, wantsCost);
  return { status: 200, headers: NO_HEADERS, body };
}

function withExtras(
  scope: RequestScope,
  data: GraphqlBody['data'],
  errors: readonly GraphqlErrorEntry[],
  wantsCost: boolean,
): GraphqlBody {
  return {
    data,
    ...(errors.length === 0 ? {} : { errors }),
    ...(wantsCost ? { extensions: { cost: scope.cost } } : {}),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Told after each root field that gave something; what the hook throws is logged and stops nothing. */
function publish(options: ConductOptions, run: Run, field: FieldPlan, value: unknown, errorsBefore: number): void {
  if (options.onMutationResult === undefined || run.shapes === undefined) return;
  if (value === BUBBLE || field.action.kind === 'typename' || run.expired) return;
  // Null is told to nobody, but an invalidation of a resolver that gave it still holds (4.5).
  if (value === null && (run.scope.invalidations.length === 0 || run.errors.length > errorsBefore)) return;
  try {
    const result = toNamedResult(value, field, run.shapes);
    options.onMutationResult({
      fieldName: field.name,
      result,
      errors: run.errors.slice(errorsBefore),
      scope: run.scope,
    });
  } catch (cause) {
    options.log.error('a mutation result could not be published', { field: field.name, cause: messageOf(cause) });
  }
}

/** Root fields of a mutation run one after the other, in document order (1.5). */
async function executeMutation(options: ConductOptions, run: Run, plan: ObjectPlan): Promise<unknown> {
  if (options.onMutationResult !== undefined) run.shapes = new WeakMap();
  const out = emptyObject(plan);
  let hasBubbled = false;
  for (const field of plan.fields) {
    if (run.expired) break;
    const errorsBefore = run.errors.length;
    const value: unknown = await options.executor.executeField(run, field, null, null);
    if (value === BUBBLE) hasBubbled = true;
    else out[field.responseKey] = value;
    publish(options, run, field, value, errorsBefore);
  }
  return hasBubbled ? BUBBLE : out;
}

const TIMED_OUT = Symbol('timed out');

/** When the request's time is over no further step begins; calls that are under way end by that time themselves. */
function withinTime(options: ConductOptions, run: Run, work: Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const cancel = options.clock.after(timeLeft(run.scope, options.clock), () => {
      run.expired = true;
      resolve(TIMED_OUT);
    });
    work.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (cause: unknown) => {
        cancel();
        reject(cause instanceof Error ? cause : new Error(messageOf(cause)));
      },
    );
  });
}

/** The text is AppSync's, its place in the answer our choice: the whole request failed. */
const TIMEOUT_ERROR: GraphqlErrorEntry = {
  path: null,
  data: null,
  errorType: 'ExecutionTimeout',
  errorInfo: null,
  locations: null,
  message: 'Execution timed out.',
};

function runPlan(options: ConductOptions, run: Run, plan: ObjectPlan): Awaitable<GraphqlAnswer> {
  const started: unknown =
    run.operation === 'mutation'
      ? executeMutation(options, run, plan)
      : options.executor.executeObject(run, plan, null, null);
  return andThen(started instanceof Promise ? withinTime(options, run, started) : started, (value) => {
    run.notes?.log?.executed(plan, value, run.shapes);
    if (value === TIMED_OUT) return toAnswer(run.scope, null, [...run.errors, TIMEOUT_ERROR]);
    return toAnswer(run.scope, value === BUBBLE ? null : (value as Record<string, unknown>), run.errors);
  });
}

function begin(
  operation: Operation,
  request: GraphqlOperation,
  scope: RequestScope,
  notes?: RequestNotes,
): Run | GraphqlAnswer {
  const sent = request.variables ?? {};
  if (!isObject(sent)) return refuse('badVariables');
  const variables = operation.coerceVariables(sent);
  if (variables.errors.length > 0) return toAnswer(scope, null, variables.errors);
  return new Run(scope, operation.kind, variables, notes);
}

/** Never throws and never rejects for what a client or a resolver did. */
export function executeOperation(
  options: ConductOptions,
  request: GraphqlOperation,
  scope: RequestScope,
  notes?: RequestNotes,
): Awaitable<GraphqlAnswer> {
  const understood = options.documents.understand(request.query, request.operationName);
  notes?.log?.understood();
  if (understood.kind === 'refused') return refuse(understood.refusal);
  if (understood.kind === 'invalid') return toAnswer(scope, null, understood.errors);
  const { operation } = understood;
  if (operation.kind === 'subscription') return refuse('subscriptionByPost');
  if (operation.kind === 'mutation' && request.method === 'GET') return refuse('mutationByGet');
  const run = begin(operation, request, scope, notes);
  if (!(run instanceof Run)) return run;
  const plan = operation.planFor(scope.caller, run.variables);
  if (!options.isPermitted(scope.caller, plan)) return refuse('permissionDenied');
  return runPlan(options, run, plan);
}
