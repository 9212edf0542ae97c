/** Templates that the engine was not written for, served as `npm run serve` does, and asked over HTTP. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { synthNestedZoo } from '../fixtures/nested-zoo/app.ts';
import { runToEnd, spawnGateway, type GatewayProcess } from '../support/gateway-process.ts';
import { PROJECT_ROOT } from '../support/source-files.ts';

const fixture = (path: string): string => join(PROJECT_ROOT, 'test/fixtures', path);
const serve = (assembly: string, ...args: readonly string[]): Promise<GatewayProcess> =>
  spawnGateway({ script: 'engine/cli.ts', args: ['--assembly', assembly, ...args] });

interface Answer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly Record<string, unknown>[];
}

async function ask(gateway: GatewayProcess, query: string, variables: object = {}): Promise<Answer> {
  const outputs = (await (await fetch(`${gateway.url}/outputs.json`)).json()) as { data: { api_key: string } };
  const answer = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': outputs.data.api_key },
    body: JSON.stringify({ query, variables }),
  });
  return (await answer.json()) as Answer;
}

/** Asks again until the event has arrived. */
async function askUntil(gateway: GatewayProcess, query: string, holds: (answer: Answer) => boolean): Promise<Answer> {
  let answer = await ask(gateway, query);
  for (let tries = 0; tries < 100 && !holds(answer); tries += 1) {
    await delay(100);
    answer = await ask(gateway, query);
  }
  return answer;
}

describe('a YAML template with the names of the Serverless Framework', () => {
  const template = fixture('serverless-notes/cloudformation-template.yml');
  let data: string;
  let gateway: GatewayProcess;

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'notes-'));
    gateway = await serve(template, '--data', data);
    const note = (id: string, more: string): string => `${id}: saveNote(owner: "o", id: "${id}", ${more}) { id }`;
    const { errors } = await ask(
      gateway,
      `mutation { ${note('a', 'title: "t", due: "2026-01-01", stars: 1')} ${note('b', 'title: "t", stars: 5')} ${note('c', 'due: "2026-02-01", stars: 9')} }`,
    );
    expect(errors).toBeUndefined();
  });
  afterAll(async () => {
    await gateway.stop();
    rmSync(data, { recursive: true, force: true });
  });

  it('resolves mappings, conditions, splits and zones into the environment', async () => {
    expect(await ask(gateway, '{ stage }')).toEqual({ data: { stage: 'Hi dev b eu-west-1a' } });
  });

  it('queries a table with a filter given as JSON text, and both kinds of index', async () => {
    const query = `{
      all: notes(owner: "o") { items { id } scannedCount nextToken }
      good: notes(owner: "o", minStars: 5) { items { id stars } scannedCount }
      byDue(owner: "o", before: "2026-01-15") { items { id title stars } }
      byTitle(title: "t") { id owner stars }
    }`;
    expect(await ask(gateway, query)).toEqual({
      data: {
        all: { items: [{ id: 'a' }, { id: 'b' }, { id: 'c' }], scannedCount: 3, nextToken: null },
        good: {
          items: [
            { id: 'b', stars: 5 },
            { id: 'c', stars: 9 },
          ],
          scannedCount: 3,
        },
        // A local index fetches what it does not project; a global one does not.
        byDue: { items: [{ id: 'a', title: null, stars: 1 }] },
        byTitle: expect.arrayContaining([
          { id: 'a', owner: 'o', stars: null },
          { id: 'b', owner: 'o', stars: null },
        ]),
      },
    });
  });

  it('answers a failed condition with the current item', async () => {
    const { data: saved, errors } = await ask(
      gateway,
      'mutation { saveNote(owner: "o", id: "a", title: "other") { id title } }',
    );
    expect(saved).toEqual({ saveNote: null });
    expect(errors).toEqual([
      {
        path: ['saveNote'],
        data: { id: 'a', title: 't' },
        errorType: 'DynamoDB:ConditionalCheckFailedException',
        errorInfo: null,
        locations: [{ line: 1, column: 12, sourceName: null }],
        message: expect.stringMatching(
          /^The conditional request failed \(Service: DynamoDb, Status Code: 400, Request ID: \w+\)$/,
        ),
      },
    ]);
  });

  it('batches a direct Lambda field by two, and keeps one item’s error to itself', async () => {
    await ask(gateway, 'mutation { saveNote(owner: "p", id: "bad") { id } }');
    const { data: read, errors } = await ask(
      gateway,
      '{ several(keys: [{owner:"o",id:"a"},{owner:"o",id:"nope"},{owner:"p",id:"bad"},{owner:"o",id:"b"}]) { id shout } }',
    );
    expect(read).toEqual({
      several: [{ id: 'a', shout: 'A of 2' }, null, { id: 'bad', shout: null }, { id: 'b', shout: 'B of 1' }],
    });
    expect(errors).toMatchObject([{ path: ['several', 2, 'shout'], errorType: 'Quiet', message: 'no shouting' }]);
  });

  it('runs a direct Lambda function inside a pipeline, whose error ends the field', async () => {
    expect(await ask(gateway, '{ greet(name: "you") }')).toEqual({ data: { greet: 'Hello you of greet!' } });
    expect(await ask(gateway, '{ greet(name: "nobody") }')).toMatchObject({
      data: { greet: null },
      errors: [{ errorType: 'Nobody', message: 'there is nobody' }],
    });
  });

  it('puts events, tells how many failed, and the rule’s function writes what it was given', async () => {
    expect(await ask(gateway, 'mutation { announce(owner: "e", id: "x") }')).toEqual({ data: { announce: 1 } });
    const query = '{ notes(owner: "e") { items { id title } } }';
    const answer = await askUntil(gateway, query, ({ data: read }) => JSON.stringify(read).includes('announced'));
    expect(answer.data).toEqual({ notes: { items: [{ id: 'x-announced', title: 'announced' }] } });
  });

  it('keeps page tokens over a restart, and refuses a forged one', async () => {
    const page = 'query Q($t: String) { notes(owner: "o", limit: 2, nextToken: $t) { items { id } nextToken } }';
    const first = await ask(gateway, page);
    const t = (first.data?.notes as { nextToken: string }).nextToken;
    expect(await gateway.stop()).toBe(0);
    gateway = await serve(template, '--data', data);
    expect(await ask(gateway, page, { t })).toEqual({ data: { notes: { items: [{ id: 'c' }], nextToken: null } } });
    expect(await ask(gateway, page, { t: `${t.slice(0, -8)}AAAAAA==` })).toMatchObject({
      data: { notes: null },
      errors: [
        { errorType: 'DynamoDB:UserIllegalArgumentException', message: expect.stringContaining('Invalid pagin') },
      ],
    });
  });

  it('says at start what does not happen here', () => {
    const line = gateway
      .output()
      .split('\n')
      .find((text) => text.includes('NightlyRule'));
    expect(JSON.parse(line ?? 'null')).toMatchObject({
      level: 'warn',
      consequence: expect.stringContaining('the schedule does not run'),
    });
  });
});

