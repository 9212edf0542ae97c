/** Searches over the table: nearest first for people, everything near for geofences. Eventually consistent: places change rarely. */
import { cellsAround, countAround, FENCE_SEARCH_M, MAX_ACCURACY_M, WIDE_LEVEL } from '../model/cells-around.ts';
import type { PlaceRef } from '../model/cells.ts';
import { cellsOf, LEVELS, type Position } from '../model/grid.ts';
import { BEACON_SK, beaconPk, CELL_SK, cellPk, wideCellPk } from '../model/keys.ts';
import type { Search } from '../model/near.ts';
import type { BeaconZone } from '../model/position.ts';
import { nearestSearch, type CellContent, type Found } from '../model/nearest-first.ts';
import { batchGet, type ProximityTable, type Stored } from './table.ts';

/** Four suffice for every density that was measured; the fifth is for what was not. */
const MAX_ROUNDS = 5;

const NOTHING: CellContent = { refs: [], dense: false };

const contentOf = (stored: Stored | undefined): CellContent =>
  stored === undefined ? NOTHING : { refs: stored.refs as readonly PlaceRef[], dense: stored.dense === true };

/** At most five BatchGetItem calls; `truncated` tells when that was not enough. */
export async function placesNearestFirst(table: ProximityTable, search: Search): Promise<Found> {
  const running = nearestSearch(search);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const cells = running.next();
    if (cells.length === 0) break;
    const items = await batchGet(
      table,
      cells.map((cell) => ({ pk: cellPk(cell), sk: CELL_SK })),
    );
    const byPk = new Map(items.map((item) => [item.pk, item]));
    running.take(new Map(cells.map((cell) => [cell, contentOf(byPk.get(cellPk(cell)))])));
  }
  running.next();
  return running.found();
}

export interface Surroundings {
  readonly refs: readonly PlaceRef[];
  /** What the beacons stand for that were asked about. */
  readonly zones: readonly BeaconZone[];
}

/** The finest level whose cells around a position are few. */
const fenceLevel = (position: Position, radiusM: number): number =>
  LEVELS.find(({ level }) => countAround(position, radiusM, level) <= 9)?.level ?? WIDE_LEVEL;

/**
 * Every place whose geofence may hold the position, and whose the beacons are: one BatchGetItem of at most 18 keys, and one more
 * for each dense cell within.
 */
export async function surroundings(
  table: ProximityTable,
  position: Position,
  beacons: readonly { readonly uuid: string; readonly major: number; readonly minor: number }[],
): Promise<Surroundings> {
  const radiusM = FENCE_SEARCH_M + MAX_ACCURACY_M;
  const cells = cellsAround(position, radiusM, fenceLevel(position, radiusM));
  const wide = cellsOf(position).filter((cell) => cell.startsWith(`${WIDE_LEVEL}#`));
  const beaconKeys = beacons.map(({ uuid, major, minor }) => beaconPk(uuid, major, minor));
  const items = await batchGet(table, [
    ...cells.map((cell) => ({ pk: cellPk(cell), sk: CELL_SK })),
    ...wide.map((cell) => ({ pk: wideCellPk(cell), sk: CELL_SK })),
    ...[...new Set(beaconKeys)].map((pk) => ({ pk, sk: BEACON_SK })),
  ]);
  const beaconItems = items.filter((item) => item.pk.startsWith('BEACON#'));
  const cellItems = items.filter((item) => !item.pk.startsWith('BEACON#'));
  // A crowded square: the nearest hundred are read through the cells within.
  const dense = cellItems.some((item) => item.dense === true)
    ? await placesNearestFirst(table, { center: position, radiusM, first: 100 })
    : null;
  const refs = new Map<string, PlaceRef>();
  for (const item of cellItems) for (const ref of contentOf(item).refs) refs.set(ref.id, ref);
  for (const [id, ref] of dense?.refs ?? []) refs.set(id, ref);
  return {
    refs: [...refs.values()],
    zones: beaconItems.map(({ placeId, zone }) => ({ placeId: String(placeId), zone: String(zone) })),
  };
}
