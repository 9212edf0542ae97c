/**
 * Takes one reported position: reads, decides, writes; on a conflict all of it again, a few times.
 *
 * Two phones of one member, retries and redelivery end in one visit and one award: the track's version lets one writer through,
 * and the award's key exists once (invariants I13, I14). Without the LOCATION consent nothing is written (I15).
 */
import type { PointsAccount, PresenceEvent, ReportPositionInput, UserError } from '../../../schema/generated/types.ts';
import {
  assertConsistent,
  awardKey,
  claimedAwards,
  fromEpochMs,
  isConsistent,
  payAwards,
  payableAwards,
  toPointsAccount,
  type Award,
  type MemberState,
} from '../../loyalty/model/index.ts';
import { planAwards } from '../../loyalty/store/awards.ts';
import { readAggregate, readConsentingMember, readLots, type Aggregate } from '../../loyalty/store/read.ts';
import { epochMs } from '../../proximity/model/instants.ts';
import {
  decidePosition,
  nearSightings,
  positionRefusal,
  USUAL_S,
  type PositionChange,
  type Report,
} from '../../proximity/model/position.ts';
import { conflict, idempotencyMismatch, refusal } from '../../proximity/model/refusals.ts';
import { afterRefusal, afterReport, afterSkipped, type Track } from '../../proximity/model/track.ts';
import { surroundings } from '../../proximity/store/near.ts';
import { RETRY_POLICY } from '../../proximity/store/table.ts';
import { readTrack, writeLock, type TrackWrite } from '../../proximity/store/track.ts';
import { canonicalText } from '../../shared/lambda/canonical.ts';
import { isRetryable } from '../../shared/lambda/transaction-conflicts.ts';
import { sha256, sha256Hex } from '../../shared/lambda/digest.ts';
import { derivedId, ulid } from '../../shared/lambda/ids.ts';
import { retried, type Try } from '../../shared/lambda/retries.ts';
import { claimsOf, presenceEvents } from '../model/presence-events.ts';
import { loyaltyOf, proximityOf, type ExperienceStore } from './experience-store.ts';
import { commitPosition, MAX_AWARDS } from './position-transaction.ts';
import { readReport, reportItem, type ReportRecord } from './report-records.ts';

export type ReportOutcome =
  | {
      readonly outcome: 'answered';
      readonly events: readonly PresenceEvent[];
      readonly account: PointsAccount;
      readonly nextReportInS: number;
      readonly replayed: boolean;
    }
  | { readonly outcome: 'refused'; readonly error: UserError; readonly nextReportInS: number };

/** One request, over all its attempts. */
interface Request {
  readonly id: string;
  readonly fingerprint: string;
  readonly memberId: string;
  readonly input: ReportPositionInput;
  /** Names of awards and of caps that turned out to be used up. */
  readonly spent: Set<string>;
}

/** After a refusal that time heals. */
const WAIT_S = 5;

/** The input has been checked. @param memberId from the caller's token */
export async function reportPosition(
  store: ExperienceStore,
  memberId: string,
  input: ReportPositionInput,
): Promise<ReportOutcome> {
  const { idempotencyKey, ...content } = input;
  const request: Request = {
    id: derivedId('rep_', ['reportPosition', memberId, idempotencyKey].join('\n')),
    fingerprint: sha256Hex(canonicalText(content)).slice(0, 32),
    memberId,
    input,
    spent: new Set(),
  };
  const outcome = await retried(RETRY_POLICY, store, () => tryOnce(store, request));
  return outcome ?? refused(conflict(), WAIT_S);
}

const refused = (error: UserError, nextReportInS: number): ReportOutcome => ({
  outcome: 'refused',
  error,
  nextReportInS,
});

const done = (value: ReportOutcome): Try<ReportOutcome> => ({ done: true, value });

async function tryOnce(store: ExperienceStore, request: Request): Promise<Try<ReportOutcome>> {
  const { memberId, input } = request;
  const nowMs = store.clock.now();
  const [member, track, record] = await Promise.all([
    readConsentingMember(loyaltyOf(store), memberId),
    readTrack(proximityOf(store), memberId, nowMs),
    readReport(store, memberId, request.id),
  ]);
  if (member === null) return done(refused(refusal('NOT_FOUND', `There is no member ${memberId}.`), USUAL_S));
  const { aggregate, consents } = member;
  if (aggregate.profile.status !== 'ACTIVE') {
    const text = `The member's status is ${aggregate.profile.status}; only an active member can do this.`;
    return done(refused(refusal('NOT_ACTIVE', text), USUAL_S));
  }
  const isGranted = consents.some(({ purpose, granted }) => purpose === 'LOCATION' && granted);
  if (!isGranted || track.isWithdrawn) {
    return done(refused(refusal('CONSENT_REQUIRED', 'The member has not agreed to being located.'), USUAL_S));
  }
  // What keeps a report from counting may be its own effect: so its answer goes first.
  if (record !== null) return done(replay(record, request, aggregate));
  const earlier = track.recent.find(({ id }) => id === request.id);
  if (earlier !== undefined) return done(replay({ ...earlier, events: [] }, request, aggregate));

  const report = reportOf(request, nowMs);
  const refusedBy = positionRefusal(track, report);
  if (refusedBy?.outcome === 'refused') {
    const { reason, error } = refusedBy;
    if (reason === 'TOO_SOON') return done(refused(error, WAIT_S));
    const isCounted = await isWritten(store, { memberId, before: track, after: afterRefusal(track, reason, nowMs) });
    return isCounted ? done(refused(error, WAIT_S)) : { done: false };
  }
  const near = await surroundings(proximityOf(store), input.at, nearSightings(input));
  const decision = decidePosition(track, near.refs, { ...report, zones: near.zones });
  if (decision.outcome === 'refused') return done(refused(decision.error, WAIT_S));
  const timezones = new Map(near.refs.map((ref) => [ref.id, ref.timezone]));
  const timezoneOf = (placeId: string): string => timezones.get(placeId) ?? 'Europe/Rome';
  return perform(store, request, { track, aggregate, report, change: decision.change, timezoneOf });
}

