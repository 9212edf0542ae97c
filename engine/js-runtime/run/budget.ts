/** What one evaluation may spend. Native functions are charged by the size of what they are given: nothing else would stop them. */
import { LibraryError } from './interruption.ts';

/** Elements of one list that a native method may walk. */
const MAX_LIST_LENGTH = 1_000_000;
/** Characters of one text: AppSync's limit for a result, 5 MB (spec 2.3). */
export const MAX_TEXT_LENGTH = 5 * 1_024 * 1_024;
/** Values with no more parts, and no longer texts, are counted without further ado. */
const FEW_PARTS = 100;
export const MAX_SHORT_TEXT = 1_024;
/** What a native function walks at once, beyond which the clock is looked at. */
const MANY_PARTS = 500;
/** Names that lead from a value to the prototypes behind it. */
const HIDDEN_MEMBERS: ReadonlySet<string> = new Set([
  ...['constructor', 'prototype', '__proto__'],
  ...['__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__'],
]);

/** Calls, loop iterations and elements that are left. */
export interface Budget {
  left: number;
  /** Of all texts that left the handler. */
  characters: number;
  /** Looks at the clock. @throws {LibraryError} when the handler has run too long */
  watch(): void;
  /** The same for what costs as much as an object has members: once in a few calls. */
  walk(): void;
}

export const isHiddenMember = (name: string): boolean => HIDDEN_MEMBERS.has(name);

/** Data may carry these two as names of its own: a car has a `constructor`. */
export const isDataName = (name: string): boolean => name === 'constructor' || name === 'prototype';

// What a function owns is no data: its `prototype` is the way to what all share.
const isOwnData = (owner: unknown, name: string): boolean =>
  isDataName(name) && typeof owner === 'object' && owner !== null && Object.hasOwn(owner, name);

/** @throws {LibraryError} when nothing is left */
export function spend(budget: Budget, amount: number): void {
  budget.left -= amount;
  // Few operations on large values take as long as many on small ones.
  if (amount > MANY_PARTS) budget.watch();
  if (budget.left < 0) throw new LibraryError('the handler makes more calls and loop iterations than it may');
}

/** Charges for every part of a value: one that is met twice counts twice, as it does for whoever serialises it. */
export function weigh(budget: Budget, value: unknown): void {
  if (typeof value === 'string') spend(budget, value.length >> 6);
  if (typeof value !== 'object' || value === null) return;
  const left = withinFew(value, FEW_PARTS);
  if (left >= 0) {
    spend(budget, FEW_PARTS - left);
    return;
  }
  // A list of its own instead of recursion: the depth is the code's to choose.
  const open: unknown[] = [value];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (typeof part === 'string') budget.left -= part.length >> 6;
    if (typeof part !== 'object' || part === null) continue;
    const inner: unknown[] = Array.isArray(part) ? part : Object.values(part);
    spend(budget, 1 + inner.length);
    for (const one of inner) {
      if ((typeof one === 'object' && one !== null) || typeof one === 'string') open.push(one);
    }
  }
}

/** Charges for a long text that native code is about to walk; short ones are free. */
export function chargeText(budget: () => Budget, text: string): void {
  if (text.length <= MAX_SHORT_TEXT) return;
  const current = budget();
  spend(current, text.length >> 6);
  current.watch();
}

/** @returns how many of `left` parts remain, or less than 0 when the value has more, or a long text. Nearly all values have few. */
function withinFew(value: object, left: number): number {
  if (Array.isArray(value)) return listWithinFew(value, left);
  let rest = left;
  for (const key in value) {
    rest = partWithinFew((value as Readonly<Record<string, unknown>>)[key], rest - 1);
    if (rest < 0) return rest;
  }
  return rest;
}

// `for in` over a list makes a text of each index.
function listWithinFew(list: readonly unknown[], left: number): number {
  if (list.length > left) return -1;
  let rest = left - list.length;
  for (const part of list) {
    rest = partWithinFew(part, rest);
    if (rest < 0) return rest;
  }
  return rest;
}

function partWithinFew(part: unknown, left: number): number {
  if (typeof part === 'string') return part.length > MAX_SHORT_TEXT ? -1 : left;
  return typeof part === 'object' && part !== null && left >= 0 ? withinFew(part, left) : left;
}

/** What the compiled text asks before it does what could grow without end. Each gives back what it is given. */
export interface Guards {
  /** A key to read with. @param owner - what it is read from, where that is known */
  key(key: unknown, owner?: unknown): unknown;
  /** A key to assign to, or to delete. */
  newKey(key: unknown): unknown;
  spread(value: unknown): unknown;
  walked(value: unknown): unknown;
  sized(value: unknown): unknown;
  weighed(value: unknown): unknown;
  text(value: unknown): unknown;
  add(left: unknown, right: unknown): unknown;
  target(value: unknown): unknown;
}

/** @param budget - of the evaluation that runs now */
export function createGuards(budget: () => Budget): Guards {
  const text = (value: unknown): unknown => {
    if (typeof value === 'string' && value.length > MAX_TEXT_LENGTH) throw tooLong();
    return value;
  };
  const weighed = (value: unknown): unknown => {
    if (typeof value === 'object') weigh(budget(), value);
    return value;
  };
  return {
    text,
    weighed,
    target: writable,
    // Read once: an object that names itself differently each time must not get past.
    key: (key, owner) => {
      if (typeof key === 'number') return key;
      const name = String(key);
      if (HIDDEN_MEMBERS.has(name) && !isOwnData(owner, name)) throw unsupported(name);
      return name;
    },
    newKey: (key) => {
      if (typeof key === 'number') return key;
      const name = String(key);
      if (HIDDEN_MEMBERS.has(name) && !isDataName(name)) throw unsupported(name);
      return name;
    },
    spread: (value) => {
      if (typeof value === 'string' || Array.isArray(value)) spend(budget(), value.length);
      else if (typeof value === 'object') budget().walk();
      return value;
    },
    walked: (value) => {
      budget().walk();
      return value;
    },
    sized: (value: unknown): unknown => {
      if (typeof value === 'string') chargeText(budget, value);
      if (!Array.isArray(value) || value.length <= MANY_PARTS) return value;
      if (value.length > MAX_LIST_LENGTH) throw new LibraryError(`a list may have ${MAX_LIST_LENGTH} elements`);
      budget().watch();
      return value as unknown;
    },
    add: (left, right) => {
      if (typeof left === 'object') weighed(left);
      if (typeof right === 'object') weighed(right);
      // TypeScript has no sum of unknown values; JavaScript's own rule is what is wanted.
      return text((left as string) + (right as string));
    },
  };
}

const unsupported = (name: string): LibraryError =>
  new LibraryError(`TypeError: the property ${name} is not supported`);

/** Functions that the code did not make belong to the engine, `list.map` of a list from outside too: nothing may be hung on them. */
export function writable(value: unknown): unknown {
  if (value instanceof Function) throw new LibraryError('TypeError: a built-in function can not be changed');
  return value;
}

export function tooLong(): LibraryError {
  return new LibraryError(`a text may have ${MAX_TEXT_LENGTH} characters`);
}
