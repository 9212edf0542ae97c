/** What the fields cost, in DynamoDB calls and by its published rule in read units (domain 3.2, 3.4, 6): over real tables, calls as they are sent. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answer as nearby } from '../../resolvers/experience/lambda/Query.nearbyExperience.ts';
import { countInside } from '../../resolvers/proximity/store/footfall.ts';
import { publish } from '../../resolvers/proximity/stream/publishPlacePresence.ts';
import type { StreamImage, StreamRecord } from '../../resolvers/shared/lambda/stream-batch.ts';
import { aStory, FAR, type Story } from '../support/experience-story.ts';
import { experienceTables, type ExperienceTables } from '../support/experience-tables.ts';
import { meteredCalls } from '../support/metered-calls.ts';
import { ASKER, fillNearby, pointsToAsk } from '../support/nearby-world.ts';

describe.each([
  { cards: 6, average: 20, most: 30 },
  // Documents of more than 4 kB cost a unit each instead of half of one.
  { cards: 12, average: 30, most: 35 },
])('nearbyExperience with twenty places in the answer and $cards cards at each', ({ cards, average, most }) => {
  let tables: ExperienceTables;
  beforeAll(async () => {
    tables = await experienceTables();
    await fillNearby(tables, 1, cards);
  }, 60_000);
  afterAll(() => tables.stop());

  it(`takes at most eight calls and ${most} read units, ${average} on average (domain 6)`, async () => {
    const meter = meteredCalls(tables.store.client);
    const identity = { claims: { 'custom:member_id': ASKER } };
    const units: number[] = [];
    for (const at of pointsToAsk(60)) {
      meter.reset();
      const { places } = await nearby({ arguments: { at, radiusM: 10_000 }, identity }, tables.store);
      units.push(meter.readUnits());

      expect(places.map(({ content }) => content.length)).toEqual(
        Array.from({ length: 20 }, () => Math.min(10, cards)),
      );
      expect(meter.calls().length).toBeLessThanOrEqual(8);
      expect(meter.calls().filter((name) => !/^(Query|BatchGetItem|BatchGet)$/.test(name))).toEqual([]);
    }

    expect(Math.max(...units)).toBeLessThanOrEqual(most);
    expect(units.reduce((sum, each) => sum + each, 0) / units.length).toBeLessThanOrEqual(average);
    // A meter that counted nothing would pass, too.
    expect(Math.min(...units)).toBeGreaterThan(10);
  }, 60_000);
});

describe('what is called', () => {
  let story: Story;
  beforeAll(async () => {
    story = await aStory();
    await story.savePlace();
  }, 60_000);
  afterAll(() => story.tables.stop());

  /** Names of the commands that an act sends, in alphabetical order: some go side by side. */
  async function sentBy(act: () => Promise<unknown>): Promise<readonly string[]> {
    story.tables.sent.length = 0;
    await act();
    return story.tables.sent.map((name) => name.replace(/Command$/, '')).sort();
  }

  const READS = ['BatchGetItem', 'GetItem', 'Query', 'Query'];

  describe('by reportPosition', () => {
    const report = (member: string, afterS: number, of = {}) =>
      sentBy(() => {
        story.go(afterS);
        return story.position(member, of);
      });

    it('are four reads, and one write or one transaction (W10, W11); lots as well when a stay is paid', async () => {
      await story.comes('mem_1');

      // The arrival begins: the presence changes.
      expect(await report('mem_1', 15)).toEqual([...READS, 'TransactWriteItems']);
      expect(await report('mem_1', 15)).toEqual([...READS, 'TransactWriteItems']);
      // Nothing has changed within 25 m and 60 s; then the fix alone.
      expect(await report('mem_1', 15)).toEqual(['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'Query']);
      expect(await report('mem_1', 70)).toEqual(['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'Query']);
      // A stay, and its award.
      expect(await report('mem_1', 70)).toEqual([...READS, 'Query', 'TransactWriteItems']);
      expect(await report('mem_1', 70, { at: FAR })).toEqual([...READS, 'TransactWriteItems']);
    });

    it('are three reads and a write when the position is refused, and no write when it comes too soon', async () => {
      await story.comes('mem_2');

      expect(await report('mem_2', 15, { mocked: true })).toEqual(['GetItem', 'PutItem', 'Query', 'Query']);
      expect(await report('mem_2', 0.5)).toEqual(['GetItem', 'Query', 'Query']);
    });

    it('are three reads for a request that was answered before', async () => {
      await story.comes('mem_3');
      story.go(15);
      await story.position('mem_3');
      story.go(15);
      const input = story.inputAt();
      await story.report('mem_3', input);

      expect(await sentBy(() => story.report('mem_3', input))).toEqual(['GetItem', 'Query', 'Query']);
    });
  });

  it('by setConsent are two reads and a transaction; for LOCATION the track as well, and the reports when it is taken back', async () => {
    await story.comes('mem_4');
    story.go(15);
    await story.position('mem_4');

    expect(await sentBy(() => story.agree('mem_4', true))).toEqual(['GetItem', 'Query', 'Query', 'TransactWriteItems']);
    expect(await sentBy(() => story.agree('mem_4', false))).toEqual([
      'GetItem',
      'Query',
      'Query',
      'Query',
      'TransactWriteItems',
    ]);
  });

  it('by savePlace are two reads and a transaction, whether the place is made, moved or as it was', async () => {
    const cost = ['BatchGetItem', 'BatchGetItem', 'TransactWriteItems'];
    const { place } = await story.savePlace({ name: 'Moving', center: FAR });
    const id = place?.id ?? '';

    expect(await sentBy(() => story.savePlace({ name: 'New', center: FAR }))).toEqual(cost);
    expect(await sentBy(() => story.savePlace({ id, center: { lat: 41.9, lng: 12.5 }, radiusM: 900 }))).toEqual(cost);
  });

  it('by the stream behind onPlacePresence are a transaction and a read a transition, a read alone when nobody comes or goes', async () => {
    const table = { client: story.tables.store.client, tableName: story.tables.store.proximityTable };
    const count = (placeId: string, name: string, by: number) => countInside(table, placeId, name, by, story.nowMs);
    const visit = { id: 'vis_9', placeId: 'plc_9', enteredAt: '2026-11-21T11:00:00.000Z' };
    const image = (of: Readonly<Record<string, string>>): StreamImage =>
      Object.fromEntries(Object.entries({ ...visit, sk: 'V#vis_9', ...of }).map(([name, S]) => [name, { S }]));
    const record = (dynamodb: StreamRecord['dynamodb'], eventName: 'INSERT' | 'MODIFY'): StreamRecord => ({
      eventName,
      dynamodb: { Keys: {}, SequenceNumber: '1', ...dynamodb },
    });
    const log = { info: () => undefined, error: () => undefined };
    const told = (record: StreamRecord) =>
      sentBy(() => publish({ Records: [record] }, { call: () => Promise.resolve(), log, count }));
    const dwelled = { dwelledAt: '2026-11-21T11:02:00.000Z' };
    const exited = { ...dwelled, exitedAt: '2026-11-21T11:30:00.000Z' };

    expect(await told(record({ NewImage: image({}) }, 'INSERT'))).toEqual(['GetItem', 'TransactWriteItems']);
    expect(await told(record({ OldImage: image({}), NewImage: image(dwelled) }, 'MODIFY'))).toEqual(['GetItem']);
    expect(await told(record({ OldImage: image(dwelled), NewImage: image(exited) }, 'MODIFY'))).toEqual([
      'GetItem',
      'TransactWriteItems',
    ]);
  });
});
