/**
 * Tells staff who came, stayed and went, as numbers: each change of a visit that the stream shows becomes one `publishPlacePresence`
 * a transition. The member's id stays behind.
 *
 * What happened is the difference of the two images, so a record that comes again means the same.
 */
import type { PlacePresenceInput, PresenceEventType } from '../../../schema/generated/types.ts';
import { systemClock } from '../../shared/lambda/clock.ts';
import { documentClient } from '../../shared/lambda/dynamodb.ts';
import { requiredVariable } from '../../shared/lambda/environment.ts';
import { consoleLog, type Log } from '../../shared/lambda/log.ts';
import { once } from '../../shared/lambda/once.ts';
import { livePublishCall, PUBLISH_RESERVE_MS } from '../../shared/lambda/publish-call.ts';
import type { CallGraphql } from '../../shared/lambda/signed-graphql.ts';
import {
  consumeBatch,
  type BatchAnswer,
  type Invocation,
  type StreamEvent,
  type StreamImage,
  type StreamRecord,
  type Task,
} from '../../shared/lambda/stream-batch.ts';
import { VISIT_PREFIX } from '../model/keys.ts';
import { countInside } from '../store/footfall.ts';

/** Subscribers receive the mutation's selection set and nothing else: so it selects every field. */
export const PUBLISH_PLACE_PRESENCE = `mutation PublishPlacePresence($input: PlacePresenceInput!) {
  publishPlacePresence(input: $input) {
    placeId type insideNow occurredAt
  }
}`;

const PLACES_AT_A_TIME = 8;

/** A count, and then a call. */
const RESERVE_MS = PUBLISH_RESERVE_MS + 1000;

export interface Publishing {
  readonly call: CallGraphql;
  readonly log: Log;
  /** Counts once a transition. @returns how many are inside after it */
  readonly count: (placeId: string, transition: string, by: number) => Promise<number>;
}

export interface VisitTransition {
  readonly placeId: string;
  /** The same for the same transition, however often it is delivered. */
  readonly name: string;
  readonly type: PresenceEventType;
  readonly occurredAt: string;
}

const BY: Readonly<Record<PresenceEventType, number>> = { ENTERED: 1, DWELLED: 0, EXITED: -1, ZONE_REACHED: 0 };

function text(image: StreamImage, name: string): string {
  const value = image[name]?.S;
  if (value === undefined) throw new TypeError(`The visit has no text \`${name}\`.`);
  return value;
}

/** @throws TypeError for a visit that lacks a field: the record goes to the failure queue and is not dropped */
export function visitTransitions(after: StreamImage, before: StreamImage | undefined): readonly VisitTransition[] {
  const placeId = text(after, 'placeId');
  const of = (type: PresenceEventType, attribute: string): readonly VisitTransition[] => {
    const occurredAt = after[attribute]?.S;
    if (occurredAt === undefined || occurredAt === before?.[attribute]?.S) return [];
    return [{ placeId, name: `${text(after, 'id')}#${type}#${occurredAt}`, type, occurredAt }];
  };
  return [
    ...(before === undefined ? of('ENTERED', 'enteredAt') : of('ENTERED', 'returnedAt')),
    ...of('DWELLED', 'dwelledAt'),
    ...of('EXITED', 'exitedAt'),
  ];
}

/** Skips what is not a visit: the event source filters those out, but a filter can be changed. */
function toTask(record: StreamRecord, { call, count }: Publishing): Task | null {
  const { NewImage, OldImage } = record.dynamodb ?? {};
  if (NewImage?.sk?.S?.startsWith(VISIT_PREFIX) !== true) return null;
  const transitions = visitTransitions(NewImage, record.eventName === 'INSERT' ? undefined : (OldImage ?? {}));
  const [first] = transitions;
  if (first === undefined) return null;
  const run = async (): Promise<void> => {
    for (const { placeId, name, type, occurredAt } of transitions) {
      const insideNow = await count(placeId, name, BY[type]);
      const input: PlacePresenceInput = { placeId, type, insideNow, occurredAt };
      await call(PUBLISH_PLACE_PRESENCE, { input });
    }
  };
  return { key: first.placeId, run };
}

export function publish(event: StreamEvent, publishing: Publishing, invocation?: Invocation): Promise<BatchAnswer> {
  const { log } = publishing;
  return consumeBatch(
    event,
    {
      toTask: (record) => toTask(record, publishing),
      log,
      failureText: 'A presence was not published; it will be delivered again.',
      reserveMs: RESERVE_MS,
      concurrency: PLACES_AT_A_TIME,
    },
    invocation,
  );
}

const live = once((): Publishing => {
  const table = { client: documentClient(), tableName: requiredVariable('TABLE_NAME') };
  return {
    call: livePublishCall(),
    log: consoleLog,
    count: (placeId, transition, by) => countInside(table, placeId, transition, by, systemClock.now()),
  };
});

export const handler = (event: StreamEvent, invocation?: Invocation): Promise<BatchAnswer> =>
  publish(event, live(), invocation);
