/** Decides what to draw of a table, and where the axis begins and ends. Pure. */
import type { Cell, Column, ResultTable } from './tables.ts';

export type ChartForm = 'bars' | 'line';

export interface Point {
  readonly label: string;
  readonly value: number;
  /** Where it stands between the first (0) and the last (1): by time for dates, evenly spread otherwise. */
  readonly position: number;
}

export interface Series {
  readonly form: ChartForm;
  readonly measure: string;
  /** The column that names the points; empty when rows are numbered. */
  readonly dimension: string;
  readonly points: readonly Point[];
}

/** Numbers that count or locate a row rather than measure something. */
const NOT_A_MEASURE = /(^|\.)(id|lat|lng|seq|version|rank|priority|minTierRank)$/;
const NAMES = /(^|\.)(name|title|displayName|rewardName|label|reason|kind)$/;

/** Columns that can be drawn, the likeliest first. */
export function measuresOf(table: ResultTable): readonly string[] {
  const numeric = table.columns.filter(({ kind }) => kind === 'number').map(({ path }) => path);
  return [...numeric].sort((one, other) => Number(NOT_A_MEASURE.test(one)) - Number(NOT_A_MEASURE.test(other)));
}

/** Undefined when nothing in the table is a number. A line needs dates; without them, and for few points, bars. */
export function seriesOf(
  table: ResultTable,
  wish: { readonly measure?: string; readonly form?: ChartForm } = {},
): Series | undefined {
  const measures = measuresOf(table);
  const measure = measures.find((path) => path === wish.measure) ?? measures[0];
  if (measure === undefined) return undefined;
  const date = table.columns.find((column) => column.kind === 'date' && isVaried(table, column));
  const form = wish.form ?? (date !== undefined && table.rows.length > 2 && !hasNames(table) ? 'line' : 'bars');
  const dimension = form === 'line' ? date : (nameOf(table) ?? date);
  const rows = table.rows.filter((row) => typeof row[measure] === 'number');
  const ordered =
    dimension?.kind === 'date' ? [...rows].sort((a, b) => compareText(a[dimension.path], b[dimension.path])) : rows;
  const labels = ordered.map((row, index) =>
    dimension === undefined ? `${index + 1}` : String(row[dimension.path] ?? ''),
  );
  const positions = positionsOf(labels, dimension?.kind === 'date');
  const points = ordered.map((row, index) => ({
    label: labels[index] ?? '',
    value: Number(row[measure]),
    position: positions[index] ?? 0,
  }));
  return { form, measure, dimension: dimension?.path ?? '', points };
}

function positionsOf(labels: readonly string[], areDates: boolean): readonly number[] {
  const marks = labels.map((label, index) => (areDates ? Date.parse(label) : index));
  const [first = 0, last = 0] = [marks[0], marks.at(-1)];
  return marks.map((mark) => (last > first ? (mark - first) / (last - first) : 0));
}

/** Days where the span is days, times of one day otherwise. */
export function axisLabel(label: string, points: readonly Point[]): string {
  const [, year = '', month = '', day = '', time] = /^(\d{4})-(\d{2})-(\d{2})(?:T([\d:]{8}))?/.exec(label) ?? [];
  if (year === '') return label.slice(0, 12);
  const isOneDay = points[0]?.label.slice(0, 10) === points.at(-1)?.label.slice(0, 10);
  return isOneDay && time !== undefined ? time : `${day}/${month}`;
}

function nameOf(table: ResultTable): Column | undefined {
  const texts = table.columns.filter((column) => column.kind === 'text' && isVaried(table, column));
  return texts.find(({ path }) => NAMES.test(path)) ?? texts.find(({ path }) => !/id$/i.test(path));
}

/** True when each row has a name of its own: then it is a thing, not a moment. */
function hasNames(table: ResultTable): boolean {
  const name = nameOf(table);
  return name !== undefined && new Set(table.rows.map((row) => row[name.path])).size === table.rows.length;
}

function isVaried(table: ResultTable, { path }: Column): boolean {
  return table.rows.length < 2 || new Set(table.rows.map((row) => row[path])).size > 1;
}

function compareText(one: Cell | undefined, other: Cell | undefined): number {
  return String(one ?? '').localeCompare(String(other ?? ''));
}

/** Round numbers that cover all values and always zero: bars grow from it. */
export function ticksOf(values: readonly number[], count = 4): readonly number[] {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const raw = (high - low || 1) / count;
  const magnitude = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * magnitude >= raw) ?? 10) * magnitude;
  const first = Math.floor(low / step);
  const last = Math.max(Math.ceil(high / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}
