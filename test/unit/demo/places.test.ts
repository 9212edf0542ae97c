import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildDataset, tellStory, type Dataset, type Story } from '../../../demo/dataset.ts';
import { dice } from '../../../demo/random.ts';
import { distanceM } from '../../../resolvers/proximity/model/distance.ts';
import { coverOf } from '../../../resolvers/proximity/model/grid.ts';
import { cellPk } from '../../../resolvers/proximity/model/keys.ts';
import { nearest, type ReadCell } from '../../../resolvers/proximity/model/near.ts';

let dataset: Dataset;
let story: Story;
beforeAll(() => {
  story = tellStory();
  dataset = buildDataset(story);
});

describe('the places', () => {
  it('placesNear equals a look at every place, in 1,500 random searches', () => {
    const cells = new Map(dataset.proximity.filter((item) => item.sk === 'REFS').map((item) => [item.pk, item]));
    const chance = dice('searches');
    for (let search = 0; search < 1500; search += 1) {
      const home = chance.pick(story.places).place.center;
      const center = { lat: home.lat + chance.normal() * 0.01, lng: home.lng + chance.normal() * 0.015 };
      const radiusM = chance.integer(50, 2000);
      const read = coverOf(center, radiusM).cells.map((cell) => (cells.get(cellPk(cell)) ?? null) as ReadCell);

      const found = nearest(read, { center, radiusM, first: 100 });

      const expected = story.places
        .map(({ place }) => ({ id: place.id, metres: distanceM(center, place.center) }))
        .filter(({ metres }) => metres <= radiusM)
        .sort((a, b) => a.metres - b.metres);
      expect(read.length).toBeLessThanOrEqual(9);
      expect(found.truncated).toBe(false);
      expect(found.nodes.map((node) => node.placeId)).toEqual(expected.map(({ id }) => id));
    }
  });

  it('has stores, outlets, pop-ups and partners', () => {
    const kinds = story.places.map(({ place }) => place.kind);
    const count = (kind: string): number => kinds.filter((each) => each === kind).length;

    expect([count('STORE'), count('OUTLET'), count('POPUP'), count('PARTNER')]).toEqual([22, 3, 3, 2]);
  });
});

describe('the visits', () => {
  it('are of members who let themselves be located, and each award has its visit (I14)', () => {
    const located = new Set(
      story.members
        .filter(({ consents }) => consents.some(({ purpose, granted }) => purpose === 'LOCATION' && granted))
        .map(({ profile }) => profile.id),
    );
    const awards = story.played.entries.filter(({ reason }) => reason === 'VISIT' || reason === 'BEACON_ZONE');
    const days = awards.map(({ memberId, placeId, ruleIds, occurredAt }) =>
      [memberId, placeId, ruleIds[0], occurredAt.slice(0, 10)].join(' '),
    );

    expect(story.played.visits.length).toBeGreaterThan(1000);
    expect(story.played.visits.every(({ memberId }) => located.has(memberId))).toBe(true);
    expect(new Set(days).size).toBe(days.length);
    expect(
      awards.every(({ memberId, placeId }) =>
        story.played.visits.some((visit) => visit.memberId === memberId && visit.placeId === placeId),
      ),
    ).toBe(true);
  });

  it('have two beacons a place', () => {
    expect(dataset.proximity.filter((item) => item.pk.startsWith('BEACON#'))).toHaveLength(60);
  });
});
