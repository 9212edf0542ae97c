const BASE_MS = 200;
const MAX_MS = 30_000;

/**
 * Time before the next attempt: doubles with each failure in a row, and half of it is random, so that mappings do not beat in time.
 * @param random - in [0, 1)
 */
export function backOffMs(setbacks: number, random: number): number {
  if (setbacks <= 0) return 0;
  const full = Math.min(MAX_MS, BASE_MS * 2 ** Math.min(setbacks - 1, 20));
  return full / 2 + (full / 2) * random;
}
