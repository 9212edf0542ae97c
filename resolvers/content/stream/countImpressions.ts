/** Counts one impression that the bus delivers: once, however often it is delivered and however often the client sent it. */
import { consoleLog, type Log } from '../../shared/lambda/log.ts';
import type { Impression } from '../model/impressions.ts';
import { countImpression } from '../store/impressions.ts';
import { liveStore } from '../store/live.ts';
import type { Store } from '../store/perform.ts';

/** The part of EventBridge's envelope that is used. */
export interface BusEvent {
  readonly id: string;
  readonly detail: Impression;
}

/** @throws what the table says, so that the bus delivers again */
export async function count(event: BusEvent, store: Store, log: Log): Promise<void> {
  const outcome = await countImpression(store, event.detail);
  if (outcome === 'counted-before') log.info('An impression came again and was not counted again.', { id: event.id });
}

export const handler = (event: BusEvent): Promise<void> => count(event, liveStore(), consoleLog);
