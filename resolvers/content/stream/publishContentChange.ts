/**
 * Tells subscribers what readers can see: each published card that the stream shows as new, changed or gone becomes one
 * `publishContentChange` for each of its places.
 *
 * The card carries all that the change shows, so nothing is read. Drafts have no card: nothing of them can get out here.
 */
import type { ContentChangeInput } from '../../../schema/generated/types.ts';
import { systemClock, type Clock } from '../../shared/lambda/clock.ts';
import { requiredVariable } from '../../shared/lambda/environment.ts';
import { consoleLog, type Log } from '../../shared/lambda/log.ts';
import { once } from '../../shared/lambda/once.ts';
import { signedGraphql, type CallGraphql } from '../../shared/lambda/signed-graphql.ts';
import {
  processBatch,
  sequenceNumber,
  type BatchAnswer,
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

const CALL_TIMEOUT_MS = 3000;
const CONTENTS_AT_A_TIME = 8;

/** A call that starts later than this before the function's end could be cut off in the middle. */
const RESERVE_MS = CALL_TIMEOUT_MS + 500;

/** The part of Lambda's context that is used. */
export interface Invocation {
  getRemainingTimeInMillis(): number;
}

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
  return processBatch(event, {
    toTask: (record) => toTask(record, publishing),
    mayGoOn: () => (invocation?.getRemainingTimeInMillis() ?? Number.POSITIVE_INFINITY) > RESERVE_MS,
    onFailure: (record, error) =>
      publishing.log.error('A change was not published; it will be delivered again.', {
        sequenceNumber: sequenceNumber(record),
        reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      }),
    concurrency: CONTENTS_AT_A_TIME,
  });
}

const live = once((): Publishing => ({
  call: signedGraphql({ url: requiredVariable('GRAPHQL_URL'), clock: systemClock, fetch, timeoutMs: CALL_TIMEOUT_MS }),
  log: consoleLog,
  clock: systemClock,
}));

export const handler = (event: StreamEvent, invocation?: Invocation): Promise<BatchAnswer> =>
  publish(event, live(), invocation);
