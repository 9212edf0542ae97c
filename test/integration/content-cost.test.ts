/** What editing, publishing and projecting cost: the calls that are made, and the write units of each transaction (domain 3.2, W7 to W9). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Log } from '../../resolvers/shared/lambda/log.ts';
import type { StreamImage } from '../../resolvers/shared/lambda/stream-batch.ts';
import { run } from '../../resolvers/content/stream/contentScheduler.ts';
import { project } from '../../resolvers/content/stream/projectContent.ts';
import { marshalMembers } from '../../demo/marshal.ts';
import { aContentTable, type ContentTable } from '../support/content-table.ts';
import { meteredCalls, type Meter } from '../support/metered-calls.ts';
import { anEditor, codesOf, type Editor } from './content-given.ts';

const silent: Log = { info: () => undefined, error: () => undefined };

let table: ContentTable;
let editor: Editor;
let meter: Meter;
beforeAll(async () => {
  table = await aContentTable();
  editor = anEditor(table.store);
  meter = meteredCalls(table.store.client);
}, 60_000);
afterAll(() => table.stop());
beforeEach(() => meter.reset());

/** Sorted, because reads that do not need each other are sent at the same time. */
const calls = (): readonly string[] => [...meter.calls()].sort();
/** A transaction is billed twice for each item; those here are of less than 1 kB. */
const writeUnits = (): readonly number[] => meter.transactions().map((items) => 2 * items);

async function aReviewed(input: Parameters<Editor['save']>[0] = {}): Promise<string> {
  const id = (await editor.save(input)).content?.id ?? '';
  await editor.to(id, 1, 'IN_REVIEW');
  meter.reset();
  return id;
}

describe('Mutation.saveContent (W7)', () => {
  it('reads head and slug of a new item, and writes 10 units', async () => {
    await editor.save();

    expect(calls()).toEqual(['GetItem', 'GetItem', 'TransactWriteItems']);
    expect(writeUnits()).toEqual([10]);
  });

  it('reads the newest version too of an item that is there, and writes 8 units', async () => {
    const id = (await editor.save({ slug: 'costo-due' })).content?.id ?? '';
    meter.reset();
    await editor.save({ id, expectedHead: 1, slug: 'costo-due' });

    expect(calls()).toEqual(['GetItem', 'GetItem', 'Query', 'TransactWriteItems']);
    expect(writeUnits()).toEqual([8]);
  });

  it('reads what readers see too when that is an older version, and goes on showing it without a write', async () => {
    const id = await editor.publishNew({ slug: 'costo-tre' });
    await editor.save({ id, expectedHead: 1, slug: 'costo-tre' });
    meter.reset();
    await editor.save({ id, expectedHead: 2, slug: 'costo-tre' });

    expect(calls()).toEqual(['GetItem', 'GetItem', 'Query', 'Query', 'TransactWriteItems']);
    expect(writeUnits()).toEqual([8]);
  });
});

describe('Mutation.restoreContent (W7)', () => {
  it('reads the old version and its slug besides, and writes 8 units', async () => {
    const id = (await editor.save({ slug: 'costo-ritorno' })).content?.id ?? '';
    await editor.save({ id, expectedHead: 1, slug: 'costo-ritorno' });
    meter.reset();
    expect(codesOf(await editor.restore(id, 2, 1))).toEqual([]);

    expect(calls()).toEqual(['GetItem', 'GetItem', 'Query', 'Query', 'TransactWriteItems']);
    expect(writeUnits()).toEqual([8]);
  });
});

describe('Mutation.transitionContent (W8)', () => {
  it('reads head and version, and writes head and key alone while nothing is shown', async () => {
    const id = (await editor.save()).content?.id ?? '';
    meter.reset();
    await editor.to(id, 1, 'IN_REVIEW');

    expect(calls()).toEqual(['GetItem', 'Query', 'TransactWriteItems']);
    expect(writeUnits()).toEqual([4]);
  });

  it.each([
    ['nothing else', {}, [], 24],
    ['four tags', { tags: ['a', 'b', 'c', 'd'] }, [], 40],
    [
      'four tags and five related cards',
      { tags: ['a', 'b', 'c', 'd'], relatedIds: ['cnt_1', 'cnt_2', 'cnt_3', 'cnt_4', 'cnt_5'] },
      ['BatchGetItem', 'BatchGetItem'],
      50,
    ],
  ])('publishes an item with %s in one transaction, of 20 to 60 units', async (_name, input, more, units) => {
    const id = await aReviewed(input);
    await editor.to(id, 1, 'PUBLISHED');

    expect(calls()).toEqual([...more, 'GetItem', 'Query', 'TransactWriteItems']);
    expect(writeUnits()).toEqual([units]);
  });

  it('takes an item back in one transaction', async () => {
    const id = await editor.publishNew();
    meter.reset();
    await editor.to(id, 1, 'UNPUBLISHED');

    expect(calls()).toEqual(['GetItem', 'Query', 'TransactWriteItems']);
    expect(writeUnits()).toEqual([24]);
  });
});

describe('the clock (W9)', () => {
  const later = (ms: number): string => new Date(Date.now() + ms).toISOString();
  const at = (ms: number) => ({ ...table.store, clock: { ...table.store.clock, now: () => Date.now() + ms } });

  it('makes one Query of half a unit when nothing is due', async () => {
    await run({ store: table.store, log: silent });

    expect(calls()).toEqual(['Query']);
    expect(meter.readUnits()).toBeLessThanOrEqual(0.5);
  });

  it('makes two reads and a transaction for each item that is due', async () => {
    for (let count = 0; count < 2; count += 1) {
      const id = await aReviewed();
      await editor.to(id, 1, 'SCHEDULED', { at: later(60_000) });
    }
    meter.reset();
    expect(await run({ store: at(120_000), log: silent })).toEqual({ changed: 2, failed: 0 });

    expect(calls()).toEqual([
      'GetItem',
      'GetItem',
      'Query',
      'Query',
      'Query',
      'TransactWriteItems',
      'TransactWriteItems',
    ]);
    expect(writeUnits()).toEqual([22, 22]);
  });
});

describe('the stream behind a published card', () => {
  it.each([
    ['a card of its own', {}, ['BatchGetItem', 'GetItem', 'GetItem', 'Query', 'Query', 'TransactWriteItems']],
    [
      'a card of one place',
      { placeIds: ['plc_costo'] },
      [
        'BatchGetItem',
        'BatchGetItem',
        'BatchGetItem',
        'GetItem',
        'GetItem',
        'GetItem',
        'PutItem',
        'PutItem',
        'Query',
        'Query',
        'Query',
        'TransactWriteItems',
      ],
    ],
    [
      'a card that embeds what has not changed',
      { relatedIds: ['cnt_none'] },
      ['BatchGetItem', 'BatchGetItem', 'GetItem', 'GetItem', 'Query', 'Query', 'TransactWriteItems'],
    ],
  ])('brings pages up to date for %s', async (_name, input, expected) => {
    const id = await editor.publishNew(input);
    const card = await table.get(`PUB#it#${id}#r0`, 'CARD');
    const record = { Keys: { sk: { S: 'CARD' } }, NewImage: marshalMembers(card ?? {}) as StreamImage };
    meter.reset();
    await project({ Records: [{ dynamodb: record }] }, { store: table.store, log: silent });

    expect(calls()).toEqual(expected);
  });
});