describe('a CloudFormation template in JSON, with two APIs', () => {
  const template = fixture('raw-shop/shop.template.json');
  let gateway: GatewayProcess;

  beforeAll(async () => {
    gateway = await serve(template, '--api', 'shop', '--parameter', 'Currency=EUR');
  });
  afterAll(() => gateway.stop());

  it('is refused with the list when no API is named', async () => {
    const { code, output } = await runToEnd('engine/cli.ts', ['--assembly', template, '--parameter', 'Currency=EUR']);
    expect(code).toBe(1);
    expect(output).toContain('several GraphQL APIs: shop (ShopApi), office (OfficeApi)');
    expect(output).toContain('--api');
  });

  it('writes in a transaction, and gives the reasons of a cancelled one', async () => {
    const order = 'mutation O($n: Int!) { order(sku: "cup", count: $n) { ok left reasons } }';
    await ask(gateway, 'mutation { stock(sku: "cup", count: 3) { sku count } }');
    expect(await ask(gateway, order, { n: 2 })).toEqual({ data: { order: { ok: true, left: null, reasons: null } } });
    expect(await ask(gateway, order, { n: 2 })).toEqual({
      data: { order: { ok: false, left: 1, reasons: ['ConditionCheckFailed', 'None'] } },
    });
  });

  it('lets an event run a mutation, with the variables of its input', async () => {
    await ask(gateway, 'mutation { sell(sku: "hat", price: 250.5) }');
    await ask(gateway, 'mutation { sell(sku: "pin", price: 5) }');
    const answer = await askUntil(
      gateway,
      '{ item(sku: "sold#hat") { sku count } }',
      ({ data }) => data?.item !== null,
    );
    expect(answer).toEqual({ data: { item: { sku: 'sold#hat', count: 250 } } });
    // Too cheap for the rule's pattern.
    expect(await ask(gateway, '{ item(sku: "sold#pin") { sku } }')).toEqual({ data: { item: null } });
  });

  it('signs calls of an HTTP source with its role, which the API then knows', async () => {
    expect(await ask(gateway, '{ whoami }')).toEqual({
      data: { whoami: expect.stringMatching(/^200 arn:aws:sts::000000000000:assumed-role\/.*ShopRole/) },
    });
  });

  it('takes the parameter, and names an unused source that it does not serve', async () => {
    expect(await ask(gateway, '{ currency }')).toEqual({ data: { currency: 'EUR' } });
    expect(gateway.output()).toContain('RELATIONAL_DATABASE');
  });
});

describe('an assembly of the CDK with nested stacks', () => {
  let folder: string;
  let gateway: GatewayProcess;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'zoo-'));
    synthNestedZoo(folder);
    gateway = await serve(folder);
  });
  afterAll(async () => {
    await gateway.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('serves resolvers, tables and functions of stacks inside stacks', async () => {
    const feed = 'mutation F($a: ID!) { feed(animal: $a) { animal meals keeper } }';
    expect(await ask(gateway, feed, { a: 'emu' })).toEqual({
      data: { feed: { animal: 'emu', meals: 1, keeper: 'Kim' } },
    });
    expect(await ask(gateway, feed, { a: 'emu' })).toEqual({
      data: { feed: { animal: 'emu', meals: 2, keeper: 'Kim' } },
    });
    await ask(gateway, feed, { a: 'fox' });
    const { data } = await ask(gateway, '{ animals { animal meals keeper } }');
    expect(data?.animals).toEqual(
      expect.arrayContaining([
        { animal: 'emu', meals: 2, keeper: 'Kim' },
        { animal: 'fox', meals: 1, keeper: 'Kim' },
      ]),
    );
  });
});
