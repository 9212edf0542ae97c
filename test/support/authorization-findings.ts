/** What an answer says about one way of one caller: whether a value came, and what came or stayed away that should not have. Pure. */
import { allows, isGranted, namesOf, valuesAt } from './authorization.ts';
import type { Caller, Way } from './authorization.ts';
import type { Answer } from './gateway.ts';

export type Outcome = Pick<Answer<unknown>, 'status' | 'data' | 'errors'>;

export interface Problem {
  /** `leak`: a value came that must not. `unrefused`: nothing came, and nobody said no. `shut`: what is allowed was not given. */
  readonly kind: 'leak' | 'unrefused' | 'shut';
  readonly text: string;
}

export interface Finding {
  /** The way's last field had a value. */
  readonly hasValue: boolean;
  /** Null when all is as it should be. */
  readonly problem: Problem | null;
}

/**
 * Fields that speak of the signed-in member: a token that names no member is refused by the field itself, not by a directive
 * (domain 7: own data is checked by the token's claim, never by an argument).
 */
const OF_THE_SIGNED_IN = new Set(['me', 'myFeed', 'nearbyExperience', 'redeemReward', 'reportPosition', 'setConsent']);

/** Where the first refusal is due; -1 when the caller may have all of the way. */
export function refusedAt(way: Way, caller: Caller): number {
  const byRule = way.findIndex((rule) => !allows(rule, caller));
  if (byRule >= 0) return byRule;
  return OF_THE_SIGNED_IN.has(way[0]?.fieldName ?? '') && caller.memberId === null ? 0 : -1;
}

const wrong = (kind: Problem['kind'], text: string): Finding => ({ hasValue: false, problem: { kind, text } });
const REFUSED: Finding = { hasValue: false, problem: null };

/** @param alias - in place of the root field's name: `w0` when all ways are asked in one selection */
export function findingOf(way: Way, caller: Caller, alias: string, outcome: Outcome): Finding {
  const names = [alias, ...namesOf(way).slice(1)];
  const at = refusedAt(way, caller);
  if (outcome.status >= 500) return wrong('unrefused', `status ${outcome.status}`);
  if (at < 0) return allowedFinding(names, outcome);
  if (valuesAt(outcome.data, names.slice(0, at + 1)).length > 0)
    return wrong('leak', `${way[at]?.fieldName} has a value`);
  return isWholeRefused(way, caller)
    ? wholeFinding(caller, outcome)
    : fieldFinding(way, caller, names.slice(0, at + 1), outcome);
}

function allowedFinding(names: readonly string[], { status, data, errors = [] }: Outcome): Finding {
  const hasValue = valuesAt(data, names).length > 0;
  if (status === 200 && errors.length === 0) return { hasValue, problem: null };
  return { hasValue, problem: { kind: 'shut', text: errors[0]?.message ?? `status ${status}` } };
}

/** Without a credential, or without a grant for the one root field of a document, nothing of it runs (edge 1.3, 2.4). */
const isWholeRefused = ([root]: Way, caller: Caller): boolean =>
  caller.mode === null || (caller.mode === 'AWS_IAM' && root !== undefined && !isGranted(root, caller));

function wholeFinding({ mode }: Caller, { status, errors = [] }: Outcome): Finding {
  const message = mode === null ? 'Valid authorization header not provided.' : 'Permission denied';
  const isRefused =
    status === 401 && errors.some((each) => each.errorType === 'UnauthorizedException' && each.message === message);
  return isRefused ? REFUSED : wrong('unrefused', `status ${status} instead of 401 ${message}`);
}

function fieldFinding(way: Way, caller: Caller, names: readonly string[], { errors = [] }: Outcome): Finding {
  const rule = way[names.length - 1];
  const texts = [`Not Authorized to access ${rule?.fieldName} on type ${rule?.typeName}`];
  // A function that refuses has a text of its own (resolvers 6.4).
  if (rule !== undefined && allows(rule, caller)) texts.push('You are not authorized to make this call.');
  const isRefused = errors.some(({ path, message, errorType }) => {
    const place = (path ?? []).filter((step) => typeof step === 'string');
    return (
      place.join('.') === names.join('.') && texts.includes(message) && (errorType ?? '').startsWith('Unauthorized')
    );
  });
  return isRefused ? REFUSED : wrong('unrefused', `${rule?.fieldName} was not refused`);
}
