/** Unmodified clients from npm against the running gateway: what an app does, in Node and in a browser. */
import { execFile } from 'node:child_process';
import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { ARE_CLIENTS_EXPECTED, CLIENTS, runClient, type ExampleClient } from '../support/example-client.ts';
import { runningGateway, type Gateway } from '../support/gateway.ts';
import { PROJECT_ROOT } from '../support/source-files.ts';

const run = promisify(execFile);
let gateway: Gateway;
let caFile: string;
let clients: ExampleClient[] = [];

beforeAll(async () => {
  gateway = await runningGateway();
  caFile = join(mkdtempSync(join(tmpdir(), 'ca-')), 'ca.pem');
  writeFileSync(caFile, await (await fetch(`${gateway.url}/ca.pem`)).text());
});

afterEach(() => {
  for (const client of clients.splice(0)) client.stop();
  clients = [];
});

const ADJUST = 'mutation A($input: AdjustPointsInput!) { adjustPoints(input: $input) { account { available } } }';
const adjust = (name: string, amount: number): Promise<unknown> =>
  gateway.query('assistenza', ADJUST, {
    input: { idempotencyKey: randomUUID(), memberId: gateway.memberId(name), amount, reason: 'GOODWILL' },
  });

/** The links do not tell when a subscription stands, so changes are made until one is heard. */
async function adjustUntil(heard: Promise<unknown>, name: string): Promise<unknown> {
  const hearing = { isOver: false };
  const first = heard.finally(() => (hearing.isOver = true));
  while (!hearing.isOver) {
    await adjust(name, 1);
    await Promise.race([first, new Promise((resolve) => setTimeout(resolve, 500))]);
  }
  return first;
}

function start(file: string, persona: string): ExampleClient {
  const client = runClient(file, [gateway.url, persona], { NODE_EXTRA_CA_CERTS: caFile });
  clients.push(client);
  return client;
}

describe('curl', () => {
  const curl = async (...args: readonly string[]): Promise<unknown> =>
    JSON.parse((await run('curl', ['-sS', ...args])).stdout) as unknown;
  const secure = (): string => gateway.outputs.data.url.replace('http://', 'https://');

  it('asks by POST and by GET, plain and secure on one port', async () => {
    const key = ['-H', `x-api-key: ${gateway.outputs.data.api_key}`];
    const post = ['-H', 'content-type: application/json', '-d', '{"query":"{ program { id } }"}', ...key];
    const expected = await curl(gateway.outputs.data.url, ...post);

    expect(expected).toMatchObject({ data: { program: expect.any(Array) as unknown } });
    expect(await curl(secure(), '--cacert', caFile, ...post)).toEqual(expected);
    expect(await curl(`${secure()}?query=%7Bprogram%7Bid%7D%7D`, '--cacert', caFile, ...key)).toEqual(expected);
  });

  it('does not trust the port without the authority', async () => {
    await expect(curl(secure())).rejects.toThrow(/certificate/);
  });
});

describe('graphql-codegen', () => {
  it('makes types from the endpoint', async () => {
    // Within the project: the generator looks for its plugins from here.
    mkdirSync(join(PROJECT_ROOT, '.build'), { recursive: true });
    const folder = mkdtempSync(join(PROJECT_ROOT, '.build', 'codegen-'));
    const config = join(folder, 'codegen.json');
    const types = join(folder, 'types.ts');
    const schema = { [gateway.outputs.data.url]: { headers: { 'x-api-key': gateway.outputs.data.api_key } } };
    writeFileSync(config, JSON.stringify({ schema: [schema], generates: { [types]: { plugins: ['typescript'] } } }));
    await run(join(PROJECT_ROOT, 'node_modules', '.bin', 'graphql-codegen'), ['--config', config], {
      cwd: PROJECT_ROOT,
    });

    expect(readFileSync(types, 'utf8')).toMatch(/export type Subscription[^]*onAccountChange/);
  });
});

