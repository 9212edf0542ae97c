import { randomBytes, randomUUID } from 'node:crypto';

/** The only source of randomness in the engine, so that tests can pin it. */
export interface Random {
  /** A UUID v4. */
  uuid(): string;
  /** A number in [0, 1). */
  number(): number;
  bytes(length: number): Uint8Array;
}

export const systemRandom: Random = {
  uuid: () => randomUUID(),
  number: () => Math.random(),
  bytes: (length) => randomBytes(length),
};
