/** The loop limit, and the budget that keeps nested loops from hanging the engine (spec 2.3). */

import { spend, type Budget } from './budget.ts';

/** Loops and array methods end without an error after so many elements. */
export const MAX_LOOP_ITERATIONS = 1_000;

type Callback = (...values: unknown[]) => unknown;

/** The array methods with a callback over a list that is longer than the limit. Each name is the name of the method it stands for. */
export interface CappedList {
  readonly length: number;
  map(callback: Callback): unknown[];
  forEach(callback: Callback): void;
  filter(callback: Callback): unknown[];
  flatMap(callback: Callback): unknown[];
  some(callback: Callback): boolean;
  every(callback: Callback): boolean;
  find(callback: Callback): unknown;
  findIndex(callback: Callback): number;
  findLast(callback: Callback): unknown;
  findLastIndex(callback: Callback): number;
  reduce(callback: Callback, ...initial: [] | [unknown]): unknown;
  reduceRight(callback: Callback, ...initial: [] | [unknown]): unknown;
}

/** Indexes and the third callback argument stay those of the whole list. */
export function cappedList(list: readonly unknown[], budget: Budget): CappedList {
  const head = list.slice(0, MAX_LOOP_ITERATIONS);
  const skipped = list.length - MAX_LOOP_ITERATIONS;
  const tail = list.slice(skipped);
  const onHead = (callback: Callback) => (value: unknown, index: number) => callback(value, index, list);
  const onTail = (callback: Callback) => (value: unknown, index: number) => callback(value, index + skipped, list);
  return {
    length: list.length,
    map: (callback) => head.map(onHead(callback)),
    forEach: (callback) => head.forEach(onHead(callback)),
    filter: (callback) => head.filter(onHead(callback)),
    flatMap: (callback) =>
      head.flatMap((value, index) => {
        const part = callback(value, index, list);
        if (Array.isArray(part)) spend(budget, part.length);
        return part;
      }),
    some: (callback) => head.some(onHead(callback)),
    every: (callback) => head.every(onHead(callback)),
    find: (callback) => head.find(onHead(callback)),
    findIndex: (callback) => head.findIndex(onHead(callback)),
    findLast: (callback) => tail.findLast(onTail(callback)),
    findLastIndex: (callback) => {
      const index = tail.findLastIndex(onTail(callback));
      return index === -1 ? -1 : index + skipped;
    },
    reduce: (callback, ...initial) => {
      const step = (sum: unknown, value: unknown, index: number): unknown => callback(sum, value, index, list);
      return initial.length === 0 ? head.reduce(step) : head.reduce(step, initial[0]);
    },
    reduceRight: (callback, ...initial) => {
      const step = (sum: unknown, value: unknown, index: number): unknown =>
        callback(sum, value, index + skipped, list);
      return initial.length === 0 ? tail.reduceRight(step) : tail.reduceRight(step, initial[0]);
    },
  };
}
