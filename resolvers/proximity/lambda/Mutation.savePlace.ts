import type { MutationSavePlaceArgs, PlacePayload } from '../../../schema/generated/types.ts';
import type { DirectEvent } from '../../shared/lambda/caller.ts';
import { savePlaceFaults } from '../model/savePlace.ts';
import { liveStore } from '../store/live.ts';
import { savePlace } from '../store/savePlace.ts';
import type { ProximityStore } from '../store/table.ts';

/** Answers the field with the given store; the handler below gives it the real one. */
export async function answer(event: DirectEvent<MutationSavePlaceArgs>, store: ProximityStore): Promise<PlacePayload> {
  const { input } = event.arguments;
  const faults = savePlaceFaults(input);
  if (faults.length > 0) return { place: null, replayed: false, userErrors: faults };

  const outcome = await savePlace(store, input);
  return outcome.outcome === 'refused'
    ? { place: null, replayed: false, userErrors: outcome.errors }
    : { place: outcome.place, replayed: outcome.replayed, userErrors: [] };
}

export const handler = (event: DirectEvent<MutationSavePlaceArgs>): Promise<PlacePayload> => answer(event, liveStore());
