/** `util.math` (spec 3.7). */
import type { MathUtils } from '@aws-appsync/utils/lib/math-utils.js';
import type { Running } from '../run/record.ts';

export function createMath(running: Running): MathUtils {
  return Object.freeze({
    roundNum: (value: number) => Math.round(value),
    minVal: (a: number, b: number) => Math.min(a, b),
    maxVal: (a: number, b: number) => Math.max(a, b),
    randomDouble: () => running.record.host.random.number(),
    // The upper bound is exclusive: not documented, decided in spec 11 (13).
    randomWithinRange: (start: number, end: number) =>
      start + Math.floor(running.record.host.random.number() * (end - start)),
  });
}
