/** Readers of request documents. What is missing or of the wrong kind is refused before any call (spec/appsync-resolvers 8.4). */
import { InvalidDocument } from '../kernel/index.ts';

export type Members = Readonly<Record<string, unknown>>;

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `$[transactItems][0][key]`, as AppSync names a member. */
export function pathTo(...names: readonly (string | number)[]): string {
  return `$${names.map((name) => `[${name}]`).join('')}`;
}

export function missing(path: string): InvalidDocument {
  return new InvalidDocument(`Value for field '${path}' not found.`);
}

/** Unknown members are refused, as AppSync does: a misspelt `filter` must not read the whole table. */
export function refuseOthers(members: Members, known: readonly string[], path = '$'): void {
  for (const [name, value] of Object.entries(members)) {
    // Undefined members are dropped when a document is serialized.
    if (value === undefined || known.includes(name)) continue;
    throw new InvalidDocument(`Unsupported element '${path}[${name}]'.`);
  }
}

/** The text after "must be" follows AppSync's `Value for field '$[lastSync]' must be a number`. */
export function wrongKind(path: string, kind: string): InvalidDocument {
  return new InvalidDocument(`Value for field '${path}' must be ${kind}.`);
}

/** The whole document, which every source but NONE needs as an object. */
export function readDocument(document: unknown): Members {
  if (!isMembers(document))
    throw new InvalidDocument(`Expected a JSON object as request document but got ${kindOf(document)}.`);
  return document;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

export function readOperation(document: Members): string {
  const { operation } = document;
  if (operation === undefined || operation === null) throw missing('$[operation]');
  if (typeof operation !== 'string') throw wrongKind('$[operation]', 'a string');
  return operation;
}

export function readMembers(from: Members, name: string, path: string): Members {
  const value = from[name];
  if (value === undefined || value === null) throw missing(path);
  if (!isMembers(value)) throw wrongKind(path, 'an object');
  return value;
}

export function readList(from: Members, name: string, path: string): readonly unknown[] {
  const value = from[name];
  if (value === undefined || value === null) throw missing(path);
  if (!Array.isArray(value)) throw wrongKind(path, 'a list');
  return value;
}

export function readText(from: Members, name: string, path: string): string {
  const value = from[name];
  if (value === undefined || value === null) throw missing(path);
  if (typeof value !== 'string') throw wrongKind(path, 'a string');
  return value;
}

/** Undefined when the member is absent or null: AppSync's helpers write null for what was not given. */
export function optional<Kind>(
  from: Members,
  name: string,
  path: string,
  kind: string,
  is: (value: unknown) => value is Kind,
): Kind | undefined {
  const value = from[name];
  if (value === undefined || value === null) return undefined;
  if (!is(value)) throw wrongKind(path, kind);
  return value;
}

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isNumber = (value: unknown): value is number => typeof value === 'number';
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
