/**
 * Typed values at the border (spec/appsync-resolvers 5.1, 5.2). Resolvers write `{N: 5}` and `{NULL: null}`, DynamoDB wants
 * `{N: "5"}` and `{NULL: true}`; answers become plain JSON.
 */
import { InvalidDocument } from '../../kernel/index.ts';
import { isMembers, wrongKind } from '../document.ts';
import type { Members } from '../document.ts';

/** A value as DynamoDB's own protocol writes it. */
export type WireValue = Readonly<Record<string, unknown>>;
export type WireItem = Readonly<Record<string, WireValue>>;

const toNumberText = (value: unknown, path: string): string => {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value === 'string') return value;
  throw wrongKind(path, 'a number');
};

const toText = (value: unknown, path: string): string => {
  if (typeof value === 'string') return value;
  throw wrongKind(path, 'a string');
};

/** RFC 2045: characters outside the alphabet are ignored. */
const toBinary = (value: unknown, path: string): string =>
  Buffer.from(toText(value, path).replace(/[^A-Za-z0-9+/=]/g, ''), 'base64').toString('base64');

function each<Item>(value: unknown, path: string, convert: (item: unknown, path: string) => Item): Item[] {
  if (!Array.isArray(value)) throw wrongKind(path, 'a list');
  return value.map((item, index) => convert(item, `${path}[${index}]`));
}

const TO_WIRE: Readonly<Record<string, (value: unknown, path: string) => unknown>> = {
  S: toText,
  N: toNumberText,
  B: toBinary,
  BOOL: (value, path) => {
    if (typeof value !== 'boolean') throw wrongKind(path, 'a boolean');
    return value;
  },
  NULL: () => true,
  SS: (value, path) => each(value, path, toText),
  NS: (value, path) => each(value, path, toNumberText),
  BS: (value, path) => each(value, path, toBinary),
  L: (value, path) => each(value, path, toWireValue),
  M: (value, path) => toWireItem(value, path),
};

/** AppSync's names for kinds of JSON. */
function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  return Array.isArray(value) ? 'ARRAY' : (typeof value).toUpperCase();
}

/** @throws {InvalidDocument} for anything but an object with exactly one known type key */
export function toWireValue(value: unknown, path: string): WireValue {
  if (!isMembers(value))
    throw new InvalidDocument(`Expected JSON object for attribute value '${path}' but got '${kindOf(value)}' instead.`);
  const entries = Object.entries(value).filter(([, held]) => held !== undefined);
  const [entry] = entries;
  const convert = entry === undefined || entries.length > 1 ? undefined : TO_WIRE[entry[0]];
  if (entry === undefined || convert === undefined)
    throw wrongKind(path, 'an attribute value with exactly one of S, N, B, BOOL, NULL, SS, NS, BS, L, M');
  return { [entry[0]]: convert(entry[1], `${path}[${entry[0]}]`) };
}

/** A map of attributes: a key, an item, expression values. */
export function toWireItem(value: unknown, path: string): WireItem {
  if (!isMembers(value)) throw wrongKind(path, 'an object');
  const item: Record<string, WireValue> = {};
  for (const [name, attribute] of Object.entries(value)) {
    // Undefined members are dropped when a document is serialized.
    if (attribute !== undefined) item[name] = toWireValue(attribute, `${path}[${name}]`);
  }
  return item;
}

function fromWireValue(value: WireValue): unknown {
  for (const type in value) {
    const held = value[type];
    switch (type) {
      case 'N':
        return Number(held);
      case 'NULL':
        return null;
      case 'NS':
        return (held as readonly string[]).map(Number);
      case 'L':
        return (held as readonly WireValue[]).map(fromWireValue);
      case 'M':
        return fromWireItem(held as WireItem);
      default:
        return held;
    }
  }
  return null;
}

/** Plain JSON. Numbers become JS numbers, sets become lists, binary stays base64. */
export function fromWireItem(item: WireItem): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const name in item) {
    const value = item[name];
    if (value !== undefined) plain[name] = fromWireValue(value);
  }
  return plain;
}

/** Null for a missing item, as `ctx.result` shows it. */
export function fromWireItemOrNull(item: unknown): Record<string, unknown> | null {
  return isMembers(item) ? fromWireItem(item as WireItem) : null;
}

export type { Members };
