import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { destroyPeers, frame, RawPeer } from './realtime-raw-peer.ts';
import { closeAll, HEADER, open, serve, start, type Client, type Engine } from './realtime-under-test.ts';

afterEach(() => {
  destroyPeers();
  return closeAll();
});

const ACK = { type: 'connection_ack', payload: { connectionTimeoutMs: 300000 } };
const NOTHING_LEFT = { connections: 0, subscriptions: 0, groups: 0, keptAlive: 0 };

async function listener(engine: Engine): Promise<Client> {
  const client = await open(engine);
  client.send(start('listener'));
  await client.next();
  return client;
}

/** The one promise of every case here: others go on receiving. */
async function stillReceives(engine: Engine, client: Client, id: string): Promise<void> {
  engine.realtime.publish({ mutationField: 'publishChange', payload: { id } });

  expect(await client.next()).toMatchObject({ id: 'listener', payload: { data: { onChange: { id } } } });
}

describe('handshakes that are odd or wrong (3.1)', () => {
  const long = Buffer.from(JSON.stringify({ ...HEADER, note: '>>>???~~~' }));
  const [base64, base64url] = [long.toString('base64'), long.toString('base64url')];
  it.each([
    ['plain base64 with / and = in the subprotocol', `graphql-ws, header-${base64}`, '/graphql'],
    ['base64url with padding', `graphql-ws, header-${base64url}==`, '/graphql'],
    ['the reversed order', `header-${base64url}, graphql-ws`, '/graphql/realtime'],
    ['an entry that comes twice', `graphql-ws, header-${base64url}, graphql-ws`, '/graphql/realtime'],
    ['bare base64 in the query', 'graphql-ws', `/graphql?header=${base64}&payload=e30=`],
    ['base64url in the query, among others', 'graphql-ws', `/graphql?x-app=1&header=${base64url}&payload=e30=&y`],
  ])('accepts %s', async (_what, protocols, path) => {
    const peer = await RawPeer.open(await serve(), protocols, path);
    expect(peer.head).toMatch(/^HTTP\/1.1 101 /);
    expect(peer.head.toLowerCase()).toMatch(/sec-websocket-protocol: graphql-ws(\r\n|$)/);
    peer.send({ type: 'connection_init' });

    expect(await peer.untilMessages(2)).toEqual([ACK, { type: 'ka' }]);
  });

  it.each(['header-!!!', 'header-', `header-${base64.slice(0, 20)}`, 'header-bnVsbA'])(
    'answers %s with a bad request on the socket, not by an HTTP status',
    async (entry) => {
      const peer = await RawPeer.open(await serve(), `graphql-ws, ${entry}`);
      expect(peer.head).toMatch(/^HTTP\/1.1 101 /);
      peer.send({ type: 'connection_init' });
      await peer.untilMessages(1);
      peer.socket.end();
      await peer.ended;

      expect(peer.messages).toMatchObject([
        { type: 'connection_error', payload: { errors: [{ errorType: 'BadRequestException', errorCode: 400 }] } },
      ]);
      expect(peer.closeCode).toBe(1008);
    },
  );
});

