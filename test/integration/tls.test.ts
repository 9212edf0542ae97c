/** One port that speaks HTTP and WS, HTTPS and WSS. */
import { once } from 'node:events';
import { request as httpsRequest } from 'node:https';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import WebSocket from 'ws';
import { systemClock, systemRandom } from '../../engine/kernel/index.ts';
import type { Server, ServerOptions } from '../../engine/server/index.ts';
import { openCertificate, type Certificate } from '../../engine/tls/index.ts';
import { ask, closeServers, post, QUERY, serve } from './server-under-test.ts';

let certificate: Certificate;

beforeAll(async () => {
  certificate = await openCertificate({ host: '127.0.0.1', clock: systemClock, random: systemRandom });
});

afterEach(closeServers);

const PATIENCE_MS = 300;
const serveBoth = (change: Partial<ServerOptions> = {}): Promise<Server> => serve({ tls: certificate, ...change });
const impatient = { arrival: { headersMs: PATIENCE_MS, requestMs: PATIENCE_MS, everyMs: 50 } };

async function connected(server: Server): Promise<Socket> {
  const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Resolves when the server has let go. */
async function ended(socket: Socket): Promise<void> {
  socket.resume();
  if (!socket.closed) await Promise.race([once(socket, 'close'), once(socket, 'end')]);
  socket.destroy();
}

function securePost(server: Server, ca: string, host = 'localhost'): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const options = { host: '127.0.0.1', servername: host, port: server.port, path: '/graphql', ca, agent: false };
    const request = httpsRequest({ ...options, method: 'POST', headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (body += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.on('error', reject);
    request.end(QUERY);
  });
}

describe('one port', () => {
  it('answers the same over HTTP and HTTPS', async () => {
    const server = await serveBoth();
    const plain = await post(server, QUERY);
    const secure = await securePost(server, certificate.ca);

    expect(secure).toEqual({ status: 200, body: plain.text });
    expect(plain.status).toBe(200);
  });

  it('is refused by a client that does not trust the authority', async () => {
    const other = await openCertificate({ host: '127.0.0.1', clock: systemClock, random: systemRandom });

    await expect(securePost(await serveBoth(), other.ca)).rejects.toThrow(/certificate|self-signed/);
  });

  it.each(['ws', 'wss'])('upgrades %s', async (protocol) => {
    const server = await serveBoth({
      realtime: {
        connect: (_handshake, transport) => ({
          receive: (text) => transport.send(`heard ${text}`),
          closed: () => undefined,
        }),
        close: () => undefined,
      },
    });
    const socket = new WebSocket(`${protocol}://localhost:${server.port}/graphql/realtime`, 'graphql-ws', {
      ca: certificate.ca,
    });
    await once(socket, 'open');
    socket.send('me');
    const [heard] = (await once(socket, 'message')) as [Buffer];
    const closed = once(socket, 'close');
    socket.close();
    await closed;

    expect(heard.toString()).toBe('heard me');
  });

  it('serves several requests of one secure connection, and a body that comes in pieces', async () => {
    const server = await serveBoth();
    const socket = connectTls({ port: server.port, host: '127.0.0.1', servername: 'localhost', ca: certificate.ca });
    await once(socket, 'secureConnect');
    const head = `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${QUERY.length}\r\n\r\n`;
    let heard = '';
    socket.on('data', (part: Buffer) => (heard += part.toString()));
    for (const times of [1, 2]) {
      for (const part of [head.slice(0, 30), head.slice(30), QUERY.slice(0, 5), QUERY.slice(5)]) socket.write(part);
      while (heard.split('{"data":{"ok":true}}').length <= times) await once(socket, 'data');
    }
    socket.destroy();

    expect(heard.match(/200 OK/g)).toHaveLength(2);
  });

  it('takes a plain request whose first byte comes alone', async () => {
    const server = await serveBoth();
    const socket = await connected(server);
    socket.setNoDelay(true);
    socket.write('G');
    socket.write('ET /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    const [heard] = (await once(socket, 'data')) as [Buffer];
    await ended(socket);

    expect(heard.toString()).toMatch(/^HTTP\/1.1 503/);
  });
});

describe('connections that never say what they want', () => {
  it('are dropped when they say nothing', async () => {
    const server = await serveBoth(impatient);
    const began = performance.now();
    await ended(await connected(server));

    expect(performance.now() - began).toBeGreaterThanOrEqual(PATIENCE_MS - 50);
  });

  it('are dropped when they end before their first byte', async () => {
    const server = await serveBoth();
    const socket = await connected(server);
    const gone = ended(socket);
    socket.end();
    await gone;

    expect((await ask(server, '/health')).status).toBe(503);
  });

  it('are dropped when they begin TLS and do not finish', async () => {
    const server = await serveBoth(impatient);
    const socket = await connected(server);
    socket.write(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00]));

    await ended(socket);
  });

  it('are dropped at once when their TLS is broken, and others are served on', async () => {
    const server = await serveBoth();
    const socket = await connected(server);
    socket.write(Buffer.concat([Buffer.from([0x16, 0x03, 0x01, 0x00, 0x10]), Buffer.alloc(64, 0xff)]));
    await ended(socket);

    expect((await securePost(server, certificate.ca)).status).toBe(200);
  });

  it('do not hold up the end', async () => {
    const server = await serveBoth();
    const silent = await connected(server);
    const halfway = await connected(server);
    halfway.write(Buffer.from([0x16, 0x03]));
    // An answered request proves that the server has seen both.
    await securePost(server, certificate.ca);
    const gone = Promise.all([ended(silent), ended(halfway)]);
    const began = performance.now();
    await Promise.all([server.close(), gone]);

    expect(performance.now() - began).toBeLessThan(1500);
  });

  it('leave no timer and no connection behind, a thousand times', async () => {
    const server = await serveBoth();
    for (let round = 0; round < 20; round += 1) {
      const sockets = await Promise.all(Array.from({ length: 50 }, () => connected(server)));
      const gone = Promise.all(sockets.map(ended));
      sockets.forEach((socket, index) => {
        if (index % 2 === 0) socket.resetAndDestroy();
        else socket.end(Buffer.from(index % 3 === 0 ? [0x16] : [0x47]));
      });
      await gone;
    }

    expect((await securePost(server, certificate.ca)).status).toBe(200);
  });
});
