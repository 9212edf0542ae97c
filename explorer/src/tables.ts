/** Finds the tables in an answer. Pure: JSON in, rows and columns out. */
import { isObject, type JsonObject } from './json.ts';

export type Cell = string | number | boolean | null;
export type ColumnKind = 'number' | 'date' | 'flag' | 'text';

export interface Column {
  /** Dotted path inside the row: `center.lat`. */
  readonly path: string;
  readonly kind: ColumnKind;
}

export interface ResultTable {
  /** Where in the answer it was found: `me › ledger`. */
  readonly title: string;
  /** `list`: one row an object of a list; `fields`: one row a field of a single object. */
  readonly shape: 'list' | 'fields';
  readonly columns: readonly Column[];
  readonly rows: readonly Readonly<Record<string, Cell>>[];
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/;
const ABOUT_A_LIST = /(^|\.)(nodes|items|edges|pageInfo\..+|__typename)$/;
/** Names that only say "this is the list" and would bore a reader. */
const WRAPPERS = new Set(['nodes', 'items', 'edges']);

/** The lists of objects in `data`, longest first; where there are none, its objects as field and value. */
export function findTables(data: unknown): readonly ResultTable[] {
  const lists: ResultTable[] = [];
  const records: ResultTable[] = [];
  const walk = (value: unknown, path: readonly string[]): void => {
    if (Array.isArray(value)) {
      const rows = value.filter(isObject);
      if (rows.length > 0) lists.push(toTable(titleOf(path), rows));
    } else if (isObject(value)) {
      if (path.length === 1 && hasOwnFields(value)) records.push(toFields(titleOf(path), value));
      for (const [key, child] of Object.entries(value)) walk(child, [...path, key]);
    }
  };
  walk(data, []);
  return [...lists.sort((one, other) => other.rows.length - one.rows.length), ...records];
}

/** A table of these objects; nested objects become columns, lists become a text. */
export function toTable(title: string, objects: readonly JsonObject[]): ResultTable {
  const rows = objects.map((row) => flatten(row));
  const paths = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    title,
    shape: 'list',
    columns: paths.map((path) => ({ path, kind: kindOf(rows.map((row) => row[path])) })),
    rows,
  };
}

function toFields(title: string, record: JsonObject): ResultTable {
  const rows = Object.entries(flatten(record))
    .filter(([field]) => !ABOUT_A_LIST.test(field))
    .map(([field, value]) => ({ field, value }));
  const columns: readonly Column[] = [
    { path: 'field', kind: 'text' },
    { path: 'value', kind: 'text' },
  ];
  return { title, shape: 'fields', columns, rows };
}

/** `pageInfo` and `__typename` are about the transport, not about the thing. */
function hasOwnFields(record: JsonObject): boolean {
  return Object.entries(record).some(
    ([key, value]) => key !== 'pageInfo' && !WRAPPERS.has(key) && (!Array.isArray(value) || value.length > 0),
  );
}

function flatten(record: JsonObject, prefix = ''): Record<string, Cell> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, value]): [string, Cell][] => {
      const path = `${prefix}${key}`;
      if (isObject(value)) return Object.entries(flatten(value, `${path}.`));
      return [[path, toCell(value)]];
    }),
  );
}

function toCell(value: unknown): Cell {
  if (Array.isArray(value))
    return value.some((item) => typeof item === 'object') ? `${value.length} items` : value.join(', ');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function kindOf(cells: readonly (Cell | undefined)[]): ColumnKind {
  const present = cells.filter((cell) => cell !== null && cell !== undefined);
  if (present.length === 0) return 'text';
  if (present.every((cell) => typeof cell === 'number')) return 'number';
  if (present.every((cell) => typeof cell === 'boolean')) return 'flag';
  return present.every((cell) => typeof cell === 'string' && ISO_DATE.test(cell)) ? 'date' : 'text';
}

function titleOf(path: readonly string[]): string {
  return path.filter((step) => !WRAPPERS.has(step)).join(' › ');
}

/** A copy in the order of one column; rows without a value come last in both directions. */
export function sortRows(table: ResultTable, path: string, direction: 'ascending' | 'descending'): ResultTable['rows'] {
  const sign = direction === 'ascending' ? 1 : -1;
  return [...table.rows].sort((one, other) => {
    const [a = null, b = null] = [one[path], other[path]];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    return sign * String(a).localeCompare(String(b), 'en', { numeric: true });
  });
}

/** RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe in front. */
export function toCsv(table: ResultTable): string {
  const quote = (cell: Cell | undefined): string => {
    if (cell === null || cell === undefined) return '';
    const safe = typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const paths = table.columns.map(({ path }) => path);
  const lines = [paths.map(quote), ...table.rows.map((row) => paths.map((path) => quote(row[path])))];
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}
