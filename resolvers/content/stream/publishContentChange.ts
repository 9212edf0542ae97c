/**
 * Tells subscribers what readers can see: each published card that the stream shows as new, changed or gone becomes one
 * `publishContentChange` for each of its places.
 *
 * The card carries all that the change shows, so nothing is read. Drafts have no card: nothing of them can get out here.
 */
import type { ContentChangeInput } from '../../../schema/generated/types.ts';
import { systemClock, type Clock } from '../../shared/lambda/clock.ts';
import { consoleLog, type Log } from '../../shared/lambda/log.ts';
import { once } from '../../shared/lambda/once.ts';
import { livePublishCall, PUBLISH_RESERVE_MS } from '../../shared/lambda/publish-call.ts';
import type { CallGraphql } from '../../shared/lambda/signed-graphql.ts';
import {
  consumeBatch,
  type BatchAnswer,
  type Invocation,
  type StreamEvent,
  type StreamRecord,
  type Task,
} from '../../shared/lambda/stream-batch.ts';
import { CARD_SK } from '../model/keys.ts';
import { isVisibleAt } from '../model/visibility.ts';
import { readStreamCard, type StreamCard } from '../store/stream-card.ts';

/** Subscribers receive the mutation's selection set and nothing else: so it selects every field. */
export const PUBLISH_CONTENT_CHANGE = `mutation PublishContentChange($input: ContentChangeInput!) {
  publishContentChange(input: $input) {
    contentId type locale status title minTierRank placeId version publishedAt
  }
}`;

const CONTENTS_AT_A_TIME = 8;

export interface Publishing {
  readonly call: CallGraphql;
  readonly log: Log;
  readonly clock: Clock;
}

/** A subscriber's level is known, and nothing else: what asks for more than a level is told without its title. */
function toChanges(card: StreamCard, status: 'PUBLISHED' | 'UNPUBLISHED', now: string): readonly ContentChangeInput[] {
  const { id, type, locale, minTierRank, version, publishedAt, places } = card;
  const isOpen = !card.isNarrow && isVisibleAt(card, now);
  const change = {
    contentId: id,
    type,
    locale,
    status,
    title: status === 'PUBLISHED' && isOpen ? card.title : null,
    minTierRank,
    version,
    publishedAt,
  };
  return places.length === 0 ? [{ ...change, placeId: null }] : places.map((placeId) => ({ ...change, placeId }));
}

/** What a record means to subscribers: nothing, when only the card's window or its copies were written anew. */
export function contentChanges(record: StreamRecord, now: string): readonly ContentChangeInput[] {
  const { NewImage, OldImage } = record.dynamodb ?? {};
  const card = NewImage === undefined ? null : readStreamCard(NewImage);
  const before = OldImage === undefined ? null : readStreamCard(OldImage);
  if (card === null) return before === null ? [] : toChanges(before, 'UNPUBLISHED', now);
  if (before?.version === card.version && before.publishedAt === card.publishedAt) return [];
  return toChanges(card, 'PUBLISHED', now);
}

/** Skips what is no card: the event source filters those out, but a filter can be changed. */
function toTask(record: StreamRecord, { call, clock }: Publishing): Task | null {
  if (record.dynamodb?.Keys?.sk?.S !== CARD_SK) return null;
  const inputs = contentChanges(record, new Date(clock.now()).toISOString());
  const run = async (): Promise<void> => {
    for (const input of inputs) await call(PUBLISH_CONTENT_CHANGE, { input });
  };
  return inputs.length === 0 ? null : { key: inputs[0]?.contentId ?? '', run };
}

export function publish(event: StreamEvent, publishing: Publishing, invocation?: Invocation): Promise<BatchAnswer> {
  const { log } = publishing;
  return consumeBatch(
    event,
    {
      toTask: (record) => toTask(record, publishing),
      log,
      failureText: 'A change was not published; it will be delivered again.',
      reserveMs: PUBLISH_RESERVE_MS,
      concurrency: CONTENTS_AT_A_TIME,
    },
    invocation,
  );
}

const live = once((): Publishing => ({
  call: livePublishCall(),
  log: consoleLog,
  clock: systemClock,
}));

export const handler = (event: StreamEvent, invocation?: Invocation): Promise<BatchAnswer> =>
  publish(event, live(), invocation);
