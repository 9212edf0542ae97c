/** Pieces that several statements share (spec 7.4). */
import { LibraryError } from '../run/interruption.ts';
import { writeConditions } from './conditions.ts';
import type { SqlWriter } from './sql-writer.ts';
import { isMap, SqlTemplate } from './statements.ts';

/** Recorded: what says nothing adds nothing, and the end is trimmed. */
export function joined(clauses: readonly string[]): string {
  return clauses
    .filter((clause) => clause !== '')
    .join(' ')
    .trimEnd();
}

/** Empty when no condition is left. */
export function where(writer: SqlWriter, conditions: unknown, keyword = 'WHERE'): string {
  if (conditions === null || conditions === undefined) return '';
  if (!isMap(conditions)) {
    throw new LibraryError(`${keyword} values are expected to be SQL templates or a condition object.`);
  }
  const text = conditions instanceof SqlTemplate ? writer.template(conditions) : writeConditions(writer, conditions);
  return text === '' ? '' : `${keyword} ${text}`;
}

/** `*`, or names; the list is checked before the dialect (recorded). */
export function columns(list: unknown, write: (column: unknown) => string): string {
  if (list === '*') return '*';
  if (!Array.isArray(list)) throw new LibraryError('Expected column to be * or an array.');
  return list.map(write).join(', ');
}
