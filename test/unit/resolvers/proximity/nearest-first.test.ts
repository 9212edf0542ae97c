/** Nearest first equals a look at every place (domain 3.5), in a bounded number of rounds and read units. */
import { describe, expect, it } from '@jest/globals';
import { dice } from '../../../../demo/random.ts';
import { cellDocuments, type PlaceRef } from '../../../../resolvers/proximity/model/cells.ts';
import { distanceM } from '../../../../resolvers/proximity/model/distance.ts';
import { nearestSearch } from '../../../../resolvers/proximity/model/nearest-first.ts';
import { nearest } from '../../../../resolvers/proximity/model/near.ts';
import { aPlace } from './places.ts';

const QUERIES = 1000;

/** Degrees of latitude: 6 km. */
const SIGMA = 0.054;

const REGIONS = [
  { region: 'Milan', lat: 45.47, lng: 9.19 },
  { region: '70 degrees north', lat: 70, lng: 25 },
  { region: 'the date line', lat: -17, lng: 179.99 },
];
const cases = REGIONS.flatMap((region) => [30, 3000, 30_000].map((count) => ({ ...region, count })));

interface Round {
  readonly rounds: number;
  readonly readUnits: number;
}

/** Places by latitude: all that a circle can hold. */
function inBand<T extends { readonly lat: number }>(sorted: readonly T[], lat: number, degrees: number): readonly T[] {
  const before = (limit: number): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.lat ?? 0) < limit) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return sorted.slice(before(lat - degrees), before(lat + degrees));
}

describe('nearest first', () => {
  it.each(cases)(
    'equals brute force in 1,000 random searches: $count places, $region',
    ({ lat, lng, count }) => {
      const chance = dice(`nearest ${lat} ${count}`);
      const widen = 1 / Math.cos((lat * Math.PI) / 180);
      const point = () => {
        const east = lng + chance.normal() * SIGMA * widen;
        return { lat: lat + chance.normal() * SIGMA, lng: east > 180 ? east - 360 : east };
      };
      const places = Array.from({ length: count }, (_, index) => aPlace(index, point()));
      const documents = new Map(cellDocuments(places).map((each) => [each.cell, each]));
      const sizes = new Map([...documents].map(([cell, { refs }]) => [cell, JSON.stringify(refs).length]));
      const refs = places
        .map(({ id, name, kind, center, radiusM }) => ({ id, name, kind, ...center, radiusM }))
        .sort((a, b) => a.lat - b.lat);
      const costs: Round[] = [];

      for (let query = 0; query < QUERIES; query += 1) {
        const search = {
          center: point(),
          radiusM: chance.pick(count > 3000 ? [300, 1000, 2000] : [500, 2000, 5000]),
          first: chance.pick([1, 5, 20]),
        };
        const running = nearestSearch(search);
        let rounds = 0;
        let readUnits = 0;
        for (let cells = running.next(); cells.length > 0; cells = running.next()) {
          rounds += 1;
          for (const cell of cells) readUnits += 0.5 * Math.max(1, Math.ceil((sizes.get(cell) ?? 0) / 4096));
          running.take(
            new Map(cells.map((cell) => [cell, documents.get(cell) ?? { refs: [] as PlaceRef[], dense: false }])),
          );
        }
        costs.push({ rounds, readUnits });
        const inside = inBand(refs, search.center.lat, search.radiusM / 111_000).filter(
          (ref) => distanceM(search.center, ref) <= search.radiusM,
        );
        const expected = nearest([{ refs: inside, dense: false }], search).nodes;

        expect(running.found()).toMatchObject({ isExact: true });
        expect(running.found().nodes).toEqual(expected);
      }

      const mean = costs.reduce((sum, each) => sum + each.readUnits, 0) / QUERIES;
      expect(Math.max(...costs.map((each) => each.rounds))).toBeLessThanOrEqual(5);
      expect(mean).toBeLessThan(10);
    },
    60_000,
  );

  it('says so when a crowd in one square of 150 metres hides places', () => {
    const crowd = Array.from({ length: 150 }, (_, index) => aPlace(index, { lat: 45.464, lng: 9.19 }));
    const documents = new Map(cellDocuments(crowd).map((each) => [each.cell, each]));
    const running = nearestSearch({ center: { lat: 45.464, lng: 9.19 }, radiusM: 500, first: 20 });
    for (let cells = running.next(); cells.length > 0; cells = running.next()) {
      running.take(new Map(cells.map((cell) => [cell, documents.get(cell) ?? { refs: [], dense: false }])));
    }

    expect(running.found()).toMatchObject({ isExact: false, truncated: true });
  });
});
