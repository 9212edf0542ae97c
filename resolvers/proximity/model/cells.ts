/** Cell documents: what a place costs in the index is one entry at each of four levels. */
import type { Place } from '../../../schema/generated/types.ts';
import { cellsAround, FENCE_SEARCH_M, MAX_ACCURACY_M, WIDE_LEVEL } from './cells-around.ts';
import { cellsOf } from './grid.ts';
import { compactHours, isOpeningHours } from './opening-hours.ts';

/** A place as a search needs it: hits, geofences and opening hours come from it without another read. */
export interface PlaceRef {
  readonly id: string;
  readonly name: string;
  readonly kind: Place['kind'];
  readonly lat: number;
  readonly lng: number;
  readonly radiusM: number;
  readonly dwellS: number;
  readonly timezone: string;
  /** As `compactHours` gives them; absent when they are unknown. */
  readonly hours?: string;
}

export interface CellDocument {
  /** `n#row#col`. */
  readonly cell: string;
  readonly refs: readonly PlaceRef[];
  /** True once the cell had more places than the document holds; a search then reads the cells within. */
  readonly dense: boolean;
  /** Grows with each change: whoever read an older number has to read again. */
  readonly version: number;
}

/** Nine documents of this size stay below the 1,000 rounds after which APPSYNC_JS silently ends a loop. */
export const MAX_REFS_PER_CELL = 100;

export function toPlaceRef(place: Place): PlaceRef {
  const { id, name, kind, center, radiusM, dwellThresholdS, timezone, openingHours } = place;
  const hours = isOpeningHours(openingHours) ? { hours: compactHours(openingHours) } : {};
  return { id, name, kind, lat: center.lat, lng: center.lng, radiusM, dwellS: dwellThresholdS, timezone, ...hours };
}

export const emptyCell = (cell: string): CellDocument => ({ cell, refs: [], dense: false, version: 0 });

/** In order of id, so that the same places always make the same document, whatever the order in which they were saved. */
export function withRef({ cell, refs, dense, version }: CellDocument, ref: PlaceRef): CellDocument {
  const all = [...refs.filter((each) => each.id !== ref.id), ref].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    cell,
    refs: all.slice(0, MAX_REFS_PER_CELL),
    dense: dense || all.length > MAX_REFS_PER_CELL,
    version: version + 1,
  };
}

/** A dense document stays dense: it no longer knows all of its places, and the cells within do. */
export function withoutRef(document: CellDocument, placeId: string): CellDocument {
  const refs = document.refs.filter((each) => each.id !== placeId);
  return { ...document, refs, version: document.version + 1 };
}

/** The cells in which a geofence is listed because no search around a position would find its centre. */
export function wideCellsOf({ center, radiusM }: Pick<Place, 'center' | 'radiusM'>): readonly string[] {
  return radiusM <= FENCE_SEARCH_M ? [] : cellsAround(center, radiusM + MAX_ACCURACY_M, WIDE_LEVEL);
}

function documentsOf(
  places: readonly Place[],
  cellsOfPlace: (place: Place) => readonly string[],
): readonly CellDocument[] {
  const refsByCell = new Map<string, PlaceRef[]>();
  for (const place of [...places].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    for (const cell of cellsOfPlace(place)) {
      const refs = refsByCell.get(cell);
      if (refs === undefined) refsByCell.set(cell, [toPlaceRef(place)]);
      else refs.push(toPlaceRef(place));
    }
  }
  return [...refsByCell].map(([cell, refs]) => ({
    cell,
    refs: refs.slice(0, MAX_REFS_PER_CELL),
    dense: refs.length > MAX_REFS_PER_CELL,
    version: 1,
  }));
}

/** All cells of all places; inside a cell by id, so that the first hundred are always the same. */
export const cellDocuments = (places: readonly Place[]): readonly CellDocument[] =>
  documentsOf(places, (place) => cellsOf(place.center));

/** All lists of wide geofences. */
export const wideCellDocuments = (places: readonly Place[]): readonly CellDocument[] =>
  documentsOf(places, wideCellsOf);
