/** Who may sign in. Users come with the pool and live as long as the process. */
import { createHmac } from 'node:crypto';
import { makeVerifier } from './srp.ts';
import type { SrpVerifier } from './srp.ts';

export interface PoolUser {
  readonly username: string;
  readonly password: string;
  readonly groups: readonly string[];
  /** `email`, `custom:member_id` …: claims of the id token. */
  readonly attributes: Readonly<Record<string, string>>;
  /** @default true */
  readonly enabled?: boolean;
}

export interface Users {
  /** By user name, or by an attribute that the pool lets people sign in with. */
  find(name: string): PoolUser | undefined;
  /** An unknown user has one, too, that no password fits: whoever asks learns nothing. */
  verifierOf(username: string): SrpVerifier;
}

export interface UsersOptions {
  readonly users: readonly PoolUser[];
  readonly signInAttributes: readonly string[];
  readonly poolName: string;
  /** Salts follow from it, so that the same user always shows the same salt. */
  readonly secret: Uint8Array;
}

export function createUsers({ users, signInAttributes, poolName, secret }: UsersOptions): Users {
  const byName = new Map<string, PoolUser>();
  for (const user of users) {
    for (const attribute of signInAttributes) {
      const value = user.attributes[attribute];
      if (value !== undefined) byName.set(value.toLowerCase(), user);
    }
  }
  for (const user of users) byName.set(user.username.toLowerCase(), user);
  const verifiers = new Map<PoolUser, SrpVerifier>();

  const hmac = (text: string): string => createHmac('sha256', secret).update(text).digest('hex');
  const make = (username: string, password: string): SrpVerifier =>
    makeVerifier({ poolName, userId: username }, password, hmac(`salt ${username}`).slice(0, 32));

  return {
    find: (name) => byName.get(name.toLowerCase()),
    verifierOf(username) {
      const user = byName.get(username.toLowerCase());
      if (user === undefined) return make(username, hmac(`nobody ${username}`));
      const known = verifiers.get(user) ?? make(user.username, user.password);
      verifiers.set(user, known);
      return known;
    },
  };
}
