/** Nearest first equals a look at every place (domain 3.5), in a bounded number of rounds and read units. */
import { describe, expect, it } from '@jest/globals';
import { dice } from '../../../../demo/random.ts';
import { cellDocuments } from '../../../../resolvers/proximity/model/cells.ts';
import { nearestSearch, type CellContent, type Found } from '../../../../resolvers/proximity/model/nearest-first.ts';
import type { Search } from '../../../../resolvers/proximity/model/near.ts';
import type { Place } from '../../../../schema/generated/types.ts';
import { bruteForce } from './brute-force.ts';
import { aPlace } from './places.ts';

const QUERIES = 1000;

/** Degrees of latitude: 6 km. */
const SIGMA = 0.054;

/** The product's distance has no sine of the machine: so far it may be off, besides being rounded. */
const TOLERANCE_M = 0.5 + 0.01;

/** The product puts in order by millimetres, then by id. */
const TIE_M = 0.001;

const REGIONS = [
  { region: 'Milan', lat: 45.47, lng: 9.19 },
  { region: '70 degrees north', lat: 70, lng: 25 },
  { region: 'the date line', lat: -17, lng: 179.99 },
];
const cases = REGIONS.flatMap((region) => [30, 3000, 30_000].map((count) => ({ ...region, count })));

const NOTHING: CellContent = { refs: [], dense: false };

interface Documents {
  read(cell: string): CellContent;
  /** Eventually consistent, as DynamoDB counts. */
  unitsOf(cell: string): number;
}

function documentsOf(places: readonly Place[]): Documents {
  const documents = new Map(cellDocuments(places).map((each) => [each.cell, each]));
  const units = new Map<string, number>();
  return {
    read: (cell) => documents.get(cell) ?? NOTHING,
    unitsOf: (cell) => {
      const known = units.get(cell) ?? 0.5 * Math.ceil(JSON.stringify(documents.get(cell)?.refs ?? []).length / 4096);
      units.set(cell, known);
      return known;
    },
  };
}

function run(documents: Documents, search: Search) {
  const running = nearestSearch(search);
  let rounds = 0;
  let readUnits = 0;
  for (let cells = running.next(); cells.length > 0; cells = running.next()) {
    rounds += 1;
    for (const cell of cells) readUnits += documents.unitsOf(cell);
    running.take(new Map(cells.map((cell) => [cell, documents.read(cell)])));
  }
  return { found: running.found(), rounds, readUnits };
}

interface Hit {
  readonly place: Place;
  readonly metres: number;
}

/** All that a node says is true of its place, to the rounding of its distance. */
function isTold(node: Found['nodes'][number], { place, metres }: Hit): boolean {
  const { id, name, kind, center, radiusM } = place;
  const isPlace = node.placeId === id && node.name === name && node.kind === kind && node.radiusM === radiusM;
  const isSpot = node.center.lat === center.lat && node.center.lng === center.lng;
  return isPlace && isSpot && Math.abs(node.distanceM - metres) <= TOLERANCE_M && node.inside === metres <= radiusM;
}

/** The nearest in their order. Two places of one distance, to the millimetre, may stand either way. */
function isAnswer({ nodes, isExact }: Found, all: readonly Hit[], first: number): boolean {
  const byId = new Map(all.map((hit) => [hit.place.id, hit]));
  const isRight = nodes.every((node, index) => {
    const hit = byId.get(node.placeId);
    const apart = Math.abs((hit?.metres ?? 0) - (all[index]?.metres ?? Infinity));
    return hit !== undefined && apart <= TIE_M && isTold(node, hit);
  });
  const ids = new Set(nodes.map((node) => node.placeId));
  return isExact && isRight && ids.size === nodes.length && nodes.length === Math.min(first, all.length);
}

describe('nearest first', () => {
  it.each(cases)('equals brute force in 1,000 random searches: $count places, $region', ({ lat, lng, count }) => {
    const chance = dice(`nearest ${lat} ${count}`);
    const widen = 1 / Math.cos((lat * Math.PI) / 180);
    const point = () => {
      const east = lng + chance.normal() * SIGMA * widen;
      return { lat: lat + chance.normal() * SIGMA, lng: east > 180 ? east - 360 : east };
    };
    const places = Array.from({ length: count }, (_, index) => aPlace(index, point()));
    const documents = documentsOf(places);
    const allWithin = bruteForce(places.map(({ center }) => center));
    const rounds: number[] = [];
    const readUnits: number[] = [];
    const wrong: Search[] = [];
    let hits = 0;

    for (let query = 0; query < QUERIES; query += 1) {
      const search = {
        center: point(),
        radiusM: chance.pick(count > 3000 ? [300, 1000, 2000] : [500, 2000, 5000]),
        first: chance.pick([1, 5, 20]),
      };
      const expected = allWithin(search.center, search.radiusM).flatMap(({ index, metres }) => {
        const place = places[index];
        return place === undefined ? [] : [{ place, metres }];
      });
      const answer = run(documents, search);
      rounds.push(answer.rounds);
      readUnits.push(answer.readUnits);
      hits += answer.found.nodes.length;
      if (!isAnswer(answer.found, expected, search.first)) wrong.push(search);
    }

    expect(wrong).toEqual([]);
    expect(hits).toBeGreaterThan(QUERIES / 4);
    expect(Math.max(...rounds)).toBeLessThanOrEqual(5);
    expect(readUnits.reduce((sum, each) => sum + each, 0) / QUERIES).toBeLessThan(10);
  });

  it('says so when a crowd in one square of 150 metres hides places', () => {
    const crowd = Array.from({ length: 150 }, (_, index) => aPlace(index, { lat: 45.464, lng: 9.19 }));
    const { found } = run(documentsOf(crowd), { center: { lat: 45.464, lng: 9.19 }, radiusM: 500, first: 20 });

    expect(found).toMatchObject({ isExact: false, truncated: true });
  });
});
