import { randomBytes } from 'node:crypto';

/** The only source of randomness in functions, so that tests can pin it. */
export interface Randomness {
  /** A number in [0, 1). */
  number(): number;
  bytes(length: number): Uint8Array;
}

export const systemRandomness: Randomness = {
  number: () => Math.random(),
  bytes: (length) => randomBytes(length),
};
