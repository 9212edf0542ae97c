/** Cell documents: what a place costs in the index is one entry at each of four levels. */
import type { Place } from '../../../schema/generated/types.ts';
import { cellsOf } from './grid.ts';

/** A place as a list of hits shows it. */
export interface PlaceRef {
  readonly id: string;
  readonly name: string;
  readonly kind: Place['kind'];
  readonly lat: number;
  readonly lng: number;
  readonly radiusM: number;
}

export interface CellDocument {
  /** `n#row#col`. */
  readonly cell: string;
  readonly refs: readonly PlaceRef[];
  /** True when the cell has more places than the document holds. */
  readonly dense: boolean;
}

/** Nine documents of this size stay below the 1,000 rounds after which APPSYNC_JS silently ends a loop. */
export const MAX_REFS_PER_CELL = 100;

export function toPlaceRef({ id, name, kind, center, radiusM }: Place): PlaceRef {
  return { id, name, kind, lat: center.lat, lng: center.lng, radiusM };
}

/** All cells of all places; inside a cell by id, so that the first hundred are always the same. */
export function cellDocuments(places: readonly Place[]): readonly CellDocument[] {
  const refsByCell = new Map<string, PlaceRef[]>();
  for (const place of [...places].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    for (const cell of cellsOf(place.center)) {
      refsByCell.set(cell, [...(refsByCell.get(cell) ?? []), toPlaceRef(place)]);
    }
  }
  return [...refsByCell].map(([cell, refs]) => ({
    cell,
    refs: refs.slice(0, MAX_REFS_PER_CELL),
    dense: refs.length > MAX_REFS_PER_CELL,
  }));
}
