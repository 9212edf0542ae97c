/** Every cell of one level that a circle touches, however many: for functions, which may read more than nine. */
import { cosine } from './distance.ts';
import { LEVELS, MAX_LATITUDE, type Position } from './grid.ts';

const METRES_PER_DEGREE = 111194.92664455873;

/** A report looks this far for the centres of geofences; wider ones are listed by the cells that they touch. */
export const FENCE_SEARCH_M = 500;

/** A report that is less accurate counts for nothing. */
export const MAX_ACCURACY_M = 200;

/** The level at which wide geofences are listed: cells of 9.8 km. */
export const WIDE_LEVEL = 11;

export const FINEST_LEVEL = 17;

const clamped = (lat: number): number => Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat));

const sizeOf = (level: number): number => LEVELS.find((each) => each.level === level)?.size ?? 2 ** level;

interface Block {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

function blockAround(center: Position, radiusM: number, size: number): Block {
  const dLat = radiusM / METRES_PER_DEGREE;
  const south = clamped(center.lat - dLat);
  const north = clamped(center.lat + dLat);
  // Degrees are shortest at the edge that is nearer to a pole.
  const dLng = dLat / cosine(Math.min(MAX_LATITUDE, Math.max(north, -south)));
  const row = (lat: number): number => Math.floor(((lat + 90) / 180) * size);
  const column = (lng: number): number => Math.floor(((lng + 180) / 360) * size);
  return {
    south: row(south),
    north: row(north),
    west: column(center.lng - dLng),
    east: Math.min(column(center.lng + dLng), column(center.lng - dLng) + size - 1),
  };
}

/** How many cells `cellsAround` would give. */
export function countAround(center: Position, radiusM: number, level: number): number {
  const { south, north, west, east } = blockAround(center, radiusM, sizeOf(level));
  return (north - south + 1) * (east - west + 1);
}

/** As `n#row#col`. Columns wrap at the date line. */
export function cellsAround(center: Position, radiusM: number, level: number): readonly string[] {
  const size = sizeOf(level);
  const { south, north, west, east } = blockAround(center, radiusM, size);
  return Array.from({ length: north - south + 1 }, (_, dRow) =>
    Array.from({ length: east - west + 1 }, (__, dColumn) => {
      const column = (((west + dColumn) % size) + size) % size;
      return `${level}#${south + dRow}#${column}`;
    }),
  ).flat();
}

export const levelOf = (cell: string): number => Number(cell.slice(0, cell.indexOf('#')));

/** The sixteen cells, two levels finer, that a cell consists of. */
export function childrenOf(cell: string): readonly string[] {
  const [level = 0, row = 0, column = 0] = cell.split('#').map(Number);
  const quarters = [0, 1, 2, 3];
  return quarters.flatMap((dRow) =>
    quarters.map((dColumn) => `${level + 2}#${row * 4 + dRow}#${column * 4 + dColumn}`),
  );
}
