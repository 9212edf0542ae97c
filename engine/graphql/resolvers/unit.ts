/** Unit resolver: one step; an early return of its request handler is the field (spec/appsync-resolvers 1.2, 1.4). */
import { andThen } from '../../kernel/index.ts';
import type { AttachedResolver } from './attached.ts';
import { openFrame } from './context.ts';
import { toOutcome } from './ending.ts';
import type { ResolverGround } from './ground.ts';
import type { Step } from './send.ts';
import { runStep } from './step.ts';

export function createUnitResolver(step: Step, ground: ResolverGround): AttachedResolver {
  const run: AttachedResolver['run'] = (call) => {
    const frame = openFrame(call, ground);
    return andThen(runStep(step, frame), (ending) => toOutcome(frame, ending));
  };
  return { run: step.maxBatchSize > 0 ? inCohort(run) : run };
}

/** Counts the run among its siblings while it goes, for batching. */
export function inCohort(run: AttachedResolver['run']): AttachedResolver['run'] {
  return async (call) => {
    const cohort = call.run.cohortOf(call.field);
    cohort.enter();
    try {
      return await run(call);
    } finally {
      cohort.leave();
    }
  };
}
