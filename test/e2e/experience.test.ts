import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runningGateway, type Gateway } from '../support/gateway.ts';

const COST = { 'x-gateway-cost': '1' };
const DUOMO = { lat: 45.464, lng: 9.19 };
const NEARBY = `query N($at: LatLngInput!) {
  nearbyExperience(at: $at) { balance tier { id } places { openNow place { name distanceM } content { id } rewards { redeemable blockedBy reward { id } } } }
}`;
const REPORT = `mutation R($input: ReportPositionInput!) {
  reportPosition(input: $input) { events { type } nextReportInS replayed userErrors { code } }
}`;

let gateway: Gateway;
beforeAll(async () => {
  gateway = await runningGateway();
});

const report = (persona: string) =>
  gateway.query<{ reportPosition: { userErrors: { code: string }[]; nextReportInS: number } }>(persona, REPORT, {
    input: { idempotencyKey: randomUUID(), at: DUOMO, accuracyM: 10, sampledAt: new Date().toISOString() },
  });

describe('Query.nearbyExperience', () => {
  it('answers for Giulia at the Duomo in at most eight DynamoDB calls', async () => {
    const answer = await gateway.query<{ nearbyExperience: { places: { rewards: object[] }[]; balance: number } }>(
      'giulia',
      NEARBY,
      { at: DUOMO },
      COST,
    );

    expect(answer.errors).toBeUndefined();
    expect(answer.data.nearbyExperience.places.length).toBeGreaterThan(2);
    expect(answer.data.nearbyExperience.places[0]?.rewards.length).toBeGreaterThan(0);
    expect(answer.extensions?.cost?.dynamodbCalls).toBeLessThanOrEqual(8);
  });

  it('refuses the API key and staff without a member', async () => {
    expect((await gateway.query(null, NEARBY, { at: DUOMO })).errors?.[0]?.errorType).toBe('Unauthorized');
    expect((await gateway.query('redazione', NEARBY, { at: DUOMO })).errors).toHaveLength(1);
  });
});

describe('Mutation.reportPosition', () => {
  it('takes a position of Giulia and refuses one of Marco, who has not agreed', async () => {
    const giulia = await report('giulia');
    const marco = await report('marco');

    expect(giulia.errors).toBeUndefined();
    expect(giulia.data.reportPosition.userErrors).toEqual([]);
    expect(marco.data.reportPosition.userErrors).toEqual([{ code: 'CONSENT_REQUIRED' }]);
  });
});

describe('Proximity', () => {
  it('gives a beacon and my visits in one DynamoDB call each', async () => {
    const uuid = '0b6a1f5e-7c2d-4a93-9e10-5d8f2c4b7a61';
    const beacon = await gateway.query(
      'giulia',
      'query B($uuid: ID!) { beacon(uuid: $uuid, major: 1, minor: 1) { zone } }',
      { uuid },
      COST,
    );
    const visits = await gateway.query('giulia', '{ me { visits { nodes { id } } } }', {}, COST);

    expect(beacon.data).toEqual({ beacon: { zone: 'entrance' } });
    expect(beacon.extensions?.cost?.dynamodbCalls).toBe(1);
    expect(visits.errors).toBeUndefined();
    expect(visits.extensions?.cost?.dynamodbCalls).toBe(2);
  });

  it('lets editors alone save places', async () => {
    const SAVE =
      'mutation S($input: SavePlaceInput!) { savePlace(input: $input) { place { id openingHours } userErrors { code } } }';
    const input = {
      idempotencyKey: randomUUID(),
      name: 'Prova',
      kind: 'STORE',
      center: { lat: -30, lng: 20 },
      radiusM: 80,
      openingHours: '{"mon":[["10:00","19:30"]]}',
    };
    const saved = await gateway.query<{ savePlace: { place: { id: string; openingHours: string } } }>(
      'redazione',
      SAVE,
      { input },
    );
    const read = await gateway.query<{ place: { openingHours: string } }>(
      null,
      'query P($id: ID!) { place(id: $id) { openingHours } }',
      {
        id: saved.data.savePlace.place.id,
      },
    );

    expect(JSON.parse(read.data.place.openingHours)).toEqual({ mon: [['10:00', '19:30']] });
    expect(saved.data.savePlace.place.openingHours).toBe(read.data.place.openingHours);
    expect((await gateway.query('giulia', SAVE, { input })).errors?.[0]?.errorType).toBe('Unauthorized');
  });
});
