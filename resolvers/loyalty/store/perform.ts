/**
 * Performs one command: read, decide, write in one transaction; on a conflict all of it again, a few times.
 *
 * Keeps the promise of the idempotency key (I6): the key's record is written in the transaction of its effect, so there is
 * never one without the other, however many callers send the same request at once.
 */
import type { UserError } from '../../../schema/generated/types.ts';
import { canonicalInput } from '../../shared/lambda/canonical.ts';
import type { Clock } from '../../shared/lambda/clock.ts';
import { sha256Hex } from '../../shared/lambda/digest.ts';
import { derivedId } from '../../shared/lambda/ids.ts';
import type { Randomness } from '../../shared/lambda/randomness.ts';
import { retried, type RetryPolicy, type Try } from '../../shared/lambda/retries.ts';
import {
  conflict,
  idempotencyMismatch,
  idempotencyScope,
  toAnswer,
  type Answer,
  type Change,
  type Decision,
  type IdempotencyRecord,
  type Operation,
  type Program,
} from '../model/index.ts';
import { planChange } from './items.ts';
import { readIdempotency, type Table } from './read.ts';
import { commit } from './transaction.ts';

export interface Store extends Table {
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly program: Program;
}

export interface Request {
  readonly operation: Operation;
  readonly memberId: string;
  readonly idempotencyKey: string;
  /** As the caller sent it: the same key with another one is refused. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** Null asks for a new attempt: what was read does not belong to one moment. */
export type Decide = (entryId: string, nowMs: number) => Promise<Decision | null>;

export type Outcome =
  | { readonly outcome: 'answered'; readonly answer: Answer; readonly replayed: boolean }
  | { readonly outcome: 'refused'; readonly error: UserError };

export const RETRY_POLICY: RetryPolicy = { attempts: 4, baseMs: 40 };

export async function perform(store: Store, request: Request, decide: Decide): Promise<Outcome> {
  const { operation, memberId, idempotencyKey } = request;
  const identity = {
    entryId: derivedId('led_', idempotencyScope(operation, memberId, idempotencyKey)),
    operation,
    memberId,
    fingerprint: sha256Hex(canonicalInput(request.input)),
  };
  const outcome = await retried(RETRY_POLICY, store, () => tryOnce(store, identity, decide));
  return outcome ?? { outcome: 'refused', error: conflict() };
}

type Identity = Omit<IdempotencyRecord, 'answer'>;

/**
 * The key is not looked up before: a first request, the usual one, pays no read for it. Whatever keeps an attempt from writing
 * may be the effect of the same request, so then the key is read, after all else, and its answer goes first.
 */
async function tryOnce(store: Store, identity: Identity, decide: Decide): Promise<Try<Outcome>> {
  const decision = await decide(identity.entryId, store.clock.now());
  const written = decision?.outcome === 'accepted' ? await write(store, identity, decision.change) : null;
  if (written !== null) return done({ outcome: 'answered', answer: written, replayed: false });

  const earlier = await readIdempotency(store, identity.entryId);
  if (earlier !== null) return done(replay(earlier, identity));
  return decision?.outcome === 'refused' ? done(decision) : { done: false };
}

/** @returns null when somebody else was faster and nothing was written */
async function write(store: Store, identity: Identity, change: Change): Promise<Answer | null> {
  const answer = toAnswer(change);
  const writes = planChange(change, { ...identity, answer }, store.program);
  const outcome = await commit(store, writes, change.before.account.version);
  return outcome === 'committed' ? answer : null;
}

function replay(record: IdempotencyRecord, identity: Identity): Outcome {
  if (record.fingerprint !== identity.fingerprint) return { outcome: 'refused', error: idempotencyMismatch() };
  return { outcome: 'answered', answer: record.answer, replayed: true };
}

const done = (value: Outcome): Try<Outcome> => ({ done: true, value });
