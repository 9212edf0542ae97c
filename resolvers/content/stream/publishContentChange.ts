/**
 * Tells subscribers what readers can see: each published card that the stream shows as new, changed or gone becomes one
 * `publishContentChange` for each of its places, and one for each audience that has lost it.
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
import { audiencesOf, lostAudiences, type Audience } from '../model/audiences.ts';
import { CARD_SK } from '../model/keys.ts';
import { isVisibleAt } from '../model/visibility.ts';
import { readStreamCard, type StreamCard } from '../store/stream-card.ts';

/** Subscribers receive the mutation's selection set and nothing else: so it selects every field. */
export const PUBLISH_CONTENT_CHANGE = `mutation PublishContentChange($input: ContentChangeInput!) {
  publishContentChange(input: $input) {
    contentId type locale status title minTierRank isPublic placeId version publishedAt
  }
}`;

const CONTENTS_AT_A_TIME = 8;

export interface Publishing {
  readonly call: CallGraphql;
  readonly log: Log;
  readonly clock: Clock;
}

/** Its title too, unless more than a level is asked of its readers: then not all who hear of it may read it. */
function toChange(
  card: StreamCard,
  { type, minTierRank, isPublic, placeId }: Audience,
  status: 'PUBLISHED' | 'UNPUBLISHED',
  now: string,
): ContentChangeInput {
  const { id: contentId, locale, version, publishedAt } = card;
  const isOpen = !card.isNarrow && isVisibleAt(card, now);
  const title = status === 'PUBLISHED' && isOpen ? card.title : null;
  return { contentId, type, locale, status, title, minTierRank, isPublic, placeId, version, publishedAt };
}

/**
 * What a record means to subscribers: first that the card is gone for those whom the new one does not reach, then that it is there.
 * Nothing, when only its end or its copies were written anew.
 */
export function contentChanges(record: StreamRecord, now: string): readonly ContentChangeInput[] {
  const { NewImage, OldImage } = record.dynamodb ?? {};
  const card = NewImage === undefined ? null : readStreamCard(NewImage);
  const before = OldImage === undefined ? null : readStreamCard(OldImage);
  const [was, is] = [audiencesOf(before), audiencesOf(card)];
  const isSame = before?.version === card?.version && before?.publishedAt === card?.publishedAt;
  if (isSame && was.length > 0 && is.length > 0) return [];
  return [
    ...(before === null ? [] : lostAudiences(was, is).map((each) => toChange(before, each, 'UNPUBLISHED', now))),
    ...(card === null ? [] : is.map((each) => toChange(card, each, 'PUBLISHED', now))),
  ];
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
