/**
 * The nearest places, however many there are: rounds of cell documents, near ones first, until nothing unread can be nearer
 * (domain 3.5, access pattern P3). What is read follows the density that was met, so it stays flat as places grow.
 *
 * Plans and remembers; the reading itself happens outside.
 */
import { cellsAround, childrenOf, countAround, FINEST_LEVEL, levelOf, WIDE_LEVEL } from './cells-around.ts';
import { MAX_REFS_PER_CELL, type PlaceRef } from './cells.ts';
import { cosine, distanceM } from './distance.ts';
import { cellsOf, LEVELS, type Position } from './grid.ts';
import { nearest, type Search } from './near.ts';

/** What a search needs of a document; null where there is none. */
export interface CellContent {
  readonly refs: readonly PlaceRef[];
  readonly dense: boolean;
}

export interface NearestSearch {
  /** Cells to read now, at most `MAX_CELLS_A_ROUND`; empty when the search is over. */
  next(): readonly string[];
  /** Takes what was read for the cells that `next` named. */
  take(contents: ReadonlyMap<string, CellContent>): void;
  /** What is known so far. */
  found(): Found;
}

export interface Found {
  readonly nodes: ReturnType<typeof nearest>['nodes'];
  /** Of each hit, and of others that were read along. */
  readonly refs: ReadonlyMap<string, PlaceRef>;
  /** The search came to its end, and no cell of the finest level hid a place. */
  readonly isExact: boolean;
  /** There may be more places within the radius. */
  readonly truncated: boolean;
}

/** One BatchGetItem takes 100 keys. */
export const MAX_CELLS_A_ROUND = 90;

const METRES_PER_DEGREE = 111194.92664455873;

/** A document of this many places costs hardly more than an empty one. */
const REFS_A_CELL = 50;

/** Levels at which the first round looks: one of them has a document that tells the density. */
const PROBED = [15, 13] as const;

interface Rectangle {
  readonly south: number;
  readonly west: number;
  readonly height: number;
  readonly width: number;
}

function rectangleOf(cell: string): Rectangle {
  const [level = 0, row = 0, column = 0] = cell.split('#').map(Number);
  const size = 2 ** level;
  return {
    south: (row / size) * 180 - 90,
    west: (column / size) * 360 - 180,
    height: 180 / size,
    width: 360 / size,
  };
}

/** Square metres, at the latitude of the search. */
const areaOf = (level: number, lat: number): number =>
  (180 / 2 ** level) * (360 / 2 ** level) * METRES_PER_DEGREE ** 2 * Math.max(0.05, cosine(lat));

/** Never more than the distance to the nearest point of the cell: what lies behind it may be left unread. */
function leastDistanceM(center: Position, cell: string): number {
  const { south, west, height, width } = rectangleOf(cell);
  const north = south + height;
  const dLat = Math.max(0, south - center.lat, center.lat - north);
  const eastOfWest = (((center.lng - west) % 360) + 360) % 360;
  const dLng = eastOfWest <= width ? 0 : Math.min(eastOfWest - width, 360 - eastOfWest);
  const narrowest = cosine(Math.min(90, Math.max(Math.abs(center.lat), Math.abs(south), Math.abs(north))));
  // A thousandth less, because these are flat distances on a round Earth.
  return Math.hypot(dLat, dLng * narrowest) * METRES_PER_DEGREE * 0.999;
}

const ancestorsOf = (cell: string): readonly string[] => {
  const [level = 0, row = 0, column = 0] = cell.split('#').map(Number);
  return LEVELS.filter((each) => each.level < level).map((each) => {
    const cells = 2 ** (level - each.level);
    return `${each.level}#${Math.floor(row / cells)}#${Math.floor(column / cells)}`;
  });
};

