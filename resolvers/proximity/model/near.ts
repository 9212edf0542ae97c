/**
 * Which of the places in some cells are near a position, nearest first.
 *
 * Legal in APPSYNC_JS: its `sort` takes no comparator, so hits are sorted by a text that begins with the padded distance.
 */
import { distanceM } from './distance.ts';
import type { Position } from './grid.ts';

type Ref = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'STORE' | 'OUTLET' | 'POPUP' | 'PARTNER';
  readonly lat: number;
  readonly lng: number;
  readonly radiusM: number;
};

/** A cell without places has no document. */
export type ReadCell = { readonly refs: readonly Ref[]; readonly dense: boolean } | null;

export type Search = { readonly center: Position; readonly radiusM: number; readonly first: number };

/** Metres before the point, millimetres after it: nine digits hold every distance on Earth's surface that a cover can give. */
const DIGITS = 9;

function sortKey(metres: number, id: string): string {
  return `${`000000000${Math.floor(metres * 1000)}`.slice(-DIGITS)}${id}`;
}

/** Ties go by id. Places exactly at the radius count. */
export function nearest(cells: ReadCell[], { center, radiusM, first }: Search) {
  const hits = cells
    .flatMap((cell) => cell?.refs ?? [])
    .map((ref) => ({ ref, metres: distanceM(center, ref) }))
    .filter((hit) => hit.metres <= radiusM);
  const keyed: Record<string, (typeof hits)[number]> = {};
  hits.forEach((hit) => {
    keyed[sortKey(hit.metres, hit.ref.id)] = hit;
  });
  const ordered = Object.keys(keyed)
    .sort()
    .slice(0, first)
    .flatMap((key) => keyed[key] ?? []);
  const nodes = ordered.map(({ ref, metres }) => ({
    placeId: ref.id,
    name: ref.name,
    kind: ref.kind,
    center: { lat: ref.lat, lng: ref.lng },
    radiusM: ref.radiusM,
    distanceM: Math.round(metres),
    inside: metres <= ref.radiusM,
  }));
  return { nodes, truncated: hits.length > first || cells.some((cell) => cell?.dense === true) };
}
