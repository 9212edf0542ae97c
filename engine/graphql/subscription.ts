/** Subscribe time, and the cut of a mutation's result to one subscriber's selection (spec/appsync-edge 4.1, 4.2). */
import { messageOf, REFUSALS } from '../kernel/index.ts';
import type { Log, RequestScope } from '../kernel/index.ts';
import { ArgumentFailure } from './arguments.ts';
import { BUBBLE } from './completion.ts';
import type { Documents, Operation } from './documents.ts';
import { notAuthorized, raise } from './errors.ts';
import type { GraphqlBody, GraphqlOperation } from './execute-operation.ts';
import type { Executor } from './executor.ts';
import type { FieldPlan, ObjectPlan } from './plan.ts';
import type { RaisedError } from './ports.ts';
import type { IsPermitted } from './root-permission.ts';
import type { AttachedResolver, FieldOutcome } from './resolvers/attached.ts';
import { Run } from './run.ts';

/** As the realtime protocol shows it: type and message only. */
export type SubscribeError = { readonly errorType?: string; readonly message: string };

export interface PreparedSubscription {
  readonly fieldName: string;
  /** Coerced; an argument that was left out has no key, an explicit null is null (4.3). */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Unchecked, as the resolver gave it; null when it gave none. Never take a malformed one for none: it would let everything through. */
  readonly filter: unknown;
  readonly invalidationFilter: unknown;
  /** Two subscriptions with the same view select the same of every payload: one `select` serves both. */
  readonly view: string;
  /** @param payload - a `MutationResult.result`; never runs a resolver */
  select(payload: unknown): GraphqlBody;
}

export type SubscribeOutcome =
  | { readonly ok: true; readonly subscription: PreparedSubscription }
  | { readonly ok: false; readonly errors: readonly SubscribeError[] };

export interface SubscribeOptions {
  /** Compiled without resolvers, since those of a payload's fields do not run again. */
  readonly payloadDocuments: Documents;
  readonly resolvers: ReadonlyMap<string, AttachedResolver>;
  readonly executor: Executor;
  readonly log: Log;
  readonly isPermitted: IsPermitted;
}

/** What IAM says to a `start` (edge 3.3). */
const PERMISSION_DENIED: SubscribeError = { errorType: 'UnauthorizedException', message: 'Permission denied' };

function refused(...errors: readonly SubscribeError[]): SubscribeOutcome {
  return { ok: false, errors };
}

function refusedField(raised: readonly RaisedError[]): SubscribeOutcome {
  return refused(
    ...raised.map(({ errorType, message }) => (errorType === null ? { message } : { errorType, message })),
  );
}

function understandSubscription(
  documents: Documents,
  request: GraphqlOperation,
): Operation | readonly SubscribeError[] {
  const understood = documents.understand(request.query, request.operationName);
  if (understood.kind === 'invalid') return understood.errors.map(({ message }) => ({ message }));
  if (understood.kind === 'refused') {
    const { errorType, message } = REFUSALS[understood.refusal];
    return [{ errorType, message }];
  }
  const { kind } = understood.operation;
  if (kind === 'subscription') return understood.operation;
  return [{ errorType: 'UnsupportedOperation', message: `${kind} not supported through the realtime channel` }];
}

/** Once, at subscribe time; what it returns is ignored, what it refuses is not. */
async function runSubscribeResolver(
  options: SubscribeOptions,
  run: Run,
  field: FieldPlan,
  args: Record<string, unknown>,
): Promise<FieldOutcome> {
  const resolver = options.resolvers.get(`${field.parentType}.${field.name}`);
  if (resolver === undefined) return { value: null, errors: [] };
  run.scope.cost.resolvers += 1;
  try {
    return await resolver.run({ run, field, source: null, args, path: { prev: null, key: field.responseKey } });
  } catch (cause) {
    options.log.error('a subscription resolver failed', { field: field.name, cause: messageOf(cause) });
    return { value: null, errors: [raise(`Internal failure, request ${run.scope.requestId}`, 'InternalFailure')] };
  }
}

function createSelect(
  executor: Executor,
  run: Run,
  plan: ObjectPlan,
  field: FieldPlan,
): PreparedSubscription['select'] {
  return (payload) => {
    const own = new Run(run.scope, 'subscription', { values: run.variables, asSent: run.variablesAsSent });
    const value = executor.executeObject(own, plan, { [field.name]: payload }, null);
    // Clients drop a message whose `data` is null: the field, under the name that the subscriber gave it, carries the null (3.2).
    const data = value === BUBBLE ? { [field.responseKey]: null } : (value as Record<string, unknown>);
    return own.errors.length === 0 ? { data } : { data, errors: own.errors };
  };
}

/** Parses, validates, coerces, authorizes the root field, runs its resolver (4.2). Never rejects for what a client did. */
export async function prepareSubscription(
  options: SubscribeOptions,
  request: GraphqlOperation,
  scope: RequestScope,
): Promise<SubscribeOutcome> {
  const operation = understandSubscription(options.payloadDocuments, request);
  if (!('planFor' in operation)) return refused(...operation);
  const variables = operation.coerceVariables((request.variables ?? {}) as Record<string, unknown>);
  if (variables.errors.length > 0) return refused(...variables.errors.map(({ message }) => ({ message })));
  const run = new Run(scope, 'subscription', variables);
  const plan = operation.planFor(scope.caller, variables.values);
  const field = plan.fields.find(({ action }) => action.kind !== 'typename');
  if (field === undefined) return refused({ message: 'The subscription selects no field.' });
  if (!options.isPermitted(scope.caller, plan)) return refused(PERMISSION_DENIED);
  if (field.action.kind === 'refused') return refusedField([notAuthorized(field.name, field.parentType)]);
  let args: Record<string, unknown>;
  try {
    args = field.buildArguments(variables.values);
  } catch (failure) {
    if (!(failure instanceof ArgumentFailure)) throw failure;
    return refusedField([raise(failure.message, null)]);
  }
  const outcome = await runSubscribeResolver(options, run, field, { ...args });
  if (outcome.errors.length > 0) return refusedField(outcome.errors);
  const { filter, invalidationFilter } = outcome;
  return {
    ok: true,
    subscription: {
      fieldName: field.name,
      arguments: args,
      filter: filter ?? null,
      invalidationFilter: invalidationFilter ?? null,
      view: operation.viewFor(scope.caller, variables.values),
      select: createSelect(options.executor, run, plan, field),
    },
  };
}
