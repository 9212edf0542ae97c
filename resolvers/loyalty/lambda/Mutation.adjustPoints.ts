import type { MutationAdjustPointsArgs, PointsPayload } from '../../../schema/generated/types.ts';
import type { DirectEvent } from '../../shared/lambda/caller.ts';
import { adjustPointsFaults, pointsPayload, refusedPoints } from '../model/index.ts';
import { adjustPoints } from '../store/commands.ts';
import { liveStore } from '../store/live.ts';
import type { Store } from '../store/perform.ts';

/** Answers the field with the given store; the handler below gives it the real one. */
export async function answer(event: DirectEvent<MutationAdjustPointsArgs>, store: Store): Promise<PointsPayload> {
  const { input } = event.arguments;
  const faults = adjustPointsFaults(input);
  if (faults.length > 0) return refusedPoints(faults);

  const outcome = await adjustPoints(store, input);
  return outcome.outcome === 'refused'
    ? refusedPoints([outcome.error])
    : pointsPayload(outcome.answer, outcome.replayed);
}

export const handler = (event: DirectEvent<MutationAdjustPointsArgs>): Promise<PointsPayload> =>
  answer(event, liveStore());
