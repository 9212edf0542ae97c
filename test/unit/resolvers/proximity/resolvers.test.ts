import { describe, expect, it } from '@jest/globals';
import type { PlaceHits, QueryPlacesNearArgs, VisitConnection } from '../../../../schema/generated/types.ts';
import { cellDocuments } from '../../../../resolvers/proximity/model/cells.ts';
import type { VisitRecord } from '../../../../resolvers/proximity/model/visits.ts';
import { cellItem, placeItem, visitItem } from '../../../../resolvers/proximity/store/items.ts';
import { fieldResolver, type MockedContext } from '../../../support/evaluate-resolver.ts';
import { aKey, type TextKey } from '../shared/documents.ts';
import { aPlace } from './places.ts';

const place = fieldResolver('proximity/js/Query.place');
const placesNear = fieldResolver<PlaceHits>('proximity/js/Query.placesNear');

const DUOMO = { lat: 45.464, lng: 9.19 };
const near = (args: QueryPlacesNearArgs, rest: MockedContext = {}): MockedContext => ({
  args,
  env: { PROXIMITY_TABLE: 'cells' },
  error: null,
  ...rest,
});

describe('Query.place', () => {
  const ctx = (rest: MockedContext): MockedContext => ({ args: { id: 'plc_1' }, ...rest });

  it('reads the one item of the place', () => {
    expect(place.request(ctx({}))).toEqual({ operation: 'GetItem', key: aKey({ pk: 'PLACE#plc_1', sk: 'META' }) });
  });

  it('answers null for a place that is not there, and null for what the item leaves out', () => {
    expect(place.response(ctx({ result: null }))).toBeNull();
    expect(place.response(ctx({ result: placeItem(aPlace(1, DUOMO)) }))).toEqual(aPlace(1, DUOMO));
  });

  it('fails when the table fails', () => {
    expect(() => place.response(ctx({ error: { message: 'slow down', type: 'DynamoDB:X' } }))).toThrow('slow down');
  });
});

describe('Query.placesNear', () => {
  it('reads at most nine cells of the named table in one batch', () => {
    const document = placesNear.request(near({ center: DUOMO, radiusM: 2000 })) as {
      operation: string;
      tables: Record<string, { keys: TextKey[] }>;
    };

    expect(document.operation).toBe('BatchGetItem');
    expect(Object.keys(document.tables)).toEqual(['cells']);
    expect(document.tables.cells?.keys.length).toBeLessThanOrEqual(9);
    expect(
      document.tables.cells?.keys.every((key) => /^CELL#\d\d#\d+#\d+$/.test(key.pk?.S ?? '') && key.sk?.S === 'REFS'),
    ).toBe(true);
  });

  it.each<[string, QueryPlacesNearArgs]>([
    ['radiusM` is 49', { center: DUOMO, radiusM: 49 }],
    ['radiusM` is 2001', { center: DUOMO, radiusM: 2001 }],
    ['first` is 0', { center: DUOMO, first: 0 }],
    ['first` is 101', { center: DUOMO, first: 101 }],
    ['center.lat` is 90.5', { center: { lat: 90.5, lng: 0 } }],
    ['center.lng` is -181', { center: { lat: 0, lng: -181 } }],
  ])('refuses %s', (text, args) => {
    expect(() => placesNear.request(near(args))).toThrow(text);
  });

  it('answers from the cells that exist, nearest first, with the level that was read', () => {
    const items = cellDocuments([aPlace(1, { lat: 45.469, lng: 9.19 }), aPlace(2, DUOMO)]).map(cellItem);
    const { tables } = placesNear.request(near({ center: DUOMO })) as {
      tables: Record<string, { keys: TextKey[] }>;
    };
    const read = tables.cells?.keys.map((key) => items.find((item) => item.pk === key.pk?.S) ?? null);

    const answer = placesNear.response(near({ center: DUOMO }, { result: { data: { cells: read } } }));

    expect(answer.nodes.map((node) => node.placeId)).toEqual(['plc_00002', 'plc_00001']);
    expect(answer.nodes[0]).toMatchObject({ distanceM: 0, inside: true, center: DUOMO });
    expect(answer).toMatchObject({ truncated: false, cellLevel: 13 });
  });

  it('says that places may be missing when the table left cells unread', () => {
    const items = cellDocuments([aPlace(1, DUOMO)]).map(cellItem);
    const unprocessedKeys = { cells: [{ pk: 'CELL#13#1#1', sk: 'REFS' }] };
    const result = (rest: object) => ({ result: { data: { cells: items }, ...rest } });

    expect(placesNear.response(near({ center: DUOMO }, result({ unprocessedKeys }))).truncated).toBe(true);
    expect(placesNear.response(near({ center: DUOMO }, result({ unprocessedKeys: {} }))).truncated).toBe(false);
    expect(placesNear.response(near({ center: DUOMO }, result({ unprocessedKeys: { cells: [] } }))).truncated).toBe(
      false,
    );
  });

  it('fails when the table fails, even with part of the cells', () => {
    const ctx = near(
      { center: DUOMO },
      { result: { data: { cells: [] } }, error: { message: 'throttled', type: 'X' } },
    );

    expect(() => placesNear.response(ctx)).toThrow('throttled');
  });
});

describe('Query.placeVisits', () => {
  const placeVisits = fieldResolver<VisitConnection>('proximity/js/Query.placeVisits');
  const visit: VisitRecord = {
    id: 'vis_1',
    memberId: 'mem_1',
    placeId: 'plc_1',
    enteredAt: '2026-12-23T23:30:00.000Z',
    day: '2026-12-24',
    source: 'GPS',
    dwelledAt: null,
    exitedAt: null,
    durationS: null,
    returnedAt: null,
    ttl: 4_000_000_000,
  };

  it('asks the index for one day of the place, newest first, in one query', () => {
    const { query, filter, ...rest } = placeVisits.request({
      args: { placeId: 'plc_1', day: '2026-12-24', first: 50, after: 'token' },
    }) as Record<string, { readonly expressionValues: unknown }>;

    expect(rest).toMatchObject({
      operation: 'Query',
      index: 'GSI2',
      limit: 50,
      nextToken: 'token',
      scanIndexForward: false,
    });
    expect(Object.values(query?.expressionValues as object)).toEqual([{ S: 'PLACE#plc_1#2026-12-24' }]);
    expect(JSON.stringify(filter)).toContain('ttl');
  });

  it('is found under the key that the visit is stored with, by the day at the place', () => {
    expect(visitItem(visit)).toMatchObject({
      gsi2pk: 'PLACE#plc_1#2026-12-24',
      gsi2sk: '2026-12-23T23:30:00.000Z#vis_1',
    });
  });

  it('says when and how long, and not who', () => {
    const answer = placeVisits.response({
      args: { placeId: 'plc_1', day: '2026-12-24' },
      result: { items: [visitItem(visit)], nextToken: null },
    });

    expect(answer.nodes).toEqual([
      {
        ...{ id: 'vis_1', placeId: 'plc_1', enteredAt: visit.enteredAt, source: 'GPS' },
        ...{ exitedAt: null, durationS: null },
      },
    ]);
    expect(JSON.stringify(answer)).not.toContain('mem_1');
  });

  it('fails when the table fails', () => {
    expect(() => placeVisits.response({ error: { message: 'throttled', type: 'X' }, result: null })).toThrow(
      'throttled',
    );
  });
});
