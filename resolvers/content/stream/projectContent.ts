/**
 * Keeps what is copied elsewhere in step with the published cards: the materialised first page of each feed, the cards of
 * each place, and the cards that are embedded in other documents. Works from the table's state, never from the difference: redelivery changes nothing.
 */
import { consoleLog, type Log } from '../../shared/lambda/log.ts';
import { once } from '../../shared/lambda/once.ts';
import {
  consumeBatch,
  type BatchAnswer,
  type Invocation,
  type StreamEvent,
  type StreamRecord,
  type Task,
} from '../../shared/lambda/stream-batch.ts';
import { CARD_SK } from '../model/keys.ts';
import { liveStore } from '../store/live.ts';
import type { Store } from '../store/perform.ts';
import { refreshPlaces } from '../store/place-cards.ts';
import { refreshEmbedders, refreshFeedPage, refreshRelated } from '../store/projections.ts';
import { readStreamCard } from '../store/stream-card.ts';

const FEEDS_AT_A_TIME = 4;
const RESERVE_MS = 3500;

export interface Projecting {
  readonly store: Store;
  readonly log: Log;
}

/** Records of one feed go one after the other: its page is written once at a time. */
function toTask(record: StreamRecord, { store }: Projecting): Task | null {
  const { Keys, NewImage, OldImage } = record.dynamodb ?? {};
  if (Keys?.sk?.S !== CARD_SK) return null;
  const cards = [NewImage, OldImage].flatMap((image) => (image === undefined ? [] : [readStreamCard(image)]));
  const [card] = cards;
  if (card === undefined) return null;
  const { id, locale } = card;
  const types = new Set(cards.filter((each) => each.isPublic).map((each) => each.type));
  const run = async (): Promise<void> => {
    for (const type of types) await refreshFeedPage(store, { type, locale, changedId: id });
    await refreshPlaces(store, locale, id, [...new Set(cards.flatMap((each) => each.boundPlaces))]);
    await refreshRelated(store, locale, id);
    await refreshEmbedders(store, locale, id);
  };
  return { key: `${card.type} ${locale}`, run };
}

export function project(event: StreamEvent, projecting: Projecting, invocation?: Invocation): Promise<BatchAnswer> {
  const { log } = projecting;
  return consumeBatch(
    event,
    {
      toTask: (record) => toTask(record, projecting),
      log,
      failureText: 'A page was not brought up to date; the record will be delivered again.',
      reserveMs: RESERVE_MS,
      concurrency: FEEDS_AT_A_TIME,
    },
    invocation,
  );
}

const live = once((): Projecting => ({ store: liveStore(), log: consoleLog }));

export const handler = (event: StreamEvent, invocation?: Invocation): Promise<BatchAnswer> =>
  project(event, live(), invocation);
