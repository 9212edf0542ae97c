/** Hands what readers saw and opened to the event bus: no function stands in the request's way, and none is waited for. */
import { util, type Context } from '@aws-appsync/utils';
import type {
  AcceptedPayload,
  ImpressionInput,
  MutationRecordImpressionsArgs,
} from '../../../schema/generated/types.ts';
import { badRequest, failOnError } from '../../shared/js/failures.ts';
import {
  IMPRESSION_EVENTS,
  IMPRESSION_SOURCE,
  impressionOf,
  isCountable,
  MAX_AGE_DAYS,
  MAX_AHEAD_MINUTES,
  MAX_IMPRESSIONS,
} from '../model/impressions.ts';
import { instantOfMs } from '../../shared/js/instants.ts';

type Outcome = { readonly FailedEntryCount: number } | null;

const ID = '^[A-Za-z0-9_.:-]{1,64}$';
const KEY = '^[A-Za-z0-9_-]{8,64}$';

/** Those of an `AWSDateTime` that a phone's clock can show; the calendar has been checked with the argument. */
const AT =
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2}(:[0-9]{2})?)$';

/** In UTC with milliseconds, whatever the offset: an `AWSDateTime` may have seconds in it, and functions cannot read those. */
function instantOf(at: string): string {
  const atMs = util.matches(AT, at) ? util.time.parseISO8601ToEpochMilliSeconds(at) : 0;
  if (!isCountable(atMs, util.time.nowEpochMilliSeconds())) {
    badRequest(
      `\`at\` is ${at}; allowed are the last ${MAX_AGE_DAYS} days and the next ${MAX_AHEAD_MINUTES} minutes; leave that event out.`,
    );
  }
  return instantOfMs(atMs);
}

/** Everybody can send these, so that what does not look right goes no further. */
function check(event: ImpressionInput): void {
  if (!util.matches(KEY, event.idempotencyKey)) {
    badRequest('`idempotencyKey` must be 8 to 64 characters of A-Z a-z 0-9 - _.');
  }
  if (
    !util.matches(ID, event.contentId) ||
    !util.matches(ID, event.variant ?? 'x') ||
    !util.matches(ID, event.placeId ?? 'x')
  ) {
    badRequest('`contentId`, `variant` and `placeId` must be 1 to 64 characters of A-Z a-z 0-9 _ . : -.');
  }
}

export function request(ctx: Context<MutationRecordImpressionsArgs>) {
  const events: ImpressionInput[] = [...ctx.args.events];
  if (events.length < 1 || events.length > MAX_IMPRESSIONS) {
    badRequest(`\`events\` are ${events.length}; allowed are 1 to ${MAX_IMPRESSIONS}.`);
  }
  events.forEach((event) => check(event));
  return {
    operation: 'PutEvents',
    events: events.map((event) => ({
      source: IMPRESSION_SOURCE,
      detailType: IMPRESSION_EVENTS[event.kind],
      detail: impressionOf(event, instantOf(event.at)),
    })),
  };
}

export function response(ctx: Context<MutationRecordImpressionsArgs>): AcceptedPayload {
  failOnError(ctx);
  const outcome: Outcome = ctx.result;
  return { accepted: ctx.args.events.length - (outcome?.FailedEntryCount ?? 0) };
}
