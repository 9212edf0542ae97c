import { beforeAll, describe, expect, it } from '@jest/globals';
import { personas } from '../../../demo/personas.ts';
import { SEGMENTS } from '../../../demo/audiences.ts';
import { buildDataset, publicContents, tellStory, type Dataset, type Item, type Story } from '../../../demo/dataset.ts';
import { tableHash } from '../../../demo/hash.ts';
import { personaMemberId } from '../../../demo/members.ts';
import { NOW } from '../../../demo/time.ts';
import type { PublishedDocument } from '../../../resolvers/content/model/content.ts';
import { feedPagePk, feedPk, PAGE_SK } from '../../../resolvers/content/model/keys.ts';
import type { ContentType } from '../../../schema/generated/types.ts';

/** Changes only when the story or a rule of the product does: look at the difference before you pin a new one. */
const PINNED = {
  loyalty: '1f0e965ee0fa6ab43a266848de7887e9f7bc22b6007f4fd4b3c6c11604dde437',
  content: 'f66ccc6a2c7b3e6699f4125f3f5fc3d19bb8205000a10f0bd53c30c28cfb7164',
  proximity: 'd8f2ccb616985ec46e0c5e9786d7d31a937f1a896a2d4722fd523a0b4ebbe408',
};

let dataset: Dataset;
let story: Story;
let byPartition: Map<string, readonly Item[]>;
beforeAll(() => {
  story = tellStory();
  dataset = buildDataset(story);
  byPartition = new Map();
  for (const item of dataset.loyalty) byPartition.set(item.pk, [...(byPartition.get(item.pk) ?? []), item]);
});

const keyOf = (item: Item): string => `${item.pk}/${item.sk}`;
const ofMember = (memberId: string): readonly Item[] => byPartition.get(`MEMBER#${memberId}`) ?? [];
const numberOf = (item: Item | undefined, name: string): number => Number(item?.[name]);

describe('buildDataset', () => {
  it('tells the pinned story', () => {
    const { loyalty, content, proximity } = dataset;

    expect({
      loyalty: tableHash(loyalty),
      content: tableHash(content),
      proximity: tableHash(proximity),
    }).toEqual(PINNED);
  });

  it('has the size that the explorer is made for', () => {
    const { members, purchases, redemptions, visits, impressions, rewards, places, contents, published } =
      dataset.summary;

    expect({ members, rewards, places, contents, published }).toEqual({
      members: 500,
      rewards: 24,
      places: 30,
      contents: 200,
      published: 151,
    });
    expect(purchases).toBeGreaterThan(4300);
    expect(purchases).toBeLessThan(4700);
    expect(redemptions).toBeGreaterThan(800);
    expect(redemptions).toBeLessThan(1000);
    expect(visits).toBeGreaterThan(5700);
    expect(visits).toBeLessThan(6300);
    expect(impressions).toBeGreaterThanOrEqual(60_000);
    expect(impressions).toBeLessThan(60_020);
    expect(story.played.entries.length).toBeGreaterThan(10_500);
    expect(story.played.entries.length).toBeLessThan(12_500);
  });

  it('writes each key once in each table', () => {
    for (const table of [dataset.loyalty, dataset.content, dataset.proximity]) {
      expect(new Set(table.map(keyOf)).size).toBe(table.length);
    }
  });

  it('writes no null and no undefined at the top of an item', () => {
    const values = [dataset.loyalty, dataset.content, dataset.proximity].flat().flatMap((item) => Object.values(item));

    expect(values.filter((value) => value === null || value === undefined)).toEqual([]);
  });

  it('books nothing after the end of the story', () => {
    expect(story.played.entries.every((entry) => entry.recordedAt <= NOW && entry.occurredAt <= NOW)).toBe(true);
  });

  it('gives most purchases to few members', () => {
    const counts = new Map<string, number>();
    for (const { memberId, reason } of story.played.entries) {
      if (reason === 'PURCHASE') counts.set(memberId, (counts.get(memberId) ?? 0) + 1);
    }
    const busiest = [...counts.values()].sort((a, b) => b - a).slice(0, 100);
    const share = busiest.reduce((sum, count) => sum + count, 0) / dataset.summary.purchases;

    expect(share).toBeGreaterThan(0.6);
    expect(share).toBeLessThan(0.8);
  });

  it('has members on every level', () => {
    const ranks = new Set([...story.played.states.values()].map((state) => state.tier.rank));

    expect([...ranks].sort()).toEqual([0, 1, 2, 3]);
  });
});

