/** The HTTP data source against a server of its own. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { sendHttp } from '../../engine/data-sources/http-client.ts';
import type { HttpAnswer } from '../../engine/data-sources/index.ts';

let server: Server | undefined;

async function serving(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const get = (url: string, timeoutMs = 10_000): Promise<HttpAnswer> =>
  sendHttp({ method: 'GET', url, headers: {}, body: undefined }, timeoutMs);

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  if (server?.listening === true) await once(server, 'close');
  server = undefined;
});

describe('the client of HTTP data sources', () => {
  it('keeps header names as the server wrote them, and joins those that come twice', async () => {
    const url = await serving((_request, response) => {
      response.writeHead(200, [
        ['x-amzn-ErrorType', 'None'],
        ['X-Twice', 'a'],
        ['x-twice', 'b'],
      ]);
      response.end('ü');
    });
    const { statusCode, headers, body } = await get(url);
    expect([statusCode, body]).toEqual([200, 'ü']);
    expect(headers).toMatchObject({ 'x-amzn-ErrorType': 'None', 'X-Twice': 'a,b' });
  });

  it('sends method, headers and body, and no headers of its own but host and length', async () => {
    const seen: unknown[] = [];
    const url = await serving((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        seen.push([request.method, request.url, Object.keys(request.headers).sort(), Buffer.concat(chunks).toString()]);
        response.end();
      });
    });
    await sendHttp({ method: 'PUT', url: `${url}/a?b=c%20d`, headers: { 'X-A': '1' }, body: 'é' }, 10_000);
    expect(seen).toEqual([['PUT', '/a?b=c%20d', ['connection', 'content-length', 'host', 'x-a'], 'é']]);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('says how long the body of a %s is', async (method) => {
    const url = await serving((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => response.end(`${request.headers['content-length'] ?? 'none'} ${body}`));
    });

    expect(await sendHttp({ method, url, headers: {}, body: '{"a":"é"}' }, 10_000)).toMatchObject({
      statusCode: 200,
      body: '10 {"a":"é"}',
    });
  });

  it('gives a redirect as it is', async () => {
    const url = await serving((_request, response) => {
      response.writeHead(302, { Location: 'http://127.0.0.1:1/elsewhere' }).end();
    });
    expect(await get(url)).toMatchObject({ statusCode: 302, headers: { Location: 'http://127.0.0.1:1/elsewhere' } });
  });

  it('opens compressed answers', async () => {
    const url = await serving((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('packed'));
    });
    expect((await get(url)).body).toBe('packed');
  });

  it('stops at 5 MB, also when they come compressed', async () => {
    const big = Buffer.alloc(6 * 1024 * 1024);
    const url = await serving((request, response) => {
      if (request.url === '/packed') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(big));
      else response.end(big);
    });
    await expect(get(url)).rejects.toMatchObject({ name: 'HttpAnswerTooLarge' });
    await expect(get(`${url}/packed`)).rejects.toMatchObject({ name: 'HttpAnswerTooLarge' });
  });

  it('gives up a server that does not answer, or does not end', async () => {
    const url = await serving((request, response) => {
      if (request.url === '/half') response.write('half');
    });
    for (const path of ['/', '/half'])
      await expect(get(url + path, 50)).rejects.toMatchObject({ name: 'HttpTimeout', message: 'execution timed out' });
  });

  it('fails when nobody listens', async () => {
    await expect(get('http://127.0.0.1:1/')).rejects.toThrow('ECONNREFUSED');
  });
});