describe('frames that break RFC 6455', () => {
  const unmasked = Buffer.from([0x81, 0x02, 0x7b, 0x7d]);
  const announced = Buffer.from([0x81, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  it.each([
    ['no mask', unmasked, 1002],
    ['a reserved opcode', frame(0x83, 'x'), 1002],
    ['a reserved bit', frame(0xc1, 'x'), 1002],
    ['a continuation of nothing', frame(0x80, 'x'), 1002],
    ['a ping in fragments', frame(0x09, 'x'), 1002],
    ['text that is not UTF-8', frame(0x81, Buffer.from([0xc3, 0x28])), 1007],
    ['a length of a terabyte', announced, 1009],
  ])('%s ends that connection with its code and no other', async (_what, bytes, code) => {
    const engine = await serve();
    const other = await listener(engine);
    const peer = await RawPeer.open(engine);
    peer.send(start('1'));
    await peer.untilMessages(1);
    peer.socket.write(bytes);
    await peer.untilMessages(2);
    peer.socket.end();
    await peer.ended;

    expect(peer.closeCode).toBe(code);
    expect(engine.realtime.stats()).toMatchObject({ connections: 1, subscriptions: 1 });
    await stillReceives(engine, other, 'after');
  });

  it.each([
    ['binary frames', frame(0x82, Buffer.from([0, 1, 2]))],
    ['empty text', frame(0x81, '')],
    ['a type that nobody knows', frame(0x81, '{"type":"dance"}')],
    ['JSON nested without an end', frame(0x81, '['.repeat(60_000))],
  ])('%s are ignored', async (_what, bytes) => {
    const engine = await serve();
    const peer = await RawPeer.open(engine);
    peer.socket.write(bytes);
    peer.send({ type: 'connection_init' });

    expect(await peer.untilMessages(2)).toEqual([ACK, { type: 'ka' }]);
  });
});

describe('peers that vanish', () => {
  it('drops one that answers no ping, and keeps those that do', async () => {
    const engine = await serve({ keepAliveMs: 100 });
    const other = await listener(engine);
    const silent = await RawPeer.open(engine);
    silent.send(start('1'));
    await silent.ended;

    expect(engine.realtime.stats()).toMatchObject({ connections: 1, subscriptions: 1 });
    while (JSON.stringify(await other.next()) !== '{"type":"ka"}');
    expect(other.socket.readyState).toBe(other.socket.OPEN);
  });

  it('forgets one that half-closes, in the middle of an upgrade or of a message', async () => {
    const engine = await serve();
    const other = await listener(engine);
    const halfUpgrade = await RawPeer.open(engine);
    halfUpgrade.socket.end();
    const halfMessage = await RawPeer.open(engine);
    halfMessage.socket.end(frame(0x81, JSON.stringify(start('1'))).subarray(0, 40));
    await Promise.all([halfUpgrade.ended, halfMessage.ended]);

    expect(engine.realtime.stats()).toMatchObject({ connections: 1, subscriptions: 1 });
    await stillReceives(engine, other, 'after');
  });

  it('closes one that does not read, while another gets every event in order', async () => {
    const engine = await serve({ bufferedBytes: 512 * 1024 });
    const other = await listener(engine);
    const slow = await RawPeer.open(engine);
    slow.send(start('1'));
    await slow.untilMessages(1);
    slow.socket.pause();
    const text = 'x'.repeat(100_000);
    let id = 0;
    while (engine.realtime.stats().connections > 1 && id < 500) {
      engine.realtime.publish({ mutationField: 'publishChange', payload: { id, text } });
      expect(await other.next()).toMatchObject({ payload: { data: { onChange: { id } } } });
      id += 1;
    }

    expect(engine.realtime.stats()).toMatchObject({ connections: 1, subscriptions: 1 });
    slow.socket.destroy();
  });
});

describe('1,000 connections that come and go under load', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');

  /** After the connections' own last turns. */
  async function settledHeap(): Promise<number> {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    collect();
    return process.memoryUsage().heapUsed;
  }

  async function comeAndGo(engine: Engine, round: number): Promise<void> {
    const peer = await RawPeer.open(engine);
    peer.send({ type: 'connection_init' });
    peer.send(start('1'));
    await peer.untilMessages(3);
    if (round % 3 === 0) peer.socket.resetAndDestroy();
    else if (round % 3 === 1) peer.socket.end();
    else peer.socket.write(frame(0x88, Buffer.from([0x03, 0xe8])));
    await peer.ended;
  }

  it('leave neither memory nor handles behind, and the others miss nothing', async () => {
    const engine = await serve();
    const other = await listener(engine);
    const got: unknown[] = [];
    other.socket.on('message', (data: Buffer) => got.push(JSON.parse(data.toString())));
    let published = 0;
    const publisher = setInterval(() => {
      published += 1;
      engine.realtime.publish({ mutationField: 'publishChange', payload: { id: published } });
    }, 2);
    const cycles = async (count: number): Promise<void> => {
      for (let round = 0; round < count; round += 20)
        await Promise.all(Array.from({ length: 20 }, (_, at) => comeAndGo(engine, round + at)));
    };
    await cycles(200);
    const [heap, handles] = [await settledHeap(), process.getActiveResourcesInfo().length];
    await cycles(1_000);
    const [heapAfter, handlesAfter] = [await settledHeap(), process.getActiveResourcesInfo().length];
    clearInterval(publisher);
    while (got.length < published) await once(other.socket, 'message');

    expect(engine.realtime.stats()).toMatchObject({ connections: 1, subscriptions: 1, keptAlive: 1 });
    expect(
      got.map((message) => (message as { payload: { data: { onChange: { id: number } } } }).payload.data.onChange.id),
    ).toEqual(Array.from({ length: published }, (_, at) => at + 1));
    // A connection that stayed would be 20 kB each: 20 MB. What the listener got is kept by this test.
    expect(heapAfter - heap).toBeLessThan(6_000_000);
    expect(handlesAfter).toBeLessThanOrEqual(handles + 5);
  });

  it('end with the engine', async () => {
    const engine = await serve();
    const peers = await Promise.all(Array.from({ length: 50 }, () => RawPeer.open(engine)));
    await engine.server.close();
    await Promise.all(peers.map(({ ended }) => ended));

    expect(engine.realtime.stats()).toEqual(NOTHING_LEFT);
  });
});
