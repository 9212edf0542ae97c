import type { NearbyExperience, QueryNearbyExperienceArgs } from '../../../schema/generated/types.ts';
import { requiredClaim, UnauthorizedException, type DirectEvent } from '../../shared/lambda/caller.ts';
import type { ExperienceStore } from '../store/experience-store.ts';
import { liveStore } from '../store/live.ts';
import { nearbyExperience } from '../store/nearbyExperience.ts';

/** AppSync shows the name of what a function throws as the error's type. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

function checkRange(name: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most)) {
    throw new BadRequest(`\`${name}\` is ${value}; allowed are ${least} to ${most}.`);
  }
}

/**
 * Answers the field with the given store; the handler below gives it the real one.
 * @throws {UnauthorizedException} when the token names no member
 * @throws {BadRequest} for an argument out of its range
 */
export async function answer(
  event: DirectEvent<QueryNearbyExperienceArgs>,
  store: ExperienceStore,
): Promise<NearbyExperience> {
  const memberId = requiredClaim(event, 'custom:member_id');
  const { at } = event.arguments;
  const radiusM = event.arguments.radiusM ?? 2000;
  const first = event.arguments.first ?? 20;
  checkRange('at.lat', at.lat, -90, 90);
  checkRange('at.lng', at.lng, -180, 180);
  checkRange('radiusM', radiusM, 50, 10_000);
  checkRange('first', first, 1, 20);
  const search = { center: { lat: at.lat, lng: at.lng }, radiusM, first };
  const found = await nearbyExperience(store, memberId, search, event.arguments.locale ?? 'it');
  if (found === null) throw new UnauthorizedException(`There is no member ${memberId}.`);
  return found;
}

export const handler = (event: DirectEvent<QueryNearbyExperienceArgs>): Promise<NearbyExperience> =>
  answer(event, liveStore());
