/**
 * Runs a plan. Nothing is awaited that is not asynchronous: an object whose fields are properties is completed in one synchronous
 * pass. Every bad sibling is reported, and a null in a non-null position moves to the nearest nullable ancestor (8.5).
 */
import type { RequestScope } from '../kernel/index.ts';
import { ArgumentFailure } from './arguments.ts';
import { BUBBLE, completeField } from './completion.ts';
import type { Completed } from './completion.ts';
import { toErrorData } from './error-data.ts';
import { notAuthorized, raise, toFieldError } from './errors.ts';
import type { Path } from './errors.ts';
import { emptyObject } from './plan.ts';
import type { FieldPlan, ObjectPlan } from './plan.ts';
import type { RaisedError } from './ports.ts';
import type { FieldOutcome } from './resolvers/attached.ts';
import type { Run } from './run.ts';

export interface ExecutorOptions {
  readonly resolverCountLimit: number;
  /** Told of what no resolver may cause: our own faults. The client sees a masked text. */
  readonly onFault: (cause: unknown, field: FieldPlan, scope: RequestScope) => void;
}

export interface Executor {
  executeObject(run: Run, plan: ObjectPlan, source: unknown, path: Path | null): Completed;
  executeField(run: Run, field: FieldPlan, source: unknown, parent: Path | null): Completed;
}

function failField(run: Run, field: FieldPlan, path: Path, raised: RaisedError): Completed {
  run.errors.push(toFieldError(raised, path, field.locations));
  return field.type.nonNull ? BUBBLE : null;
}

function readProperty(source: unknown, name: string, ownOnly: boolean): unknown {
  if (typeof source !== 'object' || source === null) return null;
  return ownOnly && !Object.hasOwn(source, name) ? null : (source as Record<string, unknown>)[name];
}

export function createExecutor(options: ExecutorOptions): Executor {
  const finishResolver = (run: Run, field: FieldPlan, path: Path, outcome: FieldOutcome): Completed => {
    for (const raised of outcome.errors) {
      run.errors.push(toFieldError({ ...raised, data: toErrorData(raised.data, field) }, path, field.locations));
    }
    // The error stands for the null: AppSync adds no second one for the same path.
    const isNull = outcome.value === null || outcome.value === undefined;
    if (isNull && outcome.errors.length > 0) return field.type.nonNull ? BUBBLE : null;
    return completeField(executor, run, field, outcome.value, path.prev);
  };

  const failByFault = (run: Run, field: FieldPlan, path: Path, cause: unknown): Completed => {
    options.onFault(cause, field, run.scope);
    return failField(run, field, path, raise(`Internal failure, request ${run.scope.requestId}`, 'InternalFailure'));
  };

  const runResolver = (run: Run, field: FieldPlan, source: unknown, parent: Path | null): Completed => {
    if (field.action.kind !== 'resolver') return null;
    const path: Path = { prev: parent, key: field.responseKey };
    run.resolverCount += 1;
    if (run.resolverCount > options.resolverCountLimit) {
      return failField(run, field, path, raise('Resolver invocation limit reached', 'ResolverExecutionLimitReached'));
    }
    run.scope.cost.resolvers += 1;
    let args: Record<string, unknown>;
    try {
      args = field.buildArguments(run.variables);
    } catch (failure) {
      if (!(failure instanceof ArgumentFailure)) throw failure;
      return failField(run, field, path, raise(failure.message, null));
    }
    try {
      const outcome = field.action.resolver.run({ run, field, source, args, path });
      if (!(outcome instanceof Promise)) return finishResolver(run, field, path, outcome);
      return outcome.then(
        (late) => finishResolver(run, field, path, late),
        (cause: unknown) => failByFault(run, field, path, cause),
      );
    } catch (cause) {
      return failByFault(run, field, path, cause);
    }
  };

  const executeField = (run: Run, field: FieldPlan, source: unknown, parent: Path | null): Completed => {
    const { action } = field;
    switch (action.kind) {
      case 'property':
        return completeField(executor, run, field, readProperty(source, field.name, action.ownOnly), parent);
      case 'typename':
        return field.parentType;
      case 'resolver':
        return runResolver(run, field, source, parent);
      case 'introspection':
        return completeField(executor, run, field, action.resolve(source, field.buildArguments(run.variables)), parent);
      case 'refused': {
        const raised =
          action.reason === 'depth'
            ? raise('Query depth limit reached', 'QueryDepthLimitReached')
            : notAuthorized(field.name, field.parentType);
        return failField(run, field, { prev: parent, key: field.responseKey }, raised);
      }
    }
  };

  const executeObject = (run: Run, plan: ObjectPlan, source: unknown, path: Path | null): Completed => {
    const out = emptyObject(plan);
    run.shapes?.set(out, plan);
    let hasBubbled = false;
    let pending: Promise<unknown>[] | undefined;
    for (const field of plan.fields) {
      const value = executeField(run, field, source, path);
      if (value instanceof Promise) {
        // Keeps the key's place in the answer.
        out[field.responseKey] = null;
        const settled = value.then((late) => {
          if (late === BUBBLE) hasBubbled = true;
          else out[field.responseKey] = late;
        });
        if (pending === undefined) pending = [settled];
        else pending.push(settled);
      } else if (value === BUBBLE) hasBubbled = true;
      else out[field.responseKey] = value;
    }
    if (pending === undefined) return hasBubbled ? BUBBLE : out;
    const whole = pending.length === 1 && pending[0] !== undefined ? pending[0] : Promise.all(pending);
    return whole.then(() => (hasBubbled ? BUBBLE : out));
  };

  const executor: Executor = { executeObject, executeField };
  return executor;
}
