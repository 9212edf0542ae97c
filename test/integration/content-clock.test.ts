/** What follows without an editor: the clock by the engine's scheduler, pages and embedded cards by the stream, counts by the bus. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { createLog, systemRandom } from '../../engine/kernel/index.ts';
import { createScheduler } from '../../engine/scheduler/index.ts';
import { feedPagePk, metricPk, PAGE_SK } from '../../resolvers/content/model/keys.ts';
import { headItem, headKey, versionItems } from '../../resolvers/content/store/items.ts';
import type { Store } from '../../resolvers/content/store/perform.ts';
import { refreshEmbedders, refreshFeedPage } from '../../resolvers/content/store/projections.ts';
import { run } from '../../resolvers/content/stream/contentScheduler.ts';
import { count } from '../../resolvers/content/stream/countImpressions.ts';
import { project } from '../../resolvers/content/stream/projectContent.ts';
import type { StreamImage } from '../../resolvers/shared/lambda/stream-batch.ts';
import { marshalMembers } from '../../demo/marshal.ts';
import type { Log } from '../../resolvers/shared/lambda/log.ts';
import { aContentTable, type ContentTable } from '../support/content-table.ts';
import { aSchedule, HandClock, START } from '../unit/engine/scheduler/given.ts';
import { aHead, aVersion, settings } from '../unit/resolvers/content/drafts.ts';
import { aKey, anEditor, type Editor } from './content-given.ts';

const HOUR = 3_600_000;
const silent: Log = { info: () => undefined, error: () => undefined };
const isoAfter = (ms: number): string => new Date(START + ms).toISOString();

let table: ContentTable;
let clock: HandClock;
let store: Store;
let editor: Editor;
beforeAll(async () => {
  table = await aContentTable();
  clock = new HandClock();
  store = { ...table.store, clock: { now: () => clock.now(), pause: (ms) => table.store.clock.pause(ms) } };
  editor = anEditor(store);
}, 60_000);
afterAll(() => table.stop());

const statusOf = async (id: string) => (await table.get(`CONTENT#${id}`, 'HEAD'))?.status;
const documentOf = (id: string) => table.get(`PUB#it#${id}#r0`, 'DOC');
const pageOf = async (): Promise<readonly string[]> => {
  const page = await table.get(feedPagePk('CARD', 'it', 3), PAGE_SK);
  return ((page?.cards ?? []) as readonly { readonly id: string }[]).map((card) => card.id);
};

describe('the clock', () => {
  it('publishes at the minute and takes back at the end, by a schedule of each minute', async () => {
    const work: Promise<unknown>[] = [];
    const scheduler = createScheduler({
      schedules: [aSchedule()],
      region: 'eu-south-1',
      accountId: '111122223333',
      clock,
      random: systemRandom,
      log: createLog('silent'),
      sendToQueue: () => undefined,
      invoke: () => {
        work.push(run({ store, log: silent }));
        return Promise.resolve({ ok: true, payload: null });
      },
    });
    const move = async (ms: number): Promise<void> => {
      for (let moved = 0; moved < ms; moved += HOUR / 2) {
        await clock.move(HOUR / 2);
        await Promise.all(work.splice(0));
      }
    };
    const id = (await editor.save({ visibleTo: isoAfter(3 * HOUR) })).content?.id ?? '';
    await editor.to(id, 1, 'IN_REVIEW');
    await editor.to(id, 1, 'SCHEDULED', { at: isoAfter(HOUR) });
    scheduler.start();

    await move(HOUR / 2);
    expect([await statusOf(id), await documentOf(id)]).toEqual(['SCHEDULED', null]);
    await move(HOUR);
    expect(await statusOf(id)).toBe('PUBLISHED');
    expect(await documentOf(id)).toMatchObject({ version: 1, visibleTo: isoAfter(3 * HOUR) });
    await move(2 * HOUR);
    expect([await statusOf(id), await documentOf(id)]).toEqual(['UNPUBLISHED', null]);
    scheduler.stop();
  });

  it('expires when an editor says so, and readers are kept out at that instant', async () => {
    const id = await editor.publishNew();
    const at = new Date(clock.now() + HOUR).toISOString();

    const { content } = await editor.to(id, 1, 'UNPUBLISHED', { at });

    expect(content).toMatchObject({ status: 'PUBLISHED', unpublishAt: at });
    expect(await documentOf(id)).toMatchObject({ visibleTo: at });
    await clock.move(2 * HOUR);
    const done = await Promise.all(Array.from({ length: 8 }, () => run({ store, log: silent })));
    expect(done.reduce((sum, each) => sum + each.changed, 0)).toBe(1);
    expect(await statusOf(id)).toBe('UNPUBLISHED');
  });
});

describe('a hundred contents due at one instant', () => {
  const BROKEN = 60;
  /** Scheduled for one instant; those without a version cannot be published, and stand first in the index. */
  async function scheduled(name: string, count: number, isBroken: boolean): Promise<readonly string[]> {
    const scheduledAt = new Date(clock.now() + HOUR).toISOString();
    const ids = Array.from({ length: count }, (_, index) => `cnt_${name}${String(index).padStart(3, '0')}`);
    const items = ids.flatMap((id) => {
      const kept = settings({ slug: id });
      const version = isBroken ? [] : versionItems(aVersion({ contentId: id, settings: kept }));
      return [headItem(aHead({ id, status: 'SCHEDULED', scheduledAt, settings: kept })), ...version];
    });
    await table.put(items);
    return ids;
  }
  const statusesOf = async (ids: readonly string[]) => new Set(await Promise.all(ids.map(statusOf)));

  it('are published in one call, whatever fails before them', async () => {
    const broken = await scheduled('a', BROKEN, true);
    const whole = await scheduled('b', 100, false);
    await clock.move(HOUR);
    const errors: unknown[] = [];

    const done = await run({ store, log: { info: () => undefined, error: (_text, fields) => errors.push(fields) } });

    expect(done).toEqual({ changed: 100, failed: BROKEN });
    expect(await statusesOf(whole)).toEqual(new Set(['PUBLISHED']));
    expect(errors).toContainEqual({
      contentId: broken[0],
      reason: `RangeError: Content ${broken[0]} has no version 1.`,
    });
    for (const pk of broken) {
      await store.client.send(new DeleteCommand({ TableName: store.tableName, Key: headKey(pk) }));
    }
  }, 60_000);

  it('wait for the next call when the time is nearly up', async () => {
    const ids = await scheduled('c', 30, false);
    await clock.move(HOUR);
    let left = 10;
    const nearlyUp = { getRemainingTimeInMillis: () => ((left -= 1) < 0 ? 2999 : 3001) };

    expect(await run({ store, log: silent }, nearlyUp)).toEqual({ changed: 10, failed: 0 });
    expect(await run({ store, log: silent })).toEqual({ changed: 20, failed: 0 });
    expect(await statusesOf(ids)).toEqual(new Set(['PUBLISHED']));
  });
});

