/** Pipeline resolver: request, functions in order, response, with every jump between them (spec/appsync-resolvers 1.3, 1.4). */
import { PIPELINE_STEP } from '../logging/field-log.ts';
import type { HandlerCode } from '../ports.ts';
import type { AttachedResolver } from './attached.ts';
import { openFrame } from './context.ts';
import type { Frame } from './context.ts';
import { toOutcome } from './ending.ts';
import type { Ending } from './ending.ts';
import { evaluate } from './evaluate.ts';
import type { ResolverGround } from './ground.ts';
import type { Step } from './send.ts';
import { runStep } from './step.ts';
import { inCohort } from './unit.ts';

/** @returns the value that `ctx.prev.result` then has, or the error that ended the field */
async function runFunctions(steps: readonly Step[], frame: Frame, first: unknown): Promise<Ending> {
  let last: unknown = first;
  for (const step of steps) {
    frame.context.prev = { result: last };
    const ending = await runStep(step, frame);
    if (ending.kind === 'failed') return ending;
    last = ending.value;
    if (ending.kind === 'jump' && ending.toEnd) break;
  }
  return { kind: 'value', value: last };
}

async function runPipeline(code: HandlerCode | null, steps: readonly Step[], frame: Frame): Promise<Ending> {
  const { context } = frame;
  const begun: Ending =
    code === null ? { kind: 'value', value: null } : evaluate(frame, code, 'request', PIPELINE_STEP);
  if (begun.kind === 'failed') return begun;
  // An early return here skips all functions; the response handler still runs.
  const worked = begun.kind === 'jump' ? begun : await runFunctions(steps, frame, begun.value);
  if (worked.kind === 'failed' || code === null) return worked;
  context.prev = { result: worked.value };
  context.result = worked.value;
  context.error = undefined;
  return evaluate(frame, code, 'response', PIPELINE_STEP);
}

export function createPipelineResolver(
  code: HandlerCode | null,
  steps: readonly Step[],
  ground: ResolverGround,
): AttachedResolver {
  const run: AttachedResolver['run'] = async (call) => {
    const frame = openFrame(call, ground);
    return toOutcome(frame, await runPipeline(code, steps, frame));
  };
  return { run: steps.some((step) => step.maxBatchSize > 0) ? inCohort(run) : run };
}
