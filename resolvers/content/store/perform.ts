/**
 * Performs one command: read, decide, write in one transaction; on a conflict all of it again, a few times.
 *
 * The key's record is written in the transaction of its effect, so there is never one without the other.
 */
import type { UserError } from '../../../schema/generated/types.ts';
import type { Clock } from '../../shared/lambda/clock.ts';
import { sha256Hex } from '../../shared/lambda/digest.ts';
import { derivedId } from '../../shared/lambda/ids.ts';
import type { Randomness } from '../../shared/lambda/randomness.ts';
import { retried, type RetryPolicy, type Try } from '../../shared/lambda/retries.ts';
import type { Change, Decision } from '../model/decision.ts';
import { settingsView, toContentDraft, type DraftFields } from '../model/draft.ts';
import { canonicalInput } from '../../shared/lambda/canonical.ts';
import { idempotencyScope, type IdempotencyRecord, type Operation } from '../model/idempotency.ts';
import { conflict, idempotencyMismatch } from '../model/refusals.ts';
import { idempotencyItem } from './items.ts';
import { planChange, type PlannedWrite } from './plan.ts';
import { readIdempotency, readRelated, readVersion, type Table } from './read.ts';
import { commit, type CommitOutcome } from './transaction.ts';

export interface Store extends Table {
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export interface Request {
  readonly operation: Operation;
  readonly editor: string;
  readonly idempotencyKey: string;
  /** As the caller sent it: the same key with another one is refused. */
  readonly input: object;
}

/** @param newId of the content that the request makes, if it makes one: the same at each attempt */
export type Decide = (newId: string, at: string) => Promise<Decision>;

export type Outcome =
  | { readonly outcome: 'answered'; readonly answer: DraftFields; readonly replayed: boolean }
  | { readonly outcome: 'refused'; readonly error: UserError };

export const RETRY_POLICY: RetryPolicy = { attempts: 4, baseMs: 40 };

type Identity = Omit<IdempotencyRecord, 'answer'>;

export const instant = (clock: Clock): string => new Date(clock.now()).toISOString();

export async function perform(store: Store, request: Request, decide: Decide): Promise<Outcome> {
  const { operation, editor, idempotencyKey, input } = request;
  const identity = {
    id: derivedId('', idempotencyScope(operation, editor, idempotencyKey)),
    operation,
    fingerprint: sha256Hex(canonicalInput(input)),
  };
  const outcome = await retried(RETRY_POLICY, store, () => tryOnce(store, identity, decide));
  return outcome ?? { outcome: 'refused', error: conflict() };
}

/** Whatever keeps an attempt from writing may be the effect of the same request: then the key's record is read, and goes first. */
async function tryOnce(store: Store, identity: Identity, decide: Decide): Promise<Try<Outcome>> {
  const decision = await decide(`cnt_${identity.id}`, instant(store.clock));
  if (decision.outcome === 'accepted') {
    const answer = toContentDraft(decision.change.after);
    const record = idempotencyItem({ ...identity, answer }, store.clock.now());
    const outcome = await writeChange(store, decision.change, [{ action: 'create', item: record }]);
    if (outcome === 'committed') return done({ outcome: 'answered', answer, replayed: false });
  }
  const earlier = await readIdempotency(store, identity.id);
  if (earlier !== null) return done(await replay(store, earlier, identity));
  return decision.outcome === 'refused' ? done(decision) : { done: false };
}

/** Cards of related contents are read just before: a change that comes between is put right by `projectContent`. */
export async function writeChange(
  store: Store,
  change: Change,
  more: readonly PlannedWrite[] = [],
): Promise<CommitOutcome> {
  const { shownAfter, shownBefore, before } = change;
  const isShownAnew = shownAfter !== null && shownAfter !== shownBefore;
  const related = isShownAnew ? await readRelated(store, shownAfter.version.settings.relatedIds) : {};
  return commit(store, [...planChange(change, related), ...more], before?.revision ?? null);
}

async function replay(store: Store, record: IdempotencyRecord, identity: Identity): Promise<Outcome> {
  if (record.fingerprint !== identity.fingerprint) return { outcome: 'refused', error: idempotencyMismatch() };
  return { outcome: 'answered', answer: await completed(store, record.answer), replayed: true };
}

/** An answer that was kept before drafts showed every setting gets the missing ones from its version, which has not changed since. */
async function completed(store: Store, answer: DraftFields): Promise<DraftFields> {
  if ('relatedIds' in answer) return answer;
  const { id, head } = answer as DraftFields;
  const version = await readVersion(store, id, head);
  return version === null ? answer : { ...settingsView(version.settings), ...(answer as DraftFields) };
}

const done = (value: Outcome): Try<Outcome> => ({ done: true, value });