/** Starts a search. Radii up to 25 km; within 85 degrees of latitude it misses nothing. */
export function nearestSearch(search: Search): NearestSearch {
  const { center, radiusM, first } = search;
  const read = new Map<string, CellContent>();
  const known = new Map<string, { readonly ref: PlaceRef; readonly metres: number }>();
  let reachM = 0;
  let level = WIDE_LEVEL;
  let isOver = false;

  /** The distance of the last hit wanted; places beyond it need not be known. */
  const enoughM = (): number => {
    if (known.size < first) return reachM;
    const distances = [...known.values()].map(({ metres }) => metres).sort((a, b) => a - b);
    return Math.min(reachM, distances[first - 1] ?? reachM);
  };

  const isSettled = (cell: string): boolean =>
    [cell, ...ancestorsOf(cell)].some((each) => read.get(each)?.dense === false);

  /** Follows dense cells down to those that can still matter. */
  const unread = (cell: string, limitM: number): readonly string[] => {
    if (leastDistanceM(center, cell) > limitM || isSettled(cell)) return [];
    if (!read.has(cell)) return [cell];
    return levelOf(cell) === FINEST_LEVEL ? [] : childrenOf(cell).flatMap((child) => unread(child, limitM));
  };

  const pending = (): readonly string[] => {
    const limitM = enoughM();
    const cells = new Set(cellsAround(center, reachM, level).flatMap((cell) => unread(cell, limitM)));
    return [...cells].sort((a, b) => leastDistanceM(center, a) - leastDistanceM(center, b)).slice(0, MAX_CELLS_A_ROUND);
  };

  /** Places a square metre: in the last circle when it had any, else in the coarsest probed cell that is not dense. */
  const density = (): number => {
    const inCircle = [...known.values()].filter(({ metres }) => metres <= reachM).length;
    if (inCircle > 0) return inCircle / (Math.PI * reachM ** 2);
    const probed = cellsOf(center).filter((cell) => read.get(cell)?.dense === false);
    const coarsest = probed[probed.length - 1];
    if (coarsest === undefined) return MAX_REFS_PER_CELL / areaOf(PROBED[0], center.lat);
    return Math.max(0.5, read.get(coarsest)?.refs.length ?? 0) / areaOf(levelOf(coarsest), center.lat);
  };

  /** Wide enough for a third more than is wanted, by the density met so far; at least twice as wide as before. */
  const widen = (): void => {
    const perSquareMetre = density();
    const wanted = first * 1.3 + 2 * Math.sqrt(first);
    const byDensity = Math.sqrt(wanted / (Math.PI * perSquareMetre));
    reachM = Math.min(radiusM, Math.max(2 * reachM, byDensity, 100));
    const isFineEnough = (each: number): boolean => perSquareMetre * areaOf(each, center.lat) <= REFS_A_CELL;
    const isAffordable = (each: number): boolean => countAround(center, reachM, each) <= MAX_CELLS_A_ROUND;
    const levels = LEVELS.map((each) => each.level);
    const coarseEnough = levels.filter(isAffordable);
    level = [...coarseEnough].reverse().find(isFineEnough) ?? coarseEnough[0] ?? WIDE_LEVEL;
  };

  /** The hits, one more, and whoever shares its millimetre: what is sure to be farther need not be put in order. */
  const candidates = (): readonly PlaceRef[] => {
    const distances = [...known.values()].map(({ metres }) => metres).sort((a, b) => a - b);
    const limitM = (distances[first] ?? radiusM) + 0.001;
    return [...known.values()].flatMap(({ ref, metres }) => (metres <= limitM ? [ref] : []));
  };

  return {
    next() {
      if (isOver) return [];
      if (read.size === 0)
        return cellsOf(center).filter((cell) => levelOf(cell) === PROBED[0] || levelOf(cell) === PROBED[1]);
      for (;;) {
        const cells = reachM === 0 ? [] : pending();
        if (cells.length > 0) return cells;
        const isEnough = reachM > 0 && [...known.values()].filter(({ metres }) => metres <= reachM).length >= first;
        if (isEnough || reachM >= radiusM) {
          isOver = true;
          return [];
        }
        widen();
      }
    },
    take(contents) {
      for (const [cell, content] of contents) {
        read.set(cell, content);
        for (const ref of content.refs) {
          // A place is in a document of each level that was read.
          if (!known.has(ref.id)) known.set(ref.id, { ref, metres: distanceM(center, ref) });
        }
      }
    },
    found() {
      const refs = [...known.values()].map(({ ref }) => ref);
      const hits = nearest([{ refs: candidates(), dense: false }], search);
      const last = hits.nodes.length < first ? radiusM : (hits.nodes.at(-1)?.distanceM ?? radiusM) + 1;
      const isCut = [...read].some(
        ([cell, { dense }]) => dense && levelOf(cell) === FINEST_LEVEL && leastDistanceM(center, cell) <= last,
      );
      return {
        nodes: hits.nodes,
        refs: new Map(refs.map((ref) => [ref.id, ref])),
        isExact: isOver && !isCut,
        truncated: !isOver || isCut || hits.truncated || reachM < radiusM,
      };
    },
  };
}
