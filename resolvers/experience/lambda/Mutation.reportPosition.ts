import type { MutationReportPositionArgs, PositionPayload } from '../../../schema/generated/types.ts';
import { reportPositionFaults, USUAL_S } from '../../proximity/model/position.ts';
import { requiredClaim, type DirectEvent } from '../../shared/lambda/caller.ts';
import type { ExperienceStore } from '../store/experience-store.ts';
import { liveStore } from '../store/live.ts';
import { reportPosition } from '../store/reportPosition.ts';

/**
 * Answers the field with the given store; the handler below gives it the real one.
 * @throws {UnauthorizedException} when the token names no member: where somebody is, only they can say
 */
export async function answer(
  event: DirectEvent<MutationReportPositionArgs>,
  store: ExperienceStore,
): Promise<PositionPayload> {
  const memberId = requiredClaim(event, 'custom:member_id');
  const { input } = event.arguments;
  const faults = reportPositionFaults(input, store.clock.now());
  if (faults.length > 0) {
    return { events: [], account: null, nextReportInS: USUAL_S, replayed: false, userErrors: faults };
  }
  const outcome = await reportPosition(store, memberId, input);
  if (outcome.outcome === 'refused') {
    const { error, nextReportInS } = outcome;
    return { events: [], account: null, nextReportInS, replayed: false, userErrors: [error] };
  }
  const { events, account, nextReportInS, replayed } = outcome;
  return { events, account, nextReportInS, replayed, userErrors: [] };
}

export const handler = (event: DirectEvent<MutationReportPositionArgs>): Promise<PositionPayload> =>
  answer(event, liveStore());