if (ARE_CLIENTS_EXPECTED) {
  describe('aws-amplify 6', () => {
    it('signs in by SRP in Node, reads, writes, and hears of a change over wss', async () => {
      const client = start('amplify.ts', 'giulia');
      await client.said('listening');
      await adjust('giulia', 4);

      expect(await client.said('change')).toMatchObject({ kind: 'ADJUST', amount: 4 });
      expect(await client.said('byKey')).toMatchObject({ program: expect.any(Array) as unknown });
      expect(await client.said('wrongPassword')).toEqual(['NotAuthorizedException', 'Incorrect username or password.']);
      expect(await client.said('signedIn')).toBe(true);
      expect(await client.said('me')).toMatchObject({ id: gateway.memberId('giulia') });
      expect(await client.said('redeemed')).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
      expect(await client.said('signedOut')).toBe('NoValidAuthTokens');
      expect(await client.ended).toBe(0);
    });

    it('signs with the keys of a role', async () => {
      const client = start('amplify-iam.ts', 'pos-duomo');

      expect(await client.said('rewards')).toMatchObject({ rewards: { nodes: [{}] } });
    });

    it('does the same in a page', async () => {
      const page = await openPage();
      const visit = page.run('marco');
      await page.until('listening');
      await adjust('marco', 6);

      expect(await visit).toMatchObject({
        signedIn: true,
        me: { id: gateway.memberId('marco') },
        change: { kind: 'ADJUST', amount: 6 },
        signedOut: 'NoValidAuthTokens',
      });
    });
  });

  describe.each([
    ['Apollo Client 4', 'apollo.ts', 'sofia'],
    ['Apollo Client 3', 'apollo-3/apollo.ts', 'marco'],
  ])('%s', (_name, file, persona) => {
    it('reads, writes and hears of a change by AppSync’s links', async () => {
      const client = start(file, persona);
      await client.said('listening');

      expect(await adjustUntil(client.said('change'), persona)).toMatchObject({ kind: 'ADJUST', amount: 1 });
      expect(await client.said('me')).toMatchObject({ id: gateway.memberId(persona) });
      expect(await client.said('redeemed')).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
      expect(await client.ended).toBe(0);
    });
  });

  describe('urql and graphql-request', () => {
    it('get data, and errors with their text and status', async () => {
      const client = start('plain.ts', 'giulia');

      expect(await client.said('urql')).toMatchObject({ id: gateway.memberId('giulia') });
      expect(await client.said('urqlRefused')).toEqual([expect.stringMatching(/authorized|Valid authorization/i)]);
      expect(await client.said('graphqlRequest')).toMatchObject({ program: expect.any(Array) as unknown });
      expect(await client.said('graphqlRequestRefused')).toBe(200);
      expect(await client.ended).toBe(0);
    });
  });
}

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing.splice(0)) await close();
});

interface VisitPage {
  run(persona: string): Promise<unknown>;
  /** Until the page has seen it. */
  until(what: string): Promise<void>;
}

/** A page of its own origin, as an app under development is; the browser trusts the port's key. */
async function openPage(): Promise<VisitPage> {
  const bundle = await build({
    entryPoints: [join(CLIENTS, 'browser.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  });
  const script = bundle.outputFiles[0]?.text ?? '';
  const server: Server = createServer((request, response) => {
    const isScript = request.url === '/app.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    response.end(isScript ? script : '<!doctype html><title>app</title><script src="/app.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', `--ignore-certificate-errors-spki-list=${await keyOfPort()}`],
  });
  closing.push(async () => {
    await browser.close();
    server.close();
  });
  const page = await browser.newPage();
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  const outputs = JSON.stringify(gateway.outputs);
  return {
    run: (persona) => page.evaluate(`window.visit(${outputs}, ${JSON.stringify(persona)})`),
    until: async (what) => {
      await page.waitForFunction(`window.seen?.[${JSON.stringify(what)}] !== undefined`);
    },
  };
}

/** What Chromium's flag takes: the SHA-256 of the public key. */
function keyOfPort(): Promise<string> {
  const { hostname, port } = new URL(gateway.url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), servername: 'localhost', ca: readFileSync(caFile) });
    socket.on('error', reject);
    socket.on('secureConnect', () => {
      const { publicKey } = new X509Certificate(socket.getPeerCertificate().raw);
      socket.destroy();
      resolve(
        createHash('sha256')
          .update(publicKey.export({ type: 'spki', format: 'der' }))
          .digest('base64'),
      );
    });
  });
}
