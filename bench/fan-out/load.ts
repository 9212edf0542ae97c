/** The subscribers and the publisher, in a process of their own. Prints one JSON line. */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { post } from '../http-client.ts';
import { openFrameSocket, type FrameSocket } from './frame-reader.ts';
import { MUTATION, SUBSCRIPTION, type LoadOrder, type LoadResult } from './world.ts';

const order = JSON.parse(process.argv[2] ?? '') as LoadOrder;
const url = `http://127.0.0.1:${order.port}/graphql`;
const PACE_MS = 100;
const IN_FLIGHT = 4;
const CONNECTING_AT_ONCE = 25;
const WARM_UP_MS = 1_500;
const TICK_MICROS = 10_000;
const PAGE_BYTES = 4_096;
const perTopic = order.subscribers / order.topics;

let events = 0;
let bytes = 0;
let isEnding = false;
let wanted = Infinity;
let wake: () => void = () => undefined;

const counters = {
  onEvent() {
    events += 1;
    if (events >= wanted) wake();
  },
  onShort: () => undefined,
  onBytes: (count: number) => void (bytes += count),
  onEnd() {
    if (!isEnding) throw new Error('a subscriber was cut off');
  },
};

/** Resolves at the `count`-th event since the process began. */
function untilEvents(count: number): Promise<void> {
  if (events >= count) return Promise.resolve();
  return new Promise((resolve) => {
    wanted = count;
    wake = () => {
      wanted = Infinity;
      resolve();
    };
  });
}

const topicOf = (index: number): string => `topic-${index % order.topics}`;

async function subscribe(index: number): Promise<FrameSocket> {
  const request = { query: SUBSCRIPTION, variables: { topic: topicOf(index) } };
  if (order.dialect === 'appsync') {
    const authorization = { host: 'localhost', 'x-api-key': order.apiKey };
    const encoded = Buffer.from(JSON.stringify(authorization)).toString('base64url');
    const socket = await openFrameSocket(order.port, `graphql-ws, header-${encoded}`, counters);
    socket.send('{"type":"connection_init"}');
    const payload = { data: JSON.stringify(request), extensions: { authorization } };
    socket.send(JSON.stringify({ id: `id-${index}`, type: 'start', payload }));
    return socket;
  }
  let acknowledge: () => void = () => undefined;
  // This protocol has no acknowledgement of a subscription, and refuses one that comes before the connection's.
  const acknowledged = new Promise<void>((resolve) => (acknowledge = resolve));
  const socket = await openFrameSocket(order.port, 'graphql-transport-ws', { ...counters, onShort: acknowledge });
  socket.send('{"type":"connection_init","payload":{}}');
  await acknowledged;
  socket.send(JSON.stringify({ id: `id-${index}`, type: 'subscribe', payload: request }));
  return socket;
}

let sequence = 0;
function publish(): Promise<string> {
  sequence += 1;
  const body = JSON.stringify({ query: MUTATION, variables: { topic: topicOf(sequence), sequence } });
  return post(url, { 'content-type': 'application/json', 'x-api-key': order.apiKey }, body);
}

async function connectAll(): Promise<readonly FrameSocket[]> {
  const sockets: FrameSocket[] = [];
  for (let at = 0; at < order.subscribers; at += CONNECTING_AT_ONCE) {
    const count = Math.min(CONNECTING_AT_ONCE, order.subscribers - at);
    sockets.push(...(await Promise.all(Array.from({ length: count }, (_, index) => subscribe(at + index)))));
  }
  return sockets;
}

/** Publishes until one event reaches all that it must reach. */
async function untilSubscribed(): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    await delay(250);
    const before = events;
    const topics = Math.min(order.topics, 20);
    for (let each = 0; each < topics; each += 1) await publish();
    await delay(250);
    if (events - before === topics * perTopic) return;
  }
  throw new Error(`only ${events} events arrived`);
}

async function paced(seconds: number): Promise<readonly number[]> {
  const latencies: number[] = [];
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    const sent = performance.now();
    const arrived = untilEvents(events + perTopic);
    await Promise.all([publish(), arrived.then(() => latencies.push(performance.now() - sent))]);
    await delay(Math.max(0, PACE_MS - (performance.now() - sent)));
  }
  return latencies.sort((a, b) => a - b);
}

/** `IN_FLIGHT` events at a time: the next is published when the oldest has reached everybody. */
async function sustained(ms: number): Promise<number> {
  const start = performance.now();
  const before = events;
  let published = 0;
  while (performance.now() - start < ms) {
    void publish();
    published += 1;
    await untilEvents(before + (published - IN_FLIGHT + 1) * perTopic);
  }
  await untilEvents(before + published * perTopic);
  return (events - before) / ((performance.now() - start) / 1_000);
}

function serverRss(): number | null {
  try {
    return Number(readFileSync(`/proc/${order.serverPid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
  } catch {
    return null;
  }
}

function serverCpuMicros(): number | null {
  try {
    const fields = readFileSync(`/proc/${order.serverPid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_MICROS;
  } catch {
    return null;
  }
}

const IDLE = { lastP50Ms: null, lastP99Ms: null, deliveriesPerSecond: null, bytesPerDelivery: null, cpuMicros: null };

async function measure(): Promise<Omit<LoadResult, 'bytesPerSocket'>> {
  await sustained(WARM_UP_MS);
  const latencies = await paced(order.pacedSeconds);
  const at = (share: number): number => latencies[Math.floor((latencies.length - 1) * share)] ?? 0;
  const [cpuBefore, eventsBefore, bytesBefore] = [serverCpuMicros(), events, bytes];
  const deliveriesPerSecond = await sustained(order.sustainedSeconds * 1_000);
  const cpuAfter = serverCpuMicros();
  const counted = events - eventsBefore;
  return {
    lastP50Ms: at(0.5),
    lastP99Ms: at(0.99),
    deliveriesPerSecond,
    bytesPerDelivery: (bytes - bytesBefore) / counted,
    cpuMicros: cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / counted,
  };
}

const rssBefore = serverRss();
const sockets = await connectAll();
await untilSubscribed();
const rssAfter = serverRss();
const figures = order.sustainedSeconds > 0 ? await measure() : IDLE;
const result: LoadResult = {
  ...figures,
  bytesPerSocket: rssBefore === null || rssAfter === null ? null : (rssAfter - rssBefore) / order.subscribers,
};
console.log(JSON.stringify(result));
isEnding = true;
for (const socket of sockets) socket.end();
process.exit(0);
