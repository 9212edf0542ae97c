import type { LatLng, Place } from '../../../../schema/generated/types.ts';

const EARTH_RADIUS_M = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

export function haversineM(a: LatLng, b: LatLng): number {
  const h =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lng - a.lng) / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(h));
}

/** The point that lies so many metres away, on a great circle. */
export function offset(from: LatLng, direction: number, metres: number): LatLng {
  const arc = metres / EARTH_RADIUS_M;
  const lat = radians(from.lat);
  const to = Math.asin(Math.sin(lat) * Math.cos(arc) + Math.cos(lat) * Math.sin(arc) * Math.cos(direction));
  const turn = Math.atan2(
    Math.sin(direction) * Math.sin(arc) * Math.cos(lat),
    Math.cos(arc) - Math.sin(lat) * Math.sin(to),
  );
  const lng = from.lng + (turn * 180) / Math.PI;
  return { lat: (to * 180) / Math.PI, lng: ((((lng + 180) % 360) + 360) % 360) - 180 };
}

export function aPlace(index: number, center: LatLng, overrides: Partial<Place> = {}): Place {
  return {
    id: `plc_${String(index).padStart(5, '0')}`,
    name: `Place ${index}`,
    kind: 'STORE',
    center,
    radiusM: 80,
    address: null,
    openingHours: null,
    timezone: 'Europe/Rome',
    dwellThresholdS: 120,
    tags: [],
    ...overrides,
  };
}
