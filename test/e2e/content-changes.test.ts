/** From an editor's decision to the sockets of those whom it concerns, and of nobody else. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { contentEditor, type ContentEditor } from '../support/content-editor.ts';
import { runningGateway, type Gateway } from '../support/gateway.ts';
import { connectRealtime, startMessage, type Message, type RealtimeClient } from '../support/realtime.ts';

const ON_CHANGE = `subscription O($type: ContentType, $locale: Locale, $placeId: ID) {
  onContentChange(type: $type, locale: $locale, placeId: $placeId) {
    contentId status title minTierRank isPublic placeId locale version
  }
}`;

interface Change {
  readonly contentId: string;
  readonly status: string;
  readonly [field: string]: unknown;
}

let gateway: Gateway;
let editor: ContentEditor;
let clients: RealtimeClient[] = [];
beforeAll(async () => {
  gateway = await runningGateway();
  editor = contentEditor(gateway);
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  clients = [];
});

const authorization = (as: string | null): object => {
  const { host } = new URL(gateway.outputs.data.url);
  return as === null
    ? { host, 'x-api-key': gateway.outputs.data.api_key }
    : { host, Authorization: gateway.persona(as).token };
};
async function listen(as: string | null, variables: object): Promise<RealtimeClient> {
  const client = await connectRealtime(gateway.outputs.custom.realtimeUrl, authorization(as));
  clients.push(client);
  client.send({ type: 'connection_init' });
  await client.next((message) => message.type === 'connection_ack');
  client.send(startMessage('one', ON_CHANGE, variables, authorization(as)));
  await client.next((message) => message.type === 'start_ack');
  return client;
}

const isData = ({ type }: Message): boolean => type === 'data';
async function hears(client: RealtimeClient): Promise<Change> {
  const { payload } = await client.next(isData);
  return (payload?.data as { readonly onContentChange: Change }).onContentChange;
}
/** Whatever came before the answer to a stop would have come before it: messages of a socket keep their order. */
async function isSilent(client: RealtimeClient): Promise<boolean> {
  client.send({ type: 'stop', id: 'one' });
  const next = await client.next(({ type }) => type === 'data' || type === 'complete');
  return next.type === 'complete';
}
const aPlace = (): string => `plc_${randomUUID()}`;

describe('Subscription.onContentChange', () => {
  it('tells a reader without an account of what is published and taken back', async () => {
    const client = await listen(null, { type: 'GUIDE', locale: 'it' });
    const id = await editor.publishNew();
    const change = { contentId: id, minTierRank: 0, isPublic: true, placeId: null, locale: 'it', version: 1 };

    expect(await hears(client)).toEqual({ ...change, status: 'PUBLISHED', title: 'Prova' });
    await editor.move(id, 1, 'UNPUBLISHED');
    expect(await hears(client)).toEqual({ ...change, status: 'UNPUBLISHED', title: null });
  });

  it('tells within a second, by place and by language, and not those who asked for another', async () => {
    const placeId = aPlace();
    const [here, inEnglish, elsewhere] = await Promise.all([
      listen(null, { placeId, locale: 'it' }),
      listen('giulia', { placeId, locale: 'en' }),
      listen('giulia', { placeId: aPlace() }),
    ]);
    const translations = [
      { locale: 'it', title: 'Qui' },
      { locale: 'en', title: 'Here' },
    ];
    const { content } = await editor.save({ placeIds: [placeId], translations });
    const contentId = content?.id ?? '';
    await editor.move(contentId, 1, 'IN_REVIEW');
    await editor.move(contentId, 1, 'PUBLISHED');
    const publishedAt = Date.now();
    const heard = await Promise.all([hears(here), hears(inEnglish)]);
    const tookMs = Date.now() - publishedAt;

    expect(heard).toMatchObject([
      { contentId, placeId, locale: 'it', title: 'Qui' },
      { contentId, placeId, locale: 'en', title: 'Here' },
    ]);
    expect(tookMs).toBeLessThan(1000);
    expect(await Promise.all([here, inEnglish, elsewhere].map(isSilent))).toEqual([true, true, true]);
  });

  it('tells members at a place of what may be read there alone, without its title', async () => {
    const placeId = aPlace();
    const marco = await listen('marco', { placeId, locale: 'it' });
    const contentId = await editor.publishNew({ targeting: { placeIds: [placeId] } });

    expect(await hears(marco)).toMatchObject({ contentId, placeId, status: 'PUBLISHED', title: null, isPublic: false });
  });

  it('tells of an item for a level those who have it, and nobody else', async () => {
    const giulia = await listen('giulia', { type: 'EVENT', locale: 'it' });
    const marco = await listen('marco', { type: 'EVENT', locale: 'it' });
    const forSeta = await editor.publishNew({ type: 'EVENT', targeting: { minTierRank: 2 } });
    const forAll = await editor.publishNew({ type: 'EVENT' });

    expect(await hears(giulia)).toMatchObject({ contentId: forSeta, minTierRank: 2 });
    expect(await hears(marco)).toMatchObject({ contentId: forAll });
  });

  it('tells nobody without an account of what is for some readers, or not to be seen yet', async () => {
    const placeId = aPlace();
    const narrow = [
      { targeting: { segments: ['vip'] } },
      { targeting: { daysOfWeek: [1, 2, 3, 4, 5, 6, 7] } },
      { targeting: { hourFrom: 0, hourTo: 24 } },
      { targeting: { placeIds: [placeId] } },
      { visibleFrom: '2033-01-01T00:00:00Z' },
    ];
    const anybody = await listen(null, { placeId, locale: 'it' });
    const marco = await listen('marco', { placeId, locale: 'it' });
    for (const each of narrow) await editor.publishNew({ placeIds: [placeId], ...each });
    const open = await editor.publishNew({ placeIds: [placeId] });

    expect(await hears(anybody)).toMatchObject({ contentId: open });
    const ofMarco: Change[] = [];
    for (let count = 0; count < 5; count += 1) ofMarco.push(await hears(marco));
    expect(ofMarco.map(({ title }) => title)).toEqual([null, null, null, null, 'Prova']);
  });

  it('tells those who lose an item that it is gone: when it moves, and when its level rises', async () => {
    const [from, to] = [aPlace(), aPlace()];
    const left = await listen(null, { placeId: from, locale: 'it' });
    const reached = await listen(null, { placeId: to, locale: 'it' });
    const id = await editor.publishNew({ placeIds: [from] });
    await editor.save({ id, expectedHead: 1, placeIds: [to] });
    await editor.move(id, 2, 'PUBLISHED');
    await editor.save({ id, expectedHead: 2, placeIds: [to], targeting: { minTierRank: 3 } });
    await editor.move(id, 3, 'PUBLISHED');
    const told = async (client: RealtimeClient) => {
      const changes = [await hears(client), await hears(client)];
      return changes.map(({ status, version }) => `${status} ${String(version)}`);
    };

    expect(await told(left)).toEqual(['PUBLISHED 1', 'UNPUBLISHED 1']);
    expect(await told(reached)).toEqual(['PUBLISHED 2', 'UNPUBLISHED 2']);
  });
});
