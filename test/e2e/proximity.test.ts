import { beforeAll, describe, expect, it } from '@jest/globals';
import { runningGateway, type Gateway } from '../support/gateway.ts';

interface Hits {
  readonly placesNear: {
    readonly nodes: {
      readonly placeId: string;
      readonly name: string;
      readonly distanceM: number;
      readonly inside: boolean;
    }[];
    readonly truncated: boolean;
  };
}

const COST = { 'x-gateway-cost': '1' };
const NEAR = `query N($lat: Float!, $lng: Float!, $radiusM: Int, $first: Int) {
  placesNear(center: { lat: $lat, lng: $lng }, radiusM: $radiusM, first: $first) {
    nodes { placeId name distanceM inside } truncated cellLevel
  }
}`;
const DUOMO = { lat: 45.464, lng: 9.19 };

let gateway: Gateway;
beforeAll(async () => {
  gateway = await runningGateway();
});

describe('Query.placesNear', () => {
  it('gives the places around the Duomo, nearest first, in one DynamoDB call', async () => {
    const answer = await gateway.query<Hits>(null, NEAR, { ...DUOMO, radiusM: 2000 }, COST);
    const distances = answer.data.placesNear.nodes.map((hit) => hit.distanceM);

    expect(distances.length).toBeGreaterThan(2);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(distances.every((distance) => distance <= 2000)).toBe(true);
    expect(answer.data.placesNear.nodes[0]?.inside).toBe(true);
    expect(answer.extensions?.cost?.dynamodbCalls).toBe(1);
  });

  it('says when there are more than asked for', async () => {
    const answer = await gateway.query<Hits>(null, NEAR, { ...DUOMO, radiusM: 2000, first: 1 });

    expect(answer.data.placesNear.nodes).toHaveLength(1);
    expect(answer.data.placesNear.truncated).toBe(true);
  });

  it('is empty in the middle of the sea', async () => {
    const answer = await gateway.query<Hits>(null, NEAR, { lat: 0, lng: -30 });

    expect(answer.data.placesNear).toMatchObject({ nodes: [], truncated: false });
  });

  it.each([
    { ...DUOMO, radiusM: 49 },
    { ...DUOMO, radiusM: 2001 },
    { lat: 91, lng: 0 },
    { ...DUOMO, first: 0 },
  ])('refuses %j with a sentence', async (variables) => {
    const answer = await gateway.query(null, NEAR, variables);

    expect(answer.errors?.[0]).toMatchObject({ errorType: 'BadRequest' });
  });
});

describe('Query.place', () => {
  it('gives one place in one DynamoDB call, and null for an id that does not exist', async () => {
    const near = await gateway.query<Hits>(null, NEAR, DUOMO);
    const id = near.data.placesNear.nodes[0]?.placeId;
    const found = await gateway.query(
      null,
      'query P($id: ID!) { place(id: $id) { id center { lat lng } openingHours } }',
      { id },
      COST,
    );
    const none = await gateway.query(null, '{ place(id: "plc_none") { id } }');

    expect(found.data).toMatchObject({ place: { id } });
    expect(found.extensions?.cost?.dynamodbCalls).toBe(1);
    expect(none.data).toEqual({ place: null });
  });
});

describe('Query.placeVisits', () => {
  const VISITS = `query V($placeId: ID!, $day: AWSDate!, $after: String) {
    placeVisits(placeId: $placeId, day: $day, first: 5, after: $after) {
      nodes { id placeId enteredAt source } pageInfo { endCursor hasNextPage }
    }
  }`;
  interface Visits {
    readonly placeVisits: {
      readonly nodes: readonly { readonly id: string; readonly placeId: string; readonly enteredAt: string }[];
      readonly pageInfo: { readonly endCursor: string | null };
    };
  }

  it('tells staff who came to the Duomo on a Saturday of the story, page by page, in one DynamoDB call each', async () => {
    const near = await gateway.query<Hits>(null, NEAR, DUOMO);
    const placeId = near.data.placesNear.nodes[0]?.placeId;
    const variables = { placeId, day: '2026-11-21' };
    const first = await gateway.query<Visits>('analista', VISITS, variables, COST);
    const { nodes, pageInfo } = first.data.placeVisits;
    const next = await gateway.query<Visits>('analista', VISITS, { ...variables, after: pageInfo.endCursor });
    const all = [...nodes, ...next.data.placeVisits.nodes];

    expect(nodes).toHaveLength(5);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.every((visit) => visit.placeId === placeId && visit.enteredAt.startsWith('2026-11-21'))).toBe(true);
    expect(all.map(({ enteredAt }) => enteredAt)).toEqual(
      all
        .map(({ enteredAt }) => enteredAt)
        .sort()
        .reverse(),
    );
    expect(first.extensions?.cost?.dynamodbCalls).toBe(1);
  });

  it.each(['giulia', 'redazione', null])('refuses %s', async (persona) => {
    const answer = await gateway.query(persona, VISITS, { placeId: 'plc_1', day: '2026-11-21' });

    expect(answer.errors?.[0]).toMatchObject({ errorType: 'Unauthorized' });
  });
});
