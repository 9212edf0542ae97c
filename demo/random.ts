/** The generator's only source of chance: the same seed gives the same story on every machine. */

export const SEED = 20171224;

/** mulberry32: 32 bits of state, good enough for stories. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** FNV-1a: turns a label into a seed. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

export interface Dice {
  /** In [0, 1). */
  number(): number;
  /** Both ends included. */
  integer(least: number, most: number): number;
  chance(probability: number): boolean;
  /** @throws RangeError for an empty list */
  pick<T>(from: readonly T[]): T;
  /** Different members, in the order of drawing; all of them when there are too few. */
  sample<T>(from: readonly T[], count: number): readonly T[];
  /** Mean 0, deviation 1. */
  normal(): number;
}

/** @param label names the stream, so that one part of the story can change without changing the others */
export function dice(label: string): Dice {
  const number = mulberry32(SEED ^ hashOf(label));
  const integer = (least: number, most: number): number => least + Math.floor(number() * (most - least + 1));
  const pick = <T>(from: readonly T[]): T => {
    const found = from[integer(0, from.length - 1)];
    if (found === undefined) throw new RangeError(`Nothing to pick for ${label}.`);
    return found;
  };
  return {
    number,
    integer,
    pick,
    chance: (probability) => number() < probability,
    sample: (from, count) => {
      const left = [...from];
      return Array.from({ length: Math.min(count, from.length) }, () =>
        left.splice(integer(0, left.length - 1), 1),
      ).flat();
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - number())) * Math.cos(2 * Math.PI * number()),
  };
}

/** Draws an index in proportion to its weight. */
export function weighted(weights: readonly number[]): (draw: number) => number {
  let total = 0;
  const sums = weights.map((weight) => (total += weight));
  return (draw) => {
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) > draw * total) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
