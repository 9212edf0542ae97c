/** One call of a data source with the handlers around it: a unit resolver, or one function of a pipeline. */
import { InvalidDocument } from '../../kernel/index.ts';
import type { DataSource, DataSourceCall, DataSourceOutcome } from '../../kernel/index.ts';
import { notAuthorized, raise } from '../errors.ts';
import type { Evaluation, HandlerCode, RaisedError } from '../ports.ts';
import type { FieldOutcome } from './attached.ts';
import type { Frame } from './context.ts';
import { callDirectLambda } from './direct-lambda.ts';

export interface Step {
  /** Bound into `nextToken`s. */
  readonly id: string;
  /** Null for direct Lambda (6.3). */
  readonly code: HandlerCode | null;
  readonly dataSource: DataSource;
  readonly maxBatchSize: number;
}

/** How a step or a handler ended: with a value, with a jump, or with the error that ends the field. */
export type Ending =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'jump'; readonly value: unknown; readonly toEnd: boolean }
  | { readonly kind: 'failed'; readonly error: RaisedError };

export function failedWith(error: RaisedError): Ending {
  return { kind: 'failed', error };
}

/** What a handler asked for, in the words of the flow (1.4). */
export function toEnding(frame: Frame, evaluation: Evaluation): Ending {
  switch (evaluation.kind) {
    case 'value':
      return { kind: 'value', value: evaluation.value ?? null };
    case 'earlyReturn':
      return { kind: 'jump', value: evaluation.value ?? null, toEnd: evaluation.skipTo === 'END' };
    case 'error':
      return failedWith(evaluation);
    case 'unauthorized':
      return failedWith(notAuthorized(frame.call.field.name, frame.call.field.parentType));
    case 'codeError':
      return failedWith(raise(evaluation.message, 'Code'));
  }
}

/** The field's outcome: appended errors first, in call order, then the one that ended it. */
export function toOutcome(frame: Frame, ending: Ending): FieldOutcome {
  const { appendedErrors, subscriptionFilter, subscriptionInvalidationFilter } = frame.host;
  if (ending.kind === 'failed') return { value: null, errors: [...appendedErrors, ending.error] };
  return {
    value: ending.value,
    errors: appendedErrors,
    filter: subscriptionFilter,
    invalidationFilter: subscriptionInvalidationFilter,
  };
}

function isBatchDocument(document: unknown): boolean {
  return (
    typeof document === 'object' &&
    document !== null &&
    (document as Record<string, unknown>).operation === 'BatchInvoke'
  );
}

/** Sends a document, together with its siblings' where batching is on. */
export function send(step: Step, frame: Frame, document: unknown): Promise<DataSourceOutcome> {
  const { call, host } = frame;
  const context = frame.context as unknown as Readonly<Record<string, unknown>>;
  const sourceCall: DataSourceCall = { scope: host.scope, coordinate: host.coordinate, resolverId: step.id, context };
  if (step.maxBatchSize > 0 && step.dataSource.invokeBatch !== undefined && isBatchDocument(document)) {
    return call.run.cohortOf(call.field).wait(step.id, step.dataSource, step.maxBatchSize, document, sourceCall);
  }
  return step.dataSource.invoke(document, sourceCall);
}

/** Runs request, data source and response. `ctx.result` and `ctx.error` belong to this step alone. */
export async function runStep(step: Step, frame: Frame): Promise<Ending> {
  if (frame.call.run.expired) return failedWith(raise('Execution timed out.', 'ExecutionTimeout'));
  try {
    if (step.code === null) return await callDirectLambda(step, frame);
    const { context, host } = frame;
    context.result = undefined;
    context.error = undefined;
    const asked = toEnding(frame, step.code.evaluate('request', context, host));
    if (asked.kind !== 'value') return asked;
    const outcome = await send(step, frame, asked.value);
    context.result = outcome.result ?? null;
    context.error = outcome.error ?? undefined;
    return toEnding(frame, step.code.evaluate('response', context, host));
  } catch (failure) {
    if (failure instanceof InvalidDocument) return failedWith(raise(failure.message, 'MappingTemplate'));
    throw failure;
  }
}
