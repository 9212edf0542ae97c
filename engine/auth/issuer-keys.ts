/** The signing keys of an OpenID Connect issuer, by discovery (spec/appsync-edge 2.6). Fetched when first needed, and kept. */
import type { Clock, Log } from '../kernel/index.ts';
import { messageOf } from '../kernel/index.ts';
import type { FetchJson } from './json-source.ts';
import { readKeySet } from './jwt.ts';
import type { PublicKeys } from './jwt.ts';

/** An unknown `kid` may be a new key, or nonsense from a client: the issuer is not asked more often than this. */
const MIN_INTERVAL_MS = 30_000;
/** Keys that an issuer withdrew do not hold for ever. */
const MAX_AGE_MS = 3_600_000;

export interface IssuerKeys {
  /** The keys known now when they hold `kid` and are not old, else a promise of newer ones. Never rejects: without an answer, what was known stays. */
  keysFor(kid: string): PublicKeys | Promise<PublicKeys>;
}

const NO_KEYS: PublicKeys = new Map();

export function createIssuerKeys(
  issuer: string,
  { clock, log, fetchJson }: { readonly clock: Clock; readonly log: Log; readonly fetchJson: FetchJson },
): IssuerKeys {
  let keys = NO_KEYS;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let pending: Promise<PublicKeys> | null = null;

  const discover = async (): Promise<PublicKeys> => {
    const base = issuer.replace(/\/+$/, '');
    const { jwks_uri: address } = await fetchJson(`${base}/.well-known/openid-configuration`);
    if (typeof address !== 'string' || !/^https?:\/\//.test(address)) {
      throw new Error(`the discovery document of ${issuer} names no jwks_uri`);
    }
    const { keys: listed } = await fetchJson(address);
    if (!Array.isArray(listed)) throw new Error(`${address}: no list of keys`);
    return readKeySet(listed.filter((key): key is Record<string, unknown> => typeof key === 'object' && key !== null));
  };

  const refresh = async (): Promise<PublicKeys> => {
    triedAt = clock.now();
    try {
      keys = await discover();
      fetchedAt = clock.now();
    } catch (cause) {
      log.warn('the keys of an OpenID Connect issuer cannot be had: its tokens are refused', {
        issuer,
        cause: messageOf(cause),
      });
    } finally {
      pending = null;
    }
    return keys;
  };

  return {
    keysFor(kid) {
      const now = clock.now();
      const isFresh = keys.has(kid) && now - fetchedAt < MAX_AGE_MS;
      if (isFresh) return keys;
      if (pending !== null) return pending;
      return now - triedAt < MIN_INTERVAL_MS ? keys : (pending = refresh());
    },
  };
}