describe('a window that begins later', () => {
  it('keeps the card from being told until the clock has come to it, and changes nothing for readers', async () => {
    const opensAt = new Date(clock.now() + HOUR).toISOString();
    const id = await editor.publishNew({ visibleFrom: opensAt });
    const card = () => table.get(`PUB#it#${id}#r0`, 'CARD');
    const [waiting, document] = [await card(), await documentOf(id)];

    await run({ store, log: silent });
    expect(await card()).toEqual(waiting);
    await clock.move(HOUR);
    await run({ store, log: silent });

    expect(waiting).toMatchObject({ opensAt, visibleFrom: opensAt });
    expect(await card()).toEqual({ ...waiting, opensAt: undefined });
    expect([await documentOf(id), await statusOf(id)]).toEqual([document, 'PUBLISHED']);
  });
});

describe('projections', () => {
  it('bring a published card to the first page and take it away again, in whatever order they run', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => editor.publishNew()));
    await Promise.all(ids.map((changedId) => refreshFeedPage(store, { type: 'CARD', locale: 'it', changedId })));
    expect((await pageOf()).filter((id) => ids.includes(id)).sort()).toEqual([...ids].sort());

    const [gone = ''] = ids;
    await editor.to(gone, 1, 'UNPUBLISHED');
    await refreshFeedPage(store, { type: 'CARD', locale: 'it', changedId: gone });
    await refreshFeedPage(store, { type: 'CARD', locale: 'it', changedId: gone });

    expect(await pageOf()).not.toContain(gone);
  });

  it('fill a page of twenty and say that there is more', async () => {
    for (let index = 0; index < 22; index += 1) await editor.publishNew();
    await refreshFeedPage(store, { type: 'CARD', locale: 'it', changedId: 'cnt_none' });

    expect(await pageOf()).toHaveLength(20);
    expect(await table.get(feedPagePk('CARD', 'it', 0), PAGE_SK)).toMatchObject({ hasMore: true });
  });

  it('take an embedded card out of a document when it is taken back', async () => {
    const other = await editor.publishNew();
    const id = await editor.publishNew({ relatedIds: [other] });
    await editor.to(other, 1, 'UNPUBLISHED');

    await refreshEmbedders(store, 'it', other);

    expect((await documentOf(id))?.related).toEqual([]);
  });

  it('take a card out that went before its embedder was known, when the embedder’s own record comes', async () => {
    const other = await editor.publishNew();
    const id = await editor.publishNew({ relatedIds: [other, await editor.publishNew()] });
    const card = await table.get(`PUB#it#${id}#r0`, 'CARD');
    const record = { Keys: { sk: { S: 'CARD' } }, NewImage: marshalMembers(card ?? {}) as StreamImage };
    // The projection of this change is not run: it had come before the note of who embeds it.
    await editor.to(other, 1, 'UNPUBLISHED');
    expect((await documentOf(id))?.related).toHaveLength(2);

    await project({ Records: [{ dynamodb: record }] }, { store, log: silent });

    const copies = await Promise.all([0, 1, 2, 3].map((replica) => table.get(`PUB#it#${id}#r${replica}`, 'DOC')));
    expect(copies.map((each) => each?.related)).toEqual(Array(4).fill([expect.not.objectContaining({ id: other })]));
  });
});

describe('impressions', () => {
  it('count once each, however often they come, and all of them', async () => {
    const contentId = 'cnt_seen';
    const events = Array.from({ length: 40 }, (_, index) => ({
      id: `event-${index}`,
      detail: {
        id: aKey(),
        contentId,
        variant: index % 2 === 0 ? 'control' : 'b',
        kind: 'IMPRESSION' as const,
        at: '2026-12-01T10:15:00Z',
        placeId: null,
      },
    }));

    await Promise.all([...events, ...events, ...events].map((event) => count(event, store, silent)));

    const counters = (await table.all()).filter((item) => item.pk === metricPk(contentId));
    const sumOf = (variant: string) =>
      counters.filter((item) => item.sk.includes(`#${variant}#`)).reduce((sum, item) => sum + Number(item.count), 0);
    expect([sumOf('control'), sumOf('b')]).toEqual([20, 20]);
    expect(counters.every((item) => item.sk.startsWith('2026-12-01T10#'))).toBe(true);
  });
});
