/** One call of a data source with the handlers around it: a unit resolver, or one function of a pipeline. */
import { InvalidDocument } from '../../kernel/index.ts';
import { raise } from '../errors.ts';
import type { Frame } from './context.ts';
import { callDirectLambda } from './direct-lambda.ts';
import { failedWith, type Ending } from './ending.ts';
import { evaluate } from './evaluate.ts';
import { send, type Step } from './send.ts';

/** Runs request, data source and response. `ctx.result` and `ctx.error` belong to this step alone. */
export async function runStep(step: Step, frame: Frame): Promise<Ending> {
  if (frame.call.run.expired) return failedWith(raise('Execution timed out.', 'ExecutionTimeout'));
  try {
    if (step.code === null) return await callDirectLambda(step, frame);
    const { context } = frame;
    context.result = undefined;
    context.error = undefined;
    const asked = evaluate(frame, step.code, 'request', step.evaluated);
    if (asked.kind !== 'value') return asked;
    const outcome = await send(step, frame, asked.value);
    context.result = outcome.result ?? null;
    context.error = outcome.error ?? undefined;
    return evaluate(frame, step.code, 'response', step.evaluated);
  } catch (failure) {
    if (failure instanceof InvalidDocument) return failedWith(raise(failure.message, 'MappingTemplate'));
    throw failure;
  }
}
