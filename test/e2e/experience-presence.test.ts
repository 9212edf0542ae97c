/** From a member's reports to the staff's sockets: position, visit, stream, publisher, subscription. */
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { runningGateway, type Gateway } from '../support/gateway.ts';
import { connectRealtime, startMessage, type Message, type RealtimeClient } from '../support/realtime.ts';

const ON_PRESENCE = `subscription P($placeId: ID) {
  onPlacePresence(placeId: $placeId) { placeId type insideNow occurredAt }
}`;
const SAVE = 'mutation S($input: SavePlaceInput!) { savePlace(input: $input) { place { id } userErrors { code } } }';
const REPORT = `mutation R($input: ReportPositionInput!) {
  reportPosition(input: $input) { events { type occurredAt } userErrors { code } }
}`;

interface Reported {
  readonly reportPosition: {
    readonly events: readonly { readonly type: string; readonly occurredAt: string }[];
    readonly userErrors: readonly { readonly code: string }[];
  };
}

let gateway: Gateway;
let clients: RealtimeClient[] = [];
beforeAll(async () => {
  gateway = await runningGateway();
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  clients = [];
});

async function connect(name: string): Promise<{ readonly client: RealtimeClient; readonly authorization: object }> {
  const { host } = new URL(gateway.outputs.data.url);
  const authorization = { host, Authorization: gateway.persona(name).token };
  const client = await connectRealtime(gateway.outputs.custom.realtimeUrl, authorization);
  clients.push(client);
  client.send({ type: 'connection_init' });
  await client.next((message) => message.type === 'connection_ack');
  return { client, authorization };
}

async function subscribed(name: string, variables: object): Promise<RealtimeClient> {
  const { client, authorization } = await connect(name);
  client.send(startMessage('presence', ON_PRESENCE, variables, authorization));
  await client.next((message) => message.type === 'start_ack');
  return client;
}

/** A place of this test alone, where nobody else reports. */
async function aPlace(): Promise<{ readonly id: string; readonly center: { lat: number; lng: number } }> {
  const center = { lat: -40 - randomInt(1000) / 100, lng: -randomInt(1000) / 10 };
  const input = { idempotencyKey: randomUUID(), name: 'Lontano', kind: 'STORE', center, radiusM: 90 };
  const { data } = await gateway.query<{ savePlace: { place: { id: string } } }>('redazione', SAVE, { input });
  return { id: data.savePlace.place.id, center };
}

/** The gateway takes one report a second of a member: a refused one is sent again. */
async function report(at: object, sampledAt: string): Promise<Reported['reportPosition']> {
  for (let attempt = 0; ; attempt += 1) {
    const input = { idempotencyKey: randomUUID(), at, accuracyM: 10, sampledAt };
    const { data } = await gateway.query<Reported>('sofia', REPORT, { input });
    const isTooSoon = data.reportPosition.userErrors.some(({ code }) => code === 'RATE_LIMITED');
    if (!isTooSoon || attempt === 20) return data.reportPosition;
    await setTimeout(100);
  }
}

const isData = ({ type }: Message): boolean => type === 'data';

describe('Subscription.onPlacePresence', () => {
  it('tells staff who watch the place that somebody came and stayed, within a second, and not who', async () => {
    const place = await aPlace();
    const elsewhere = await subscribed('assistenza', { placeId: 'plc_elsewhere' });
    const here = await subscribed('assistenza', { placeId: place.id });
    const anywhere = await subscribed('analista', {});
    const sampledAt = [250, 230, 10].map((seconds) => new Date(Date.now() - seconds * 1000).toISOString());
    const answers: Reported['reportPosition'][] = [];
    for (const each of sampledAt) answers.push(await report(place.center, each));
    const toldAt = Date.now();
    const heard = [await here.next(isData), await here.next(isData)];
    const tookMs = Date.now() - toldAt;
    const events = answers.flatMap((each) => each.events);

    expect(answers.flatMap((each) => each.userErrors)).toEqual([]);
    expect(events.map(({ type }) => type)).toEqual(['ENTERED', 'DWELLED']);
    // The member is told when the arrival was sure; the visit, and so the staff, that it began with the first fix.
    expect(heard.map(({ payload }) => payload?.data)).toEqual([
      { onPlacePresence: { placeId: place.id, type: 'ENTERED', insideNow: 1, occurredAt: sampledAt[0] } },
      { onPlacePresence: { placeId: place.id, type: 'DWELLED', insideNow: 1, occurredAt: sampledAt[2] } },
    ]);
    expect((await anywhere.next(isData)).payload?.data).toEqual(heard[0]?.payload?.data);
    expect(tookMs).toBeLessThan(1000);
    await expect(silence(elsewhere)).resolves.toBe(true);
  });

  it.each(['giulia', 'redazione'])('refuses %s, who is not of the staff that may watch', async (name) => {
    const { client, authorization } = await connect(name);
    client.send(startMessage('presence', ON_PRESENCE, {}, authorization));
    const { payload } = await client.next((message) => message.type === 'error' && message.id === 'presence');

    expect(payload?.errors?.[0]?.errorType).toBe('Unauthorized');
  });
});

/** Whatever came before the answer to a stop would have come before it: messages of a socket keep their order. */
async function silence(client: RealtimeClient): Promise<boolean> {
  client.send({ type: 'stop', id: 'presence' });
  const next = await client.next(({ type }) => type === 'data' || type === 'complete');
  return next.type === 'complete';
}
