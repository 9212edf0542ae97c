/** `select`: columns, joins, conditions, groups, order and paging (spec 7.4). */
import { LibraryError } from '../run/interruption.ts';
import { columns, joined, where } from './clauses.ts';
import type { SqlWriter } from './sql-writer.ts';
import { Aggregate, isMap, SqlTemplate, Statement, type PlainMap } from './statements.ts';

const JOINS: ReadonlyMap<string, string> = new Map([
  ['join', 'JOIN'],
  ['innerJoin', 'INNER JOIN'],
  ['leftJoin', 'LEFT JOIN'],
  ['leftOuterJoin', 'LEFT OUTER JOIN'],
  ['rightJoin', 'RIGHT JOIN'],
  ['rightOuterJoin', 'RIGHT OUTER JOIN'],
  ['fullOuterJoin', 'FULL OUTER JOIN'],
  ['crossJoin', 'CROSS JOIN'],
  ['joinNatural', 'NATURAL JOIN'],
  ['innerJoinNatural', 'NATURAL INNER JOIN'],
  ['leftJoinNatural', 'NATURAL LEFT JOIN'],
  ['leftOuterJoinNatural', 'NATURAL LEFT OUTER JOIN'],
  ['rightJoinNatural', 'NATURAL RIGHT JOIN'],
  ['rightOuterJoinNatural', 'NATURAL RIGHT OUTER JOIN'],
  ['fullOuterJoinNatural', 'NATURAL FULL OUTER JOIN'],
]);

/** Clauses in the order of SQL, so that parameters are numbered as they stand in the text. */
export function writeSelect(writer: SqlWriter, payload: PlainMap): string {
  const { columns: list, groupBy, having, orderBy, limit, offset } = payload;
  return joined([
    'SELECT',
    columns(list ?? '*', (column) => columnOf(writer, column)),
    `FROM ${sourceOf(writer, payload)}`,
    ...joins(writer, payload),
    where(writer, payload.where),
    group(writer, groupBy),
    where(writer, having, 'HAVING'),
    order(writer, orderBy),
    count(writer, 'limit', limit),
    count(writer, 'offset', offset),
  ]);
}

function columnOf(writer: SqlWriter, column: unknown): string {
  if (typeof column === 'string') return writer.name(column);
  if (column instanceof Aggregate) return writer.aggregate(column);
  if (isMap(column)) return aliased(writer, column);
  throw new LibraryError('Invalid type in column array.');
}

/** `{alias: what}`: a name, an aggregate, a template or a whole select. */
function aliased(writer: SqlWriter, alias: PlainMap): string {
  const [entry, ...others] = Object.entries(alias);
  if (entry === undefined || others.length > 0) return writer.table(alias);
  const [name, what] = entry;
  if (what instanceof Aggregate) return `${writer.aggregate(what)} as ${writer.name(name)}`;
  if (what instanceof SqlTemplate) return `(${writer.template(what)}) as ${writer.name(name)}`;
  if (what instanceof Statement) return `(${writeSelect(writer, what.payload)}) as ${writer.name(name)}`;
  return writer.table(alias);
}

function sourceOf(writer: SqlWriter, { table, from }: PlainMap): string {
  const isGiven = (value: unknown): boolean => value !== null && value !== undefined;
  if (isGiven(table) && isGiven(from)) throw new LibraryError("'from' and 'table' keys cannot be used together");
  if (isGiven(table)) return isMap(table) ? aliased(writer, table) : writer.table(table);
  if (!isGiven(from)) throw new LibraryError("'table' or 'from' key is required.");
  if (from instanceof SqlTemplate) return `(${writer.template(from)})`;
  if (from instanceof Statement) return `(${writeSelect(writer, from.payload)})`;
  if (isMap(from)) return aliased(writer, from);
  if (typeof from !== 'string') throw new LibraryError("'from' value is expected to be string or object.");
  return writer.table(from);
}

function joins(writer: SqlWriter, payload: PlainMap): string[] {
  return Object.entries(payload).flatMap(([key, list]) => {
    const keyword = JOINS.get(key);
    if (keyword === undefined || list === null || list === undefined) return [];
    if (!Array.isArray(list)) throw new LibraryError(`${key} expects an array.`);
    return list.map((one: unknown) => {
      if (!isMap(one)) throw new LibraryError(`${key} item expected to be an object.`);
      return joined([keyword, sourceOf(writer, one), where(writer, one.on, 'ON'), using(writer, one.using)]);
    });
  });
}

function using(writer: SqlWriter, list: unknown): string {
  if (list === null || list === undefined) return '';
  return `USING (${columns(list, (column) => columnOf(writer, column))})`;
}

function group(writer: SqlWriter, list: unknown): string {
  if (list === null || list === undefined) return '';
  if (!Array.isArray(list)) throw new LibraryError('groupBy expects an array.');
  const names = list.map((one: unknown) => (typeof one === 'number' ? String(one) : columnOf(writer, one)));
  return names.length === 0 ? '' : `GROUP BY ${names.join(', ')}`;
}

function order(writer: SqlWriter, list: unknown): string {
  if (list === null || list === undefined) return '';
  if (!Array.isArray(list)) throw new LibraryError('orderBy expects an array.');
  const parts = list.map((item: unknown) => {
    if (!isMap(item)) throw new LibraryError('orderBy item expected to be an object.');
    const { column, dir } = item;
    if (typeof column !== 'string') throw new LibraryError('orderBy item expected to have property column.');
    // Recorded: only a text is looked at.
    const direction = typeof dir === 'string' ? dir.toUpperCase() : 'ASC';
    if (direction !== 'ASC' && direction !== 'DESC') {
      throw new LibraryError(`orderBy dir can have either ASC or DESC found ${String(dir)}.`);
    }
    return `${writer.name(column)} ${direction}`;
  });
  return parts.length === 0 ? '' : `ORDER BY ${parts.join(', ')}`;
}

// Recorded: a numeric text is bound as a number.
function count(writer: SqlWriter, clause: 'limit' | 'offset', value: unknown): string {
  if (value === null || value === undefined) return '';
  const number = typeof value === 'number' || (typeof value === 'string' && value !== '') ? Number(value) : NaN;
  if (Number.isNaN(number)) throw new LibraryError(`${clause} expects a number.`);
  return `${clause.toUpperCase()} ${writer.bind(number)}`;
}
