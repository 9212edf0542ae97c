/**
 * Values leave the runtime as plain JSON values (spec 2.5). Objects and lists that the code made keep the sandbox's prototypes: a copy
 * of each would cost more than the handler, so readers must ask `Array.isArray` and never `instanceof`.
 */
import { spend, type Budget } from './budget.ts';

// Outside of an evaluation there is no clock to look at.
const notWatched = (): void => undefined;
const MAX_PARTS = 5_000_000;
/** Shorter texts are not charged: most values hold nothing else. */
const LONG_TEXT = 1_024;

/**
 * `undefined` and functions become null, or are dropped as members; what is not finite becomes null. Parts that are plain already are
 * given back as they are, without a copy.
 *
 * @param budget - charged for each part, because a value that holds itself many times over has no end in sight
 */
export function toPlainJson(
  value: unknown,
  budget: Budget = { left: MAX_PARTS, characters: 0, watch: notWatched, walk: notWatched },
): unknown {
  switch (typeof value) {
    case 'string':
      budget.characters += value.length;
      if (value.length > LONG_TEXT) spend(budget, value.length >> 6);
      return value;
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : null;
    case 'object':
      if (value === null) return null;
      return Array.isArray(value) ? toPlainList(value, budget) : toPlainObject(value, budget);
    default:
      return null;
  }
}

function toPlainList(list: readonly unknown[], budget: Budget): readonly unknown[] {
  spend(budget, 1 + list.length);
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const before = list[index];
    const after = toPlainJson(before, budget);
    if (copy === undefined && after !== before) copy = list.slice(0, index);
    if (copy !== undefined) copy.push(after);
  }
  return copy ?? list;
}

function toPlainObject(object: object, budget: Budget): object {
  const source = object as Readonly<Record<string, unknown>>;
  spend(budget, 1);
  if (!isLiteral(object)) return copyPlain(source, budget);
  for (const key in source) {
    const before = source[key];
    const after = toPlainJson(before, budget);
    if (after !== before) return copyPlain(source, budget);
  }
  return object;
}

// Made by a literal of any realm: its prototype is an `Object.prototype`, which has none itself.
function isLiteral(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === Object.prototype || (prototype !== null && Object.getPrototypeOf(prototype) === null);
}

function copyPlain(source: Readonly<Record<string, unknown>>, budget: Budget): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (value === undefined || typeof value === 'function') continue;
    setMember(copy, key, toPlainJson(value, budget));
  }
  return copy;
}

function setMember(copy: Record<string, unknown>, key: string, value: unknown): void {
  // Assigning to `__proto__` would set the prototype instead of a member.
  if (key === '__proto__') Object.defineProperty(copy, key, { value, enumerable: true });
  else copy[key] = value;
}

/** A deep copy of plain data. */
export function cloneJson<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(cloneJson) as T;
  // Objects with behaviour, such as `ctx.info`, give their values on demand and hold nothing that can be written.
  if (!isLiteral(value) && Object.getPrototypeOf(value) !== null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) setMember(copy, key, cloneJson(member as unknown));
  return copy as T;
}
