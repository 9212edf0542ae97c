/** Clients that break HTTP, or come slowly, or in numbers. Each leaves the server answering everybody else. */
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Server } from '../../engine/server/index.ts';
import { ask, closeServers, post, QUERY, serve } from './server-under-test.ts';

const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await closeServers();
});

interface Raw {
  readonly socket: Socket;
  /** All that came until the server ended the connection. */
  readonly ended: Promise<string>;
}

async function open(server: Server, bytes = ''): Promise<Raw> {
  const socket = connect(server.port, '127.0.0.1');
  sockets.push(socket);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => socket.on('close', () => resolve(text)));
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  if (bytes !== '') socket.write(bytes);
  return { socket, ended };
}

const request = (body: string, extra = ''): string =>
  `POST /graphql HTTP/1.1\r\nhost: x\r\n${extra}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

const FAST = { arrival: { headersMs: 200, requestMs: 400, everyMs: 50 } };

describe('bytes that are no HTTP request', () => {
  it.each([
    'meow\r\n\r\n',
    '\0\0\0\0',
    'GET / HTTP/9.9\r\n\r\n',
    'POST /graphql HTTP/1.1\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n',
    'POST /graphql HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n',
    'POST /graphql HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
  ])('are answered in the shape of the service: %j', async (bytes) => {
    const server = await serve();
    const text = await (await open(server, bytes)).ended;

    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toContain('x-amzn-errortype: MalformedHttpRequestException');
    expect(text).toMatch(/x-amzn-requestid: [0-9a-f-]{36}/);
    expect(text).toContain('{\n  "errors" : [ {');
    expect((await post(server, QUERY)).status).toBe(200);
  });

  it('are refused with 431 when the headers pass 64 kB', async () => {
    const server = await serve();
    const text = await (await open(server, `GET / HTTP/1.1\r\nx: ${'y'.repeat(70_000)}\r\n\r\n`)).ended;

    expect(text).toMatch(/^HTTP\/1\.1 431 /);
    expect((await post(server, QUERY)).status).toBe(200);
  });
});

describe('clients that come slowly', () => {
  it.each([
    ['that send nothing', ''],
    ['that stop in their headers', 'POST /graphql HTTP/1.1\r\nhost: x\r\n'],
    ['that stop in their body', 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"que'],
  ])('%s are let go', async (_, bytes) => {
    const server = await serve(FAST);
    const text = await (await open(server, bytes)).ended;

    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(text).toContain('x-amzn-errortype: RequestTimeoutException');
  });

  it('a byte at a time does not hold the connection', async () => {
    const server = await serve(FAST);
    const { socket, ended } = await open(server, 'POST /graphql HTTP/1.1\r\n');
    const drip = setInterval(() => socket.write('x: y\r\n'), 50);
    const text = await ended;
    clearInterval(drip);

    expect(text).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('500 idle connections keep nobody from an answer', async () => {
    const server = await serve();
    await Promise.all(Array.from({ length: 500 }, () => open(server, 'POST /graphql HTTP/1.1\r\nhost: x\r\n')));
    const startedAt = performance.now();

    expect((await post(server, QUERY)).status).toBe(200);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

describe('requests on one connection', () => {
  it('may be sent before the answers come, and are answered in order', async () => {
    const server = await serve({
      graphql: async ({ query }) => {
        // The first is the slowest.
        for (let turn = 0; turn < 20 - Number(query); turn += 1) await new Promise((resolve) => setImmediate(resolve));
        return { status: 200, body: { data: query } };
      },
    });
    const bodies = Array.from({ length: 20 }, (_, n) => JSON.stringify({ query: `${n}` }));
    const last = bodies.pop() ?? '';
    const { ended } = await open(
      server,
      bodies.map((body) => request(body)).join('') + request(last, 'connection: close\r\n'),
    );
    const answers = [...(await ended).matchAll(/\{"data":"(\d+)"\}/g)].map(([, n]) => Number(n));

    expect(answers).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  it('cannot be smuggled behind a body that is too large', async () => {
    const server = await serve();
    const body = 'x'.repeat(1024 * 1024 + 1);
    const text = await (await open(server, `${request(body)}${request(QUERY)}`)).ended;

    expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
  });
});

describe('bodies that are not what they seem', () => {
  it('compressed ones are refused and never inflated', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024, 0x20));
    const reply = await post(await serve(), bomb, { 'content-encoding': 'gzip' });

    expect(reply.status).toBe(400);
    expect(reply.text).toContain('Unable to parse GraphQL query.');
  });

  it('bytes that are no UTF-8 are refused', async () => {
    expect((await post(await serve(), Buffer.from('7b2271756572792220ff7d', 'hex'))).status).toBe(400);
  });

  it('100,000 nested arrays as variables are refused', async () => {
    const body = `{"query":"{ ok }","variables":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;

    expect((await post(await serve(), body)).status).toBe(400);
  });
});

describe('answers that are too large', () => {
  it('become an error of the request, with status 200, so that clients do not ask again', async () => {
    const server = await serve({
      graphql: () => Promise.resolve({ status: 200, body: { data: 'x'.repeat(10_000_001) } }),
    });
    const reply = await post(server, QUERY);

    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.text)).toMatchObject({ data: null, errors: [{ errorType: 'ResponseSizeLimitReached' }] });
  });

  it('are sent up to 10,000,000 bytes', async () => {
    const data = 'x'.repeat(9_999_000);
    const server = await serve({ graphql: () => Promise.resolve({ status: 200, body: { data } }) });

    expect((await post(server, QUERY)).text).toHaveLength(data.length + 11);
  });
});

describe('a header of an answer that HTTP does not allow', () => {
  it.each(['identity', 'gzip'])('costs that answer alone, encoded as %s', async (encoding) => {
    let name = 'x-name';
    const server = await serve({
      graphql: (_operation, scope) => {
        scope.responseHeaders.set(name, 'Caffè ✓');
        return Promise.resolve({ status: 200, body: { data: 'x'.repeat(2_000) } });
      },
    });
    expect((await post(server, QUERY, { 'accept-encoding': encoding })).status).toBe(500);
    name = 'bad name';
    expect((await post(server, QUERY, { 'accept-encoding': encoding })).status).toBe(500);
    expect((await ask(server, '/health')).status).toBe(503);
  });
});

describe('offers to upgrade', () => {
  it('to anything but a WebSocket are passed over, as curl --http2 and Java expect', async () => {
    const server = await serve();
    const offer = {
      connection: 'Upgrade, HTTP2-Settings',
      upgrade: 'h2c',
      'http2-settings': 'AAMAAABkAAQAoAAAAAIAAAAA',
    };

    expect((await post(server, QUERY, offer)).text).toContain('"ok":true');
    expect((await ask(server, '/health', { headers: offer })).text).toBe('{"status":"starting"}');
  });

  it('on a path that has no sockets end at once, though the peer keeps its side open', async () => {
    const server = await serve();
    const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
    sockets.push(socket);
    const lines = [
      'GET /nothing HTTP/1.1',
      'host: x',
      'connection: Upgrade',
      'upgrade: websocket',
      'sec-websocket-version: 13',
    ];
    socket.write(`${lines.join('\r\n')}\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];

    expect(answer.toString()).toMatch(/^HTTP\/1\.1 404 /);
    // Would never resolve if the server still held the socket.
    await server.close();
  });
});

describe('other methods', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'TRACE'])('%s is refused with 405', async (method) => {
    expect((await ask(await serve(), '/graphql', { method })).status).toBe(405);
  });
});
