import type { ConsentPayload, MutationSetConsentArgs } from '../../../schema/generated/types.ts';
import { setConsentFaults } from '../../loyalty/model/index.ts';
import { requiredClaim, type DirectEvent } from '../../shared/lambda/caller.ts';
import type { ExperienceStore } from '../store/experience-store.ts';
import { liveStore } from '../store/live.ts';
import { setConsent } from '../store/setConsent.ts';

/**
 * Answers the field with the given store; the handler below gives it the real one.
 * @throws {UnauthorizedException} when the token names no member: nobody consents for another
 */
export async function answer(
  event: DirectEvent<MutationSetConsentArgs>,
  store: ExperienceStore,
): Promise<ConsentPayload> {
  const memberId = requiredClaim(event, 'custom:member_id');
  const { input } = event.arguments;
  const faults = setConsentFaults(input);
  if (faults.length > 0) return { consent: null, replayed: false, userErrors: faults };

  const outcome = await setConsent(store, memberId, input);
  return outcome.outcome === 'refused'
    ? { consent: null, replayed: false, userErrors: [outcome.error] }
    : { consent: outcome.consent, replayed: outcome.replayed, userErrors: [] };
}

export const handler = (event: DirectEvent<MutationSetConsentArgs>): Promise<ConsentPayload> =>
  answer(event, liveStore());
