/**
 * A grid over latitude and longitude: the cell of a position, and the few cells that a circle touches.
 *
 * An integer geohash without the interleaving, so it is arithmetic alone. Legal in APPSYNC_JS: no loop but over literal
 * arrays, no function that the runtime lacks. The same code makes the cells and finds them.
 */
import { cosine } from './distance.ts';

export type Position = { readonly lat: number; readonly lng: number };

export type Cover = { readonly level: number; readonly cells: string[] };

type Level = { readonly level: number; readonly size: number };

/** Finest first. `size` is 2^level: the number of rows, and of columns; a row is 153 m high at 17, and four times that each step. */
export const LEVELS: Level[] = [
  { level: 17, size: 131072 },
  { level: 15, size: 32768 },
  { level: 13, size: 8192 },
  { level: 11, size: 2048 },
];

/** Positions nearer to a pole are treated as if they lay here: columns get too narrow beyond. */
export const MAX_LATITUDE = 85;

/** A cover never has more: each is a document to read. */
export const MAX_COVER_CELLS = 9;

const METRES_PER_DEGREE = 111194.92664455873;

/** Nine steps are enough: a cover has at most nine cells. */
const STEPS = [0, 1, 2, 3, 4, 5, 6, 7, 8];

function clampedLatitude(lat: number): number {
  return Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat));
}

function rowOf(lat: number, size: number): number {
  return Math.floor(((clampedLatitude(lat) + 90) / 180) * size);
}

/** May lie outside 0..size-1: it is wrapped when it becomes a name. */
function columnOf(lng: number, size: number): number {
  return Math.floor(((lng + 180) / 360) * size);
}

function cellName(level: Level, row: number, column: number): string {
  const wrapped = ((column % level.size) + level.size) % level.size;
  return `${level.level}#${row}#${wrapped}`;
}

/** The cell of a position at each level, finest first, as `n#row#col`. */
export function cellsOf(position: Position): string[] {
  return LEVELS.map((level) => cellName(level, rowOf(position.lat, level.size), columnOf(position.lng, level.size)));
}

/**
 * Every cell that a circle touches, at the finest level that needs at most nine.
 * Exact for circles that stay within 85 degrees of latitude and have a radius of at most 2,000 m.
 */
export function coverOf(center: Position, radiusM: number): Cover {
  const dLat = radiusM / METRES_PER_DEGREE;
  const south = center.lat - dLat;
  const north = center.lat + dLat;
  // Degrees are shortest at the edge that is nearer to a pole.
  const edge = Math.min(MAX_LATITUDE, Math.max(north, -south));
  const dLng = dLat / cosine(edge);
  const ranges = LEVELS.map((level) => ({
    level,
    row: rowOf(south, level.size),
    rows: rowOf(north, level.size) - rowOf(south, level.size) + 1,
    column: columnOf(center.lng - dLng, level.size),
    columns: columnOf(center.lng + dLng, level.size) - columnOf(center.lng - dLng, level.size) + 1,
  }));
  const found = ranges.find((range) => range.rows * range.columns <= MAX_COVER_CELLS) ?? ranges[ranges.length - 1];
  if (!found) {
    return { level: 0, cells: [] };
  }
  const rows = STEPS.filter((step) => step < found.rows);
  const columns = STEPS.filter((step) => step < found.columns);
  const cells = rows.flatMap((dRow) =>
    columns.map((dColumn) => cellName(found.level, found.row + dRow, found.column + dColumn)),
  );
  return { level: found.level.level, cells };
}
