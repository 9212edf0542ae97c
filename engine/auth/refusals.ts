/** What a caller hears when authentication fails. Statuses, types and texts are rows of `engine/kernel/refusals.ts`. */
import { REFUSALS as ROWS } from '../kernel/index.ts';
import type { RefusalName, RefusalRow } from '../kernel/index.ts';

export interface Refusal extends RefusalRow {
  readonly ok: false;
}

function refused(name: RefusalName): Refusal {
  return { ok: false, ...ROWS[name] };
}

export const REFUSALS = {
  noValidHeader: refused('noValidHeader'),
  notAuthorized: refused('notAuthorized'),
  tokenExpired: refused('tokenExpired'),
  unknownAccessKey: refused('unknownAccessKey'),
  authorizerUnavailable: refused('authorizerUnavailable'),
} as const satisfies Readonly<Record<string, Refusal>>;

export function signatureRefused(message: string): Refusal {
  return { ...refused('signatureMismatch'), message };
}

/** The `Authorization` header lacks a part of SigV4. */
export function signatureIncomplete(message: string): Refusal {
  return { ...refused('signatureIncomplete'), message };
}