describe('the invariants of the ledger', () => {
  it('I1, I2: every balance is the sum of its entries and of its lots, and no account is below 0', () => {
    for (const { profile } of story.members) {
      const items = ofMember(profile.id);
      const account = items.find((item) => item.sk === 'A#ACCOUNT');
      const sum = (prefix: string, name: string): number =>
        items.filter((item) => item.sk.startsWith(prefix)).reduce((total, item) => total + numberOf(item, name), 0);
      const [available, owed] = [numberOf(account, 'available'), numberOf(account, 'owed')];

      expect([sum('L#', 'amount'), sum('P#', 'remaining')]).toEqual([available, available]);
      expect(available >= 0 && owed >= 0 && (owed === 0 || available === 0)).toBe(true);
    }
  });

  it('I3: entries of a member are numbered from 1 without gaps, and each says the balance after it', () => {
    for (const { profile } of story.members) {
      const entries = ofMember(profile.id).filter((item) => item.sk.startsWith('L#'));
      const ordered = [...entries].sort((a, b) => (a.sk < b.sk ? -1 : 1));
      let balance = 0;
      const balances = ordered.map((entry) => (balance += numberOf(entry, 'amount')));

      expect(ordered.map((entry) => entry.seq)).toEqual(ordered.map((_, index) => index + 1));
      expect(ordered.map((entry) => entry.balanceAfter)).toEqual(balances);
    }
  });

  it('I5: a spend empties lots that expire sooner before it touches a later one', () => {
    for (const { before, entry, touchedLots, after } of story.played.changes) {
      if (entry.amount >= 0) continue;
      const latest = touchedLots.map((lot) => lot.expiresOn).reduce((a, b) => (a > b ? a : b));
      const spent = touchedLots.reduce(
        (sum, lot) =>
          sum + (before.lots.find((each) => each.expiresOn === lot.expiresOn)?.remaining ?? 0) - lot.remaining,
        0,
      );

      expect([after.lots.filter((lot) => lot.expiresOn < latest), spent]).toEqual([[], -entry.amount]);
    }
  });

  it('I8: shards hold what the stock was, less what was redeemed', () => {
    for (const { terms } of story.rewards) {
      const shards = byPartition.get(`STOCK#${terms.id}`) ?? [];
      const total = (name: string): number => shards.reduce((sum, shard) => sum + numberOf(shard, name), 0);
      const redeemed = story.played.redemptions.filter((redemption) => redemption.rewardId === terms.id).length;

      expect(total('remaining') + total('taken')).toBe(terms.stock ?? 0);
      expect(total('taken')).toBe(terms.stock === null ? 0 : redeemed);
      expect(shards.every((shard) => numberOf(shard, 'remaining') >= 0)).toBe(true);
    }
  });

  it('gives every redemption a code of its own', () => {
    const codes = story.played.redemptions.map((redemption) => redemption.code);

    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe('the catalogue', () => {
  it('has a sold out reward, an unlimited one, and Italian where the translation is missing', () => {
    const english = dataset.loyalty.filter((item) => /^REWARD#.*#en$/.test(item.pk));
    const availabilities = english.map((item) => item.availability);

    expect(english).toHaveLength(24);
    expect(availabilities).toContainEqual(expect.objectContaining({ soldOut: true }));
    expect(availabilities).toContainEqual(expect.objectContaining({ unlimited: true }));
    expect(english.filter((item) => item.resolvedLocale === 'it').length).toBeGreaterThan(0);
  });

  it('keeps the panettone for Christmas Eve', () => {
    const panettone = story.rewards.find((reward) => reward.slug === 'panettone');

    expect(panettone?.terms).toMatchObject({
      costPoints: 900,
      stock: 200,
      redeemableFrom: '2026-12-24T08:00:00.000Z',
      redeemableTo: '2026-12-24T19:00:00.000Z',
    });
    expect(panettone?.stock).toHaveLength(8);
    expect(panettone?.terms.placeIds).toHaveLength(3);
  });
});

describe('the contents', () => {
  const documents = (): readonly (Item & Partial<PublishedDocument>)[] =>
    dataset.content.filter((item) => item.sk === 'DOC');

  it('I12: readers find published contents alone', () => {
    const published = story.contents.filter(({ head }) => head.status === 'PUBLISHED').map(({ head }) => head.id);

    expect(new Set(documents().map((item) => item.id))).toEqual(new Set(published));
  });

  it('has every state of a content', () => {
    const states = new Set(story.contents.map(({ head }) => head.status));

    expect([...states].sort()).toEqual(['ARCHIVED', 'DRAFT', 'IN_REVIEW', 'PUBLISHED', 'SCHEDULED', 'UNPUBLISHED']);
  });

  it('I11: what readers find is the text of the one published version', () => {
    for (const { head, versions, shown } of story.contents) {
      const found = documents().filter((item) => item.id === head.id && item.resolvedLocale === item.requestedLocale);
      const version = versions.find((each) => each.version === head.publishedVersion);

      expect(shown?.version.version ?? null).toBe(head.publishedVersion);
      for (const document of found) {
        const text = version?.texts.find((each) => each.locale === document.requestedLocale);
        expect([document.title, document.body]).toEqual([text?.title, text?.body]);
      }
    }
  });

  it('leaves to the clock what is scheduled, and nothing that was due', () => {
    const due = dataset.content.filter((item) => item.gsi2pk === 'DUE').map((item) => String(item.gsi2sk));

    expect(due.length).toBeGreaterThan(20);
    expect(due.every((position) => position > NOW)).toBe(true);
  });

  it('runs experiments, and speaks to some only at weekends', () => {
    const published = story.contents.filter(({ shown }) => shown !== null).map(({ head }) => head.settings);

    expect(published.filter((each) => each.experiment !== null)).toHaveLength(4);
    expect(published.some((each) => (each.targeting.daysOfWeek ?? []).length > 0)).toBe(true);
  });

  it('speaks to some by level, segment, place, day and hour, and to some later', () => {
    const published = story.contents.filter(({ shown }) => shown !== null);
    const clauses = published.map(({ head }) => Object.keys(head.settings.targeting));
    const has = (...names: readonly string[]) =>
      clauses.filter((each) => names.every((name) => each.includes(name))).length;

    expect(has('minTierRank')).toBeGreaterThan(15);
    for (const name of ['segments', 'placeIds', 'daysOfWeek', 'hourFrom', 'hourTo']) {
      expect([name, has(name) > 1]).toEqual([name, true]);
    }
    expect(published.filter(({ head }) => head.opensAt !== null && head.opensAt > NOW)).toHaveLength(3);
    expect(dataset.content.filter((item) => item.sk === 'CARD' && item.opensAt !== undefined)).toHaveLength(6);
  });

  it('knows segments of those who consented to profiling, and has contents for each segment', () => {
    const profiles = dataset.loyalty.filter((item) => item.sk === 'A#PROFILE');
    const profiled = dataset.loyalty.filter((item) => item.sk === 'A#CONSENT#PROFILING' && item.granted === true);
    const segments = profiles.flatMap((item) => (item.segments ?? []) as readonly string[]);
    const asked = story.contents.flatMap(({ head }) => head.settings.targeting.segments ?? []);

    expect(
      profiles
        .filter((item) => item.segments !== undefined)
        .map(({ pk }) => pk)
        .sort(),
    ).toEqual(profiled.map(({ pk }) => pk).sort());
    expect([...new Set(segments)].sort()).toEqual([...SEGMENTS]);
    expect([...new Set(asked)].sort()).toEqual([...SEGMENTS, 'newcomer'].sort());
  });

  it('falls back to Italian in about a fifth, and publishes second versions', () => {
    const english = documents().filter((item) => item.requestedLocale === 'en');
    const fallen = english.filter((item) => item.resolvedLocale === 'it');

    expect(fallen.length / english.length).toBeGreaterThan(0.1);
    expect(fallen.length / english.length).toBeLessThan(0.3);
    expect(english.some((item) => item.version === 2)).toBe(true);
  });

  it.each<ContentType>(['CARD', 'ARTICLE', 'OFFER', 'EVENT', 'GUIDE'])(
    'the first page of %s is the top of its index',
    (type) => {
      const index = dataset.content
        .filter((item) => item.gsi1pk === feedPk(type, 'it'))
        .sort((a, b) => (String(a.gsi1sk) < String(b.gsi1sk) ? 1 : -1))
        .map((item) => item.id);
      const pages = [0, 1, 2, 3].map((replica) =>
        dataset.content.find((item) => item.pk === feedPagePk(type, 'it', replica) && item.sk === PAGE_SK),
      );

      for (const page of pages) {
        expect((page?.cards as readonly { id: string }[]).map((card) => card.id)).toEqual(index.slice(0, 20));
        expect(page?.hasMore).toBe(index.length > 20);
      }
    },
  );

  it('puts only what everybody may read into feeds', () => {
    const open = new Set(publicContents(story.contents).map(({ head }) => head.id));
    const listed = dataset.content
      .filter((item) => String(item.gsi1pk).startsWith('FEED#'))
      .map((item) => String(item.id));

    expect(listed.every((id) => open.has(id))).toBe(true);
    expect(listed).toHaveLength(2 * open.size);
  });

  it('embeds related cards, at most five', () => {
    const related = documents().map((item) => item.related?.length ?? 0);

    expect(Math.max(...related)).toBeLessThanOrEqual(5);
    expect(Math.max(...related)).toBeGreaterThan(1);
  });
});

describe('the personas', () => {
  it('are the ones that the explorer offers', () => {
    expect(personas.map((persona) => persona.name)).toEqual([
      'giulia',
      'marco',
      'sofia',
      'luca',
      'redazione',
      'assistenza',
      'analista',
      'pos-duomo',
      'public',
    ]);
  });

  it('have members with the stories that their descriptions promise', () => {
    const state = (name: Parameters<typeof personaMemberId>[0]) => story.played.states.get(personaMemberId(name));
    const luca = ofMember(personaMemberId('luca')).find((item) => item.sk === 'A#PROFILE');

    expect(state('giulia')?.tier.rank).toBe(3);
    expect(state('giulia')?.account.seq).toBeGreaterThan(20);
    expect(state('marco')?.account.available).toBe(40);
    expect(state('sofia')?.lots[0]).toEqual({ expiresOn: '2026-12-31', remaining: 375 });
    expect(luca?.status).toBe('ERASURE_REQUESTED');
  });

  it('know their members by the claim', () => {
    const claims = personas.flatMap((persona) =>
      persona.authMode === 'AMAZON_COGNITO_USER_POOLS' ? (persona.claims['custom:member_id'] ?? []) : [],
    );

    expect(claims).toHaveLength(4);
    expect(claims.every((id) => ofMember(id).length > 3)).toBe(true);
  });
});
