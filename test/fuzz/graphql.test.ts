/**
 * Hostile input of six kinds over real HTTP: no crash, no answer later than a second, no inner text, always AppSync's error shape, while
 * a second client is answered all the time. `FUZZ_INPUTS` says how many (`npm run fuzz`: 100,000); `FUZZ_SEED` repeats a run.
 */
import { Agent, request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createLog } from '../../engine/kernel/index.ts';
import { startHttpApi } from '../contract/http-api.ts';
import type { HttpApi } from '../contract/http-api.ts';
import { faultOf } from './answer-shape.ts';
import type { Answered } from './answer-shape.ts';
import { mutatedDocument, noDocument, validDocument } from './arbitrary-documents.ts';
import { built, jsonValue, resolverResult } from './arbitrary-values.ts';
import { fuzzedApi } from './fuzzed-api.ts';
import type { Given } from './fuzzed-api.ts';

const INPUTS = Number(process.env.FUZZ_INPUTS ?? 3_000);
const SEED = process.env.FUZZ_SEED === undefined ? {} : { seed: Number(process.env.FUZZ_SEED) };
const MAX_MS = 1_000;
const PING_EVERY_MS = 20;

const RESULT = { __typename: 'Thing', id: '1', next: { id: '2' }, others: [{ __typename: 'Tight', id: '3' }] };
const given: Given = { result: RESULT };
const agent = new Agent({ keepAlive: true });
let api: HttpApi;
/** What the server says of its last fault: shown when a property fails. */
let lastLine = '';
let slowest = 0;
let slowestPing = 0;
let pings = 0;
let hasEnded = false;
let pinging: Promise<void>;

function send(body: Buffer | string, type = 'application/json'): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const headers = { 'x-api-key': api.key, 'content-type': type, 'content-length': Buffer.byteLength(body) };
    const sent = httpRequest(
      { port: api.port, host: '127.0.0.1', path: '/graphql', method: 'POST', agent, headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const errorType = response.headers['x-amzn-errortype'];
          resolve({
            status: response.statusCode ?? 0,
            errorType: typeof errorType === 'string' ? errorType : null,
            text: Buffer.concat(chunks).toString(),
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The other client: asks again a moment after each answer. */
async function pingUntilEnded(): Promise<void> {
  while (!hasEnded) {
    const startedAt = performance.now();
    const { text } = await send('{"query":"{ __typename }"}');
    slowestPing = Math.max(slowestPing, performance.now() - startedAt);
    pings += text === '{"data":{"__typename":"Query"}}' ? 1 : Number.NaN;
    await new Promise((resolve) => setTimeout(resolve, PING_EVERY_MS));
  }
}

beforeAll(async () => {
  api = await startHttpApi(fuzzedApi(given), { log: createLog('error', (line) => (lastLine = line)) });
  pinging = pingUntilEnded();
});
afterAll(async () => {
  hasEnded = true;
  await pinging;
  agent.destroy();
  await api.close();
});

/** Sends it and throws what is wrong with the answer, so that fast-check shrinks and prints the seed. */
async function check(body: Buffer | string, type?: string): Promise<void> {
  const startedAt = performance.now();
  const answered = await send(body, type);
  const took = performance.now() - startedAt;
  slowest = Math.max(slowest, took);
  const fault = took > MAX_MS ? `answered after ${Math.round(took)} ms` : faultOf(answered, body.toString());
  if (fault !== null) throw new Error(`${fault}\n${lastLine}`);
}

async function run<Input>(
  share: number,
  inputs: fc.Arbitrary<Input>,
  trial: (input: Input) => Promise<void>,
): Promise<void> {
  await fc.assert(fc.asyncProperty(inputs, trial), { ...SEED, numRuns: Math.max(1, Math.round(INPUTS * share)) });
}

const document = (query: string, variables: unknown = {}): string => JSON.stringify({ query, variables });

const EVERY_VARIABLE = `query Q($int: Int, $float: Float, $string: String, $id: ID!, $boolean: Boolean, $json: AWSJSON, $date: AWSDate,
  $time: AWSTime, $at: AWSDateTime, $stamp: AWSTimestamp, $email: AWSEmail, $url: AWSURL, $phone: AWSPhone, $ip: AWSIPAddress,
  $input: In, $inputs: [In!], $grid: [[Int]], $level: Level) {
  thing(int: $int, float: $float, string: $string, id: $id, boolean: $boolean, awsjson: $json, awsdate: $date, awstime: $time,
    awsdatetime: $at, awstimestamp: $stamp, awsemail: $email, awsurl: $url, awsphone: $phone, awsipaddress: $ip, input: $input,
    inputs: $inputs, grid: $grid, level: $level) { id } }`;

describe('hostile input', () => {
  it('documents that fit the schema', () => run(0.2, validDocument, (text) => check(document(text))));

  it('documents that nearly do', () => run(0.25, mutatedDocument, (text) => check(document(text))));

  it('texts that are no documents', () => run(0.1, noDocument, (text) => check(document(text))));

  it('variables of every type', async () => {
    const names = [...EVERY_VARIABLE.matchAll(/\$(\w+):/g)].map(([, name = '']) => name);
    const variables = fc.dictionary(fc.constantFrom(...names, '__proto__', 'x'), jsonValue, { maxKeys: 6 });

    await run(0.15, variables, (sent) => check(document(EVERY_VARIABLE, { id: '1', ...sent })));
  });

  it('bodies of any bytes and any JSON', async () => {
    const part = fc.oneof(jsonValue, validDocument);
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc
        .record(
          { query: part, variables: jsonValue, operationName: jsonValue, extensions: jsonValue },
          { requiredKeys: [] },
        )
        .map((body) => Buffer.from(JSON.stringify(body))),
      fc.tuple(validDocument, fc.nat(200)).map(([text, cut]) => Buffer.from(document(text)).subarray(0, -1 - cut)),
    );
    const types = fc.constantFrom(
      'application/json',
      'application/graphql',
      'text/plain',
      'application/x-www-form-urlencoded',
      'x',
    );

    await run(0.15, fc.tuple(bodies, types), ([body, type]) => check(body, type));
  });

  it('results of resolvers', async () => {
    await run(0.15, fc.tuple(validDocument, resolverResult), async ([text, result]) => {
      given.result = built(result);
      try {
        await check(document(text));
      } finally {
        given.result = RESULT;
      }
    });
  });

  it('kept nobody else waiting', () => {
    expect(pings).toBeGreaterThan(0);
    expect(slowestPing).toBeLessThan(MAX_MS);
    process.stdout.write(
      `${INPUTS} inputs: slowest answer ${Math.round(slowest)} ms; ${pings} pings in between, slowest ${Math.round(slowestPing)} ms\n`,
    );
  });
});
