/** A clock that stands still and a draw that is always the same. */
import type { Clock } from '../../../../resolvers/shared/lambda/clock.ts';
import type { Randomness } from '../../../../resolvers/shared/lambda/randomness.ts';

export interface StillTime {
  readonly clock: Clock & { readonly pauses: number[] };
  readonly randomness: Randomness;
}

export function aTime({ now = Date.UTC(2026, 11, 16, 10), number = 0.5 } = {}): StillTime {
  const pauses: number[] = [];
  return {
    clock: {
      pauses,
      now: () => now,
      pause: (ms) => {
        pauses.push(ms);
        return Promise.resolve();
      },
    },
    randomness: { number: () => number, bytes: (length) => new Uint8Array(length).fill(7) },
  };
}