function reportOf({ memberId, input }: Request, nowMs: number): Report {
  return {
    memberId,
    fix: { lat: input.at.lat, lng: input.at.lng, accuracyM: input.accuracyM, sampledMs: epochMs(input.sampledAt) ?? 0 },
    isMocked: input.mocked ?? false,
    isStopped: input.stopped ?? false,
    zones: [],
    nowMs,
    // The same visit has the same id, whichever of two phones tells of it.
    newVisitId: (placeId, sinceMs) =>
      ulid('vis_', sinceMs, sha256([memberId, placeId, String(sinceMs)].join('\n')).slice(0, 10)),
  };
}

interface Decided {
  readonly track: Track;
  readonly aggregate: Aggregate;
  readonly report: Report;
  readonly change: PositionChange;
  readonly timezoneOf: (placeId: string) => string;
}

async function perform(store: ExperienceStore, request: Request, decided: Decided): Promise<Try<ReportOutcome>> {
  const { track, aggregate, report, change, timezoneOf } = decided;
  const { memberId } = request;
  const { fix, nowMs } = report;
  const { nextReportInS } = change;
  const account = toPointsAccount(memberId, aggregate.account);
  const plain: ReportOutcome = { outcome: 'answered', events: [], account, nextReportInS, replayed: false };
  if (change.transitions.length > 0) return performTransitions(store, request, decided);

  const recent = { id: request.id, fingerprint: request.fingerprint, nextReportInS };
  const after = change.isSkipped ? afterSkipped(track, fix, nowMs, recent) : afterReport(track, fix, nowMs, recent);
  const write = { memberId, before: track, after };
  if (change.presences.length + change.forgotten.length > 0) {
    const outcome = await commitPosition(store, { track: write, change, timezoneOf, record: null, awards: null });
    return outcome.outcome === 'committed' ? done(plain) : { done: false };
  }
  return (await isWritten(store, write)) ? done(plain) : { done: false };
}

/** False when somebody was faster: all has to be read again. */
async function isWritten(store: ExperienceStore, write: TrackWrite): Promise<boolean> {
  try {
    await writeLock(proximityOf(store), write);
    return true;
  } catch (error) {
    if (isRetryable(error)) return false;
    throw error;
  }
}

async function performTransitions(
  store: ExperienceStore,
  request: Request,
  { track, aggregate, report, change, timezoneOf }: Decided,
): Promise<Try<ReportOutcome>> {
  const { memberId, spent } = request;
  const { fix, nowMs } = report;
  const claims = claimsOf(change.transitions, timezoneOf);
  const claimed = claimedAwards(claims, aggregate.tier.rank, store.program);
  const payable = (): readonly Award[] => payableAwards(claimed, spent).slice(0, MAX_AWARDS);
  const member = payable().length === 0 ? { ...aggregate, lots: [] } : await withLots(store, aggregate);
  if (member === 'torn') return { done: false };
  // Each round pays at least one award less.
  for (let round = 0; round <= claimed.length; round += 1) {
    const paid = payAwards(
      member,
      payable(),
      fromEpochMs(nowMs),
      (award) => derivedId('led_', ['award', memberId, awardKey(award)].join('\n')),
      store.program,
    );
    const events = presenceEvents(memberId, change.transitions, { claimed, paid });
    const { nextReportInS } = change;
    const record: ReportRecord = { fingerprint: request.fingerprint, events, nextReportInS };
    const outcome = await commitPosition(store, {
      track: { memberId, before: track, after: afterReport(track, fix, nowMs, null) },
      change,
      timezoneOf,
      record: reportItem(memberId, request.id, record, nowMs),
      awards: planAwards(paid, store.program),
    });
    if (outcome.outcome === 'stale') return { done: false };
    if (outcome.outcome === 'committed') {
      const after = paid.at(-1)?.change.after.account ?? aggregate.account;
      const account = toPointsAccount(memberId, after);
      return done({ outcome: 'answered', events, account, nextReportInS, replayed: false });
    }
    for (const name of [...outcome.awards.map(awardKey), ...outcome.caps]) spent.add(name);
  }
  return { done: false };
}

/** See the loyalty store: account and lots are two reads, which must belong to one moment. */
async function withLots(store: ExperienceStore, aggregate: Aggregate): Promise<MemberState | 'torn'> {
  const memberId = aggregate.profile.id;
  const state: MemberState = { ...aggregate, lots: await readLots(loyaltyOf(store), memberId) };
  if (isConsistent(state)) return state;
  const now = await readAggregate(loyaltyOf(store), memberId);
  if (now?.account.version === aggregate.account.version) assertConsistent(state);
  return 'torn';
}

function replay(record: ReportRecord, request: Request, { profile, account }: Aggregate): ReportOutcome {
  if (record.fingerprint !== request.fingerprint) return refused(idempotencyMismatch(), USUAL_S);
  const { events, nextReportInS } = record;
  return {
    outcome: 'answered',
    events,
    account: toPointsAccount(profile.id, account),
    nextReportInS,
    replayed: true,
  };
}
