/** The parts of the story that nobody orders by hand: who was where, and who saw what. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildDataset, tellStory, type Dataset, type Story } from '../../../demo/dataset.ts';
import { NOW } from '../../../demo/time.ts';
import { localDate } from '../../../resolvers/loyalty/model/index.ts';

let story: Story;
let dataset: Dataset;
beforeAll(() => {
  story = tellStory();
  dataset = buildDataset(story);
});

/** Values of each key, in the order given. */
function grouped<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

describe('the visits', () => {
  it('are of members who let themselves be located', () => {
    const located = new Set(
      story.members
        .filter(({ consents }) => consents.some(({ purpose, granted }) => purpose === 'LOCATION' && granted))
        .map(({ profile }) => profile.id),
    );

    expect(story.played.visits.filter(({ memberId }) => !located.has(memberId))).toEqual([]);
  });

  it('end, and no member is at two places: the next begins ten minutes later at the earliest', () => {
    for (const visits of grouped(story.played.visits, ({ memberId }) => memberId).values()) {
      const ordered = [...visits].sort((a, b) => (a.enteredAt < b.enteredAt ? -1 : 1));
      for (const [index, { enteredAt, exitedAt }] of ordered.entries()) {
        const next = ordered[index + 1]?.enteredAt ?? '9999';
        expect(exitedAt !== null && enteredAt < exitedAt && exitedAt <= NOW).toBe(true);
        expect(Date.parse(next === '9999' ? NOW : next)).toBeGreaterThanOrEqual(
          next === '9999' ? 0 : Date.parse(exitedAt ?? NOW) + 600_000,
        );
      }
    }
  });

  it('I14: pay once a member, place and day, and only those who stayed', () => {
    const awards = story.played.entries.filter(({ reason }) => reason === 'VISIT');
    const day = (at: string): string => new Date(Date.parse(at) + 3_600_000).toISOString().slice(0, 10);
    const counts = grouped(awards, ({ memberId, placeId, occurredAt }) => `${memberId} ${placeId} ${day(occurredAt)}`);
    const stayed = story.played.visits.filter(({ dwelledAt }) => dwelledAt !== null);

    expect([...counts.values()].filter(({ length }) => length > 1)).toEqual([]);
    expect(awards.length).toBeGreaterThan(3000);
    expect(awards.length).toBeLessThanOrEqual(stayed.length);
    expect(stayed.length).toBeLessThan(story.played.visits.length);
  });

  it('fill the weekends, lunch and the hour after work, and every place that is there', () => {
    const { visits } = story.played;
    const weekend = visits.filter(({ enteredAt }) => [0, 6].includes(new Date(enteredAt).getUTCDay()));
    const entered = (hour: number): number =>
      visits.filter(
        ({ enteredAt }) => localDate(enteredAt) > '2026-10-25' && new Date(enteredAt).getUTCHours() + 1 === hour,
      ).length;

    expect(weekend.length / visits.length).toBeGreaterThan(0.3);
    expect(entered(17)).toBeGreaterThan(1.5 * entered(14));
    expect(entered(13)).toBeGreaterThan(1.2 * entered(14));
    expect(new Set(visits.map(({ placeId }) => placeId)).size).toBe(27);
  });

  it('do not go where nothing stands yet: the pop-ups of Christmas come in December', () => {
    const popUps = new Set(dataset.proximity.filter(({ kind }) => kind === 'POPUP').map(({ id }) => id));
    const there = [...story.played.visits, ...story.played.entries].filter(({ placeId }) => popUps.has(placeId));

    expect(popUps.size).toBe(3);
    expect(there).toEqual([]);
  });
});

describe('the impressions', () => {
  it('I12: are of what was published by then, and of nothing that was withheld from visitors', () => {
    const publishedAt = new Map(story.contents.map(({ head, shown }) => [head.id, shown?.publishedAt ?? '9999']));

    expect(story.impressions.filter(({ contentId, at }) => at < (publishedAt.get(contentId) ?? '9999'))).toEqual([]);
    expect(story.impressions.every(({ at }) => at <= NOW)).toBe(true);
  });

  it('have one id each, and an impression before each opening', () => {
    const ids = new Set(story.impressions.map(({ id }) => id));
    const opened = story.impressions.filter(({ kind }) => kind === 'OPEN');

    expect(ids.size).toBe(story.impressions.length);
    expect(opened.every(({ id }) => ids.has(id.replace('OPEN', 'IMPRESSION')))).toBe(true);
    expect(opened.length / ids.size).toBeGreaterThan(0.08);
    expect(opened.length / ids.size).toBeLessThan(0.14);
  });

  it('tell the better one of two openings from the other', () => {
    const rate = (variant: string): number => {
      const own = story.impressions.filter((each) => each.variant === variant);
      const opened = own.filter(({ kind }) => kind === 'OPEN').length;
      return opened / (own.length - opened);
    };

    expect(rate('invitation')).toBeGreaterThan(rate('control') * 1.2);
  });

  it('are counted: an item an hour, variant and kind, which add up', () => {
    const counters = dataset.content.filter(({ pk }) => pk.startsWith('METRIC#'));

    expect(counters.reduce((sum, { count }) => sum + Number(count), 0)).toBe(story.impressions.length);
    expect(counters.every(({ sk }) => /^2026-1[01]-\d\dT\d\d#[a-z]+#(IMPRESSION|OPEN)#S0$/.test(sk))).toBe(true);
  });
});
