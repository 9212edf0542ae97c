/** API_KEY: the key's value and its end (spec/appsync-edge 2.1, 2.3). */
import type { Caller, Clock, Log } from '../kernel/index.ts';
import type { ApiKeyBlueprint } from '../template/index.ts';
import type { AuthOutcome } from './provider.ts';
import { REFUSALS } from './refusals.ts';

const DEFAULT_LIFE_SECONDS = 7 * 24 * 3600;
const HOUR_SECONDS = 3600;

/** The identity of a key's holder is null: a key says what may be called, not who calls. */
const CALLER: Caller = { mode: 'API_KEY', identity: null, groups: [] };

/** A key without `Expires` ends 7 days after this call, rounded down to the hour as the service does. */
export function createApiKeys(
  keys: readonly ApiKeyBlueprint[],
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): (key: string) => AuthOutcome {
  const startedAt = Math.floor(clock.now() / 1000);
  const endsAtMs = new Map<string, number>();
  for (const key of keys) {
    const expires = key.expires ?? startedAt + DEFAULT_LIFE_SECONDS;
    const endsAt = (expires - (expires % HOUR_SECONDS)) * 1000;
    endsAtMs.set(key.value, endsAt);
    if (endsAt <= clock.now()) warnOfEnd(log, key, endsAt);
  }
  const accepted: AuthOutcome = { ok: true, caller: CALLER };
  return (key) => ((endsAtMs.get(key) ?? 0) > clock.now() ? accepted : REFUSALS.notAuthorized);
}

/** AWS makes no key that has ended; one that was written years ago explains why nobody gets in. */
function warnOfEnd(log: Log, { logicalId }: ApiKeyBlueprint, endsAt: number): void {
  log.warn('an API key has ended: calls with it are refused', {
    logicalId,
    expires: new Date(endsAt).toISOString(),
    fix: `Set Expires of ${logicalId} to a time within the next 365 days, or leave it out.`,
  });
}
