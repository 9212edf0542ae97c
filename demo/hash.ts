/** A fingerprint of a table: equal for equal items, whatever their order or the order of their members. */
import { createHash } from 'node:crypto';
import type { Item } from './dataset.ts';

/** SHA-256 in hexadecimal of one line of canonical JSON an item, lines sorted. */
export function tableHash(items: readonly Item[]): string {
  const hash = createHash('sha256');
  for (const line of items.map(canonical).sort()) hash.update(line).update('\n');
  return hash.digest('hex');
}

/** JSON with members sorted by name; an absent member and an undefined one are the same. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}
