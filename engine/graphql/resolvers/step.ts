/** One call of a data source with the handlers around it: a unit resolver, or one function of a pipeline. */
import { InvalidDocument } from '../../kernel/index.ts';
import { raise } from '../errors.ts';
import type { Frame } from './context.ts';
import { callDirectLambda } from './direct-lambda.ts';
import { failedWith, toEnding, type Ending } from './ending.ts';
import { send, type Step } from './send.ts';

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
