import type { MutationRecordPurchaseArgs, PointsPayload } from '../../../schema/generated/types.ts';
import type { DirectEvent } from '../../shared/lambda/caller.ts';
import { pointsPayload, recordPurchaseFaults, refusedPoints } from '../model/index.ts';
import { recordPurchase } from '../store/commands.ts';
import { liveStore } from '../store/live.ts';
import type { Store } from '../store/perform.ts';

/** Answers the field with the given store; the handler below gives it the real one. */
export async function answer(event: DirectEvent<MutationRecordPurchaseArgs>, store: Store): Promise<PointsPayload> {
  const { input } = event.arguments;
  const faults = recordPurchaseFaults(input, store.clock.now(), store.program);
  if (faults.length > 0) return refusedPoints(faults);

  const outcome = await recordPurchase(store, input);
  return outcome.outcome === 'refused'
    ? refusedPoints([outcome.error])
    : pointsPayload(outcome.answer, outcome.replayed);
}

export const handler = (event: DirectEvent<MutationRecordPurchaseArgs>): Promise<PointsPayload> =>
  answer(event, liveStore());
