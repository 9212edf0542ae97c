/** One call of a data source with the handlers around it: a unit resolver, or one function of a pipeline. */
import { andThen, InvalidDocument } from '../../kernel/index.ts';
import type { Awaitable } from '../../kernel/index.ts';
import { raise } from '../errors.ts';
import type { HandlerCode } from '../ports.ts';
import type { Frame } from './context.ts';
import { callDirectLambda } from './direct-lambda.ts';
import { failedWith, type Ending } from './ending.ts';
import { evaluate } from './evaluate.ts';
import { send, type Step } from './send.ts';

/** Runs request, data source and response. `ctx.result` and `ctx.error` belong to this step alone. */
export function runStep(step: Step, frame: Frame): Awaitable<Ending> {
  if (frame.call.run.expired) return failedWith(raise('Execution timed out.', 'ExecutionTimeout'));
  try {
    const ending = step.code === null ? callDirectLambda(step, frame) : runHandlers(step, step.code, frame);
    return ending instanceof Promise ? ending.catch(refusedDocument) : ending;
  } catch (failure) {
    return refusedDocument(failure);
  }
}

function runHandlers(step: Step, code: HandlerCode, frame: Frame): Awaitable<Ending> {
  const { context } = frame;
  context.result = undefined;
  context.error = undefined;
  const asked = evaluate(frame, code, 'request', step.evaluated);
  if (asked.kind !== 'value') return asked;
  return andThen(send(step, frame, asked.value), (outcome) => {
    context.result = outcome.result ?? null;
    context.error = outcome.error ?? undefined;
    return evaluate(frame, code, 'response', step.evaluated);
  });
}

function refusedDocument(failure: unknown): Ending {
  if (failure instanceof InvalidDocument) return failedWith(raise(failure.message, 'MappingTemplate'));
  throw failure;
}
