import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellDocuments, MAX_REFS_PER_CELL } from '../../../../resolvers/proximity/model/cells.ts';
import { cosine, distanceM } from '../../../../resolvers/proximity/model/distance.ts';
import { cellsOf, coverOf, MAX_COVER_CELLS } from '../../../../resolvers/proximity/model/grid.ts';
import { nearest, type ReadCell } from '../../../../resolvers/proximity/model/near.ts';
import { aPlace, haversineM, offset } from './places.ts';

const position = (maxLat: number) =>
  fc.record({
    lat: fc.double({ min: -maxLat, max: maxLat, noNaN: true }),
    lng: fc.double({ min: -180, max: 180, noNaN: true }),
  });
const angle = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });

describe('distanceM', () => {
  it('is within 0.2 m of the haversine formula up to 25 km, at every latitude and over the date line', () => {
    fc.assert(
      fc.property(position(88), angle, fc.double({ min: 0, max: 25_000, noNaN: true }), (from, direction, metres) => {
        const to = offset(from, direction, metres);

        expect(Math.abs(distanceM(from, to) - haversineM(from, to))).toBeLessThan(0.2);
      }),
      { numRuns: 3000 },
    );
  });

  it('is 0 from a point to itself', () => {
    expect(distanceM({ lat: 45, lng: 9 }, { lat: 45, lng: 9 })).toBe(0);
  });
});

describe('cosine', () => {
  it('differs from the real one by less than 1e-8 on the whole range of latitudes', () => {
    const degrees = Array.from({ length: 1801 }, (_, index) => -90 + index / 10);

    const worst = Math.max(...degrees.map((each) => Math.abs(cosine(each) - Math.cos((each * Math.PI) / 180))));

    expect(worst).toBeLessThan(1e-8);
  });
});

describe('coverOf', () => {
  it('holds the cell of every point in the circle, in at most nine different cells', () => {
    fc.assert(
      fc.property(
        position(84.9),
        angle,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 50, max: 2000 }),
        (center, direction, share, radiusM) => {
          const { level, cells } = coverOf(center, radiusM);
          const point = offset(center, direction, share * radiusM * 0.999);

          expect(cells.length).toBeLessThanOrEqual(MAX_COVER_CELLS);
          expect(new Set(cells).size).toBe(cells.length);
          expect([17, 15, 13, 11]).toContain(level);
          expect(cells.some((cell) => cellsOf(point).includes(cell))).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('goes coarser as the radius grows', () => {
    const levels = [50, 150, 500, 1000, 2000].map((radius) => coverOf({ lat: 45.464, lng: 9.19 }, radius).level);

    expect(levels).toEqual([...levels].sort((a, b) => b - a));
    expect(levels[0]).toBe(17);
  });

  it('wraps columns over the date line', () => {
    const { cells } = coverOf({ lat: 0, lng: 180 }, 1000);
    const columns = cells.map((cell) => Number(cell.split('#')[2]));

    expect(columns.some((column) => column === 0)).toBe(true);
    expect(columns.some((column) => column > 1000)).toBe(true);
  });

  it('stays within nine cells at the poles', () => {
    expect(coverOf({ lat: 90, lng: 10 }, 2000).cells.length).toBeLessThanOrEqual(MAX_COVER_CELLS);
    expect(coverOf({ lat: -90, lng: 10 }, 2000).cells.length).toBeLessThanOrEqual(MAX_COVER_CELLS);
  });
});

describe('cellDocuments', () => {
  it('writes each place into one cell of each of the four levels', () => {
    const places = Array.from({ length: 40 }, (_, index) => aPlace(index, { lat: 45 + index / 500, lng: 9.1 }));

    const refs = cellDocuments(places).flatMap((document) => document.refs.map((ref) => ref.id));

    expect(places.every((place) => refs.filter((id) => id === place.id).length === 4)).toBe(true);
  });

  it('keeps a hundred places of a crowded cell and says that there are more', () => {
    const places = Array.from({ length: MAX_REFS_PER_CELL + 1 }, (_, index) => aPlace(index, { lat: 45, lng: 9 }));

    const documents = cellDocuments(places);

    expect(documents.every((document) => document.dense && document.refs.length === MAX_REFS_PER_CELL)).toBe(true);
  });
});

describe('nearest', () => {
  const center = { lat: 45, lng: 9 };
  const cell = (...metres: number[]): ReadCell => ({
    dense: false,
    refs: metres.map((each, index) => {
      const at = offset(center, 0.3, each);
      return { id: `plc_${each}_${index}`, name: 'P', kind: 'STORE', ...at, radiusM: 100 };
    }),
  });

  it('orders by distance across cells, and leaves out what is beyond the radius', () => {
    const { nodes, truncated } = nearest([cell(900, 20, 1500), null, cell(100.4, 99)], {
      center,
      radiusM: 1000,
      first: 20,
    });

    expect(nodes.map((node) => node.distanceM)).toEqual([20, 99, 100, 900]);
    expect(nodes.map((node) => node.inside)).toEqual([true, true, false, false]);
    expect(truncated).toBe(false);
  });

  it('keeps the nearest when there are more than asked for, and says so', () => {
    const answer = nearest([cell(900, 20, 300)], { center, radiusM: 1000, first: 1 });

    expect(answer.nodes.map((node) => node.distanceM)).toEqual([20]);
    expect(answer.truncated).toBe(true);
  });

  it('says that places may be missing when a cell was dense', () => {
    expect(nearest([{ refs: [], dense: true }], { center, radiusM: 1000, first: 1 }).truncated).toBe(true);
  });

  it('keeps both of two places at the same spot', () => {
    expect(nearest([cell(50, 50)], { center, radiusM: 1000, first: 5 }).nodes).toHaveLength(2);
  });
});
