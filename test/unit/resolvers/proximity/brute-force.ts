/**
 * A look at every place, by another formula than the product's: the straight line between unit vectors. Its square grows with the
 * distance on the sphere, so it gives the same order without a cosine for each pair.
 */
import type { LatLng } from '../../../../schema/generated/types.ts';

const EARTH_RADIUS_M = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

function unitVector({ lat, lng }: LatLng): readonly [number, number, number] {
  const [phi, lambda] = [radians(lat), radians(lng)];
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

export interface Near {
  readonly index: number;
  readonly metres: number;
}

/** @returns the search: who lies within the radius, nearest first, each by its index in `points` */
export function bruteForce(points: readonly LatLng[]): (center: LatLng, radiusM: number) => readonly Near[] {
  const vectors = Float64Array.from(points.flatMap(unitVector));
  return (center, radiusM) => {
    const [x, y, z] = unitVector(center);
    const limit = (2 * Math.sin(radiusM / EARTH_RADIUS_M / 2)) ** 2;
    const within: { index: number; chord2: number }[] = [];
    for (let at = 0; at < vectors.length; at += 3) {
      const dx = (vectors[at] ?? 0) - x;
      const dy = (vectors[at + 1] ?? 0) - y;
      const dz = (vectors[at + 2] ?? 0) - z;
      const chord2 = dx * dx + dy * dy + dz * dz;
      if (chord2 <= limit) within.push({ index: at / 3, chord2 });
    }
    return within
      .sort((a, b) => a.chord2 - b.chord2)
      .map(({ index, chord2 }) => ({ index, metres: 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(chord2) / 2) }));
  };
}
