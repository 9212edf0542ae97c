/** Which sign-ins have been ended before their tokens did. A sign-in is known by its `origin_jti`. */
import type { Clock } from '../kernel/index.ts';

export interface Sessions {
  begin(originId: string, username: string, endsAtMs: number): void;
  isRevoked(originId: string): boolean;
  revoke(originId: string): void;
  /** Every sign-in of the user. */
  revokeAll(username: string): void;
}

/** A process that is signed in to without end forgets the oldest: those can then no longer be revoked, but still expire. */
const MAX_SESSIONS = 10_000;

export function createSessions(clock: Clock): Sessions {
  const live = new Map<string, { readonly username: string; readonly endsAtMs: number }>();
  const revoked = new Map<string, number>();

  const trim = (): void => {
    const now = clock.now();
    for (const [id, { endsAtMs }] of live) {
      if (live.size <= MAX_SESSIONS && endsAtMs > now) break;
      live.delete(id);
    }
    for (const [id, endsAtMs] of revoked) {
      if (revoked.size <= MAX_SESSIONS && endsAtMs > now) break;
      revoked.delete(id);
    }
  };
  const revoke = (originId: string): void => {
    revoked.set(originId, live.get(originId)?.endsAtMs ?? Number.MAX_SAFE_INTEGER);
    live.delete(originId);
    trim();
  };

  return {
    begin(originId, username, endsAtMs) {
      live.set(originId, { username, endsAtMs });
      trim();
    },
    isRevoked: (originId) => revoked.has(originId),
    revoke,
    revokeAll(username) {
      for (const [id, session] of [...live]) if (session.username === username) revoke(id);
    },
  };
}
