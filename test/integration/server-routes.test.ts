import { describe, it, expect, beforeAll, afterAll, afterEach } from '@jest/globals';
import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { GraphqlAnswer, Server } from '../../engine/server/index.ts';
import { ask, closeServers, post, QUERY, serve } from './server-under-test.ts';

afterEach(closeServers);

describe('health, outputs and documents', () => {
  it('answers 503 until the engine is ready', async () => {
    const server = await serve();

    expect(await ask(server, '/health')).toMatchObject({ status: 503, text: '{"status":"starting"}' });
    server.ready();
    expect(await ask(server, '/health')).toMatchObject({ status: 200, text: '{"status":"ready"}' });
  });

  it('asks for the outputs at each fetch', async () => {
    let fetches = 0;
    const server = await serve({ routes: { outputs: () => Promise.resolve({ fetches: (fetches += 1) }) } });

    expect((await ask(server, '/outputs.json')).text).toBe('{"fetches":1}');
    const second = await ask(server, '/outputs.json');
    expect(second.text).toBe('{"fetches":2}');
    expect(second.headers['cache-control']).toBe('no-store');
  });

  it('lets pages of this machine read the outputs, and no others', async () => {
    const server = await serve({ routes: { outputs: () => ({}) } });
    const originOf = async (origin: string): Promise<unknown> =>
      (await ask(server, '/outputs.json', { headers: { origin } })).headers['access-control-allow-origin'];

    expect(await originOf('http://localhost:5173')).toBe('http://localhost:5173');
    expect(await originOf('https://evil.example')).toBeUndefined();
    expect(await originOf('http://localhost.evil.example')).toBeUndefined();
  });

  it('hands outputs and services to who asks for this machine by its own name, not to a page whose name points here', async () => {
    const signIn = () => Promise.resolve({ status: 200, headers: {}, body: '{}' });
    const server = await serve({ routes: { outputs: () => ({ key: 'secret' }), services: { '/pool': signIn } } });
    const statusAs = async (host: string): Promise<readonly number[]> => [
      (await ask(server, '/outputs.json', { headers: { host } })).status,
      (await ask(server, '/pool/', { method: 'POST', headers: { host }, body: '{}' })).status,
    ];

    for (const host of [
      'localhost:4000',
      '127.0.0.1',
      '[::1]:4000',
      '10.0.2.2:4000',
      'app.localhost',
      'host.docker.internal:4000',
    ])
      expect([host, await statusAs(host)]).toEqual([host, [200, 200]]);
    for (const host of ['evil.example:4000', 'localhost.evil.example', '127.0.0.1.evil.example'])
      expect([host, await statusAs(host)]).toEqual([host, [403, 403]]);
    expect((await post(server, QUERY, { host: 'evil.example' })).status).toBe(200);
  });

  it('serves further documents by path', async () => {
    const server = await serve({ routes: { documents: { '/pool/.well-known/jwks.json': () => ({ keys: [] }) } } });

    expect((await ask(server, '/pool/.well-known/jwks.json')).text).toBe('{"keys":[]}');
  });

  it('answers 500 when a document cannot be made', async () => {
    const server = await serve({
      routes: {
        outputs: () => {
          throw new Error('secret');
        },
      },
    });

    expect(await ask(server, '/outputs.json')).toMatchObject({ status: 500, text: '{"message":"Internal failure"}' });
  });
});

describe('the static folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'site-'));
    await mkdir(join(folder, 'site', 'assets'), { recursive: true });
    await writeFile(join(folder, 'site', 'index.html'), '<p>explorer</p>');
    await writeFile(join(folder, 'site', 'assets', 'app.js'), `// ${'x'.repeat(2000)}`);
    await writeFile(join(folder, 'secret.txt'), 'secret');
    await symlink(join(folder, 'secret.txt'), join(folder, 'site', 'link.txt'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const serveSite = (): Promise<Server> => serve({ routes: { siteFolder: join(folder, 'site') } });

  it('serves index.html at / and files by their type', async () => {
    const server = await serveSite();

    expect(await ask(server, '/')).toMatchObject({ status: 200, text: '<p>explorer</p>' });
    expect((await ask(server, '/?tab=1')).headers['content-type']).toBe('text/html; charset=utf-8');
    const script = await ask(server, '/assets/app.js', { headers: { 'accept-encoding': 'gzip' } });
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'gzip',
    });
    expect(gunzipSync(script.bytes).toString()).toContain('xxx');
  });

  it('answers 304 to a page that is up to date, and the new text once the file changed', async () => {
    const server = await serveSite();
    const { headers } = await ask(server, '/');
    const again = { headers: { 'if-none-match': headers.etag ?? '' } };

    expect((await ask(server, '/', again)).status).toBe(304);
    await writeFile(join(folder, 'site', 'index.html'), '<p>new page</p>');
    expect(await ask(server, '/', again)).toMatchObject({ status: 200, text: '<p>new page</p>' });
    await writeFile(join(folder, 'site', 'index.html'), '<p>explorer</p>');
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/link.txt',
    '/%00',
    '/%zz',
    '/assets',
    '/nothing',
  ])('answers 404 to %s', async (path) => {
    const reply = await ask(await serveSite(), path);

    expect(reply.status).toBe(404);
    expect(reply.text).not.toContain('secret"');
  });

  it('answers HEAD without a body and other methods with 405', async () => {
    const server = await serveSite();

    expect(await ask(server, '/', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
    expect((await ask(server, '/', { method: 'DELETE' })).status).toBe(405);
  });

  it('is one line of text where there is no folder', async () => {
    const server = await serve();

    expect((await ask(server, '/')).text).toBe('GraphQL is served by POST /graphql.\n');
    expect((await ask(server, '/nothing')).status).toBe(404);
  });
});

describe('start and stop', () => {
  it('names the port and --port when the port is in use', async () => {
    const { port } = await serve();

    await expect(serve({ port })).rejects.toMatchObject({
      code: 'SERVER_PORT_IN_USE',
      message: expect.stringContaining(String(port)),
      fix: expect.stringContaining('--port'),
    });
  });

  it('refuses an address that is not of this machine', async () => {
    await expect(serve({ host: '192.0.2.1' })).rejects.toMatchObject({ code: 'SERVER_CANNOT_LISTEN' });
  });

  it('lets a request in flight finish, and takes no new one', async () => {
    let release: (answer: GraphqlAnswer) => void = () => undefined;
    const arrived: (() => void)[] = [];
    const started = new Promise<void>((resolve) => arrived.push(resolve));
    const server = await serve({
      graphql: () =>
        new Promise((resolve) => {
          release = resolve;
          arrived[0]?.();
        }),
    });
    const reply = post(server, QUERY);
    await started;
    const closed = server.close();
    release({ status: 200, body: { data: 'late' } });

    expect((await reply).text).toBe('{"data":"late"}');
    await closed;
    await expect(post(server, QUERY)).rejects.toThrow();
  });
});
