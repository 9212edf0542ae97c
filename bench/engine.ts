/**
 * The engine beside graphql-yoga and mercurius: the same schema from the same DynamoDB Local, one server at a time on one core, the
 * load on the other. The raw server is the limit. Quote the last columns: times belong to a machine.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDynamoDbLocal } from '../engine/dynamodb-local/index.ts';
import { createLog, Lifecycle, type DynamoDbClient } from '../engine/kernel/index.ts';
import { canPin, spawnPinned, startServer, type ServerProcess } from './engine/server-process.ts';
import { benchTemplate } from './engine/template.ts';
import { CASES, ITEM_COUNT, itemOf, TABLE, type Case } from './engine/world.ts';

const HERE = import.meta.dirname;
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const CONNECTIONS = 32;
const WARM_UP_S = 2;
const MEASURE_S = 4;
const FIRST_PORT = 4910;

interface Figures {
  readonly bad: number;
  readonly requests: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMicros: number | null;
}

interface Target {
  readonly name: string;
  readonly args: readonly string[];
}

/** `CASE=static,none` measures these alone. */
const CHOSEN = process.env.CASE?.split(',');

/** `ONLY=raw,engine` measures these alone; without `mercurius` its column stays empty. */
const ONLY = process.env.ONLY?.split(',');

const ALL_TARGETS: readonly Target[] = [
  { name: 'raw', args: [join(HERE, 'engine/raw.ts')] },
  { name: 'engine', args: [join(HERE, '../engine/cli.ts')] },
  { name: 'yoga', args: [join(HERE, 'peers/yoga.ts')] },
  { name: 'mercurius', args: [join(HERE, 'peers/mercurius.ts')] },
  { name: 'mercurius-jit', args: [join(HERE, 'peers/mercurius.ts'), '--jit'] },
];
const CHOSEN_CASES = CASES.filter(({ name }) => CHOSEN?.includes(name) ?? true);
const TARGETS = ALL_TARGETS.filter(({ name }) => ONLY?.includes(name) ?? true);

if (!existsSync(join(HERE, 'peers/node_modules'))) {
  console.error('The peers are not installed: npm ci --prefix bench/peers --ignore-scripts');
  process.exit(1);
}
if (!canPin) console.error('This system cannot pin processes to cores (taskset): figures will be less steady.');

const folder = mkdtempSync(join(tmpdir(), 'bench-engine-'));
const template = join(folder, 'template.json');
writeFileSync(template, JSON.stringify(benchTemplate()));
const lifecycle = new Lifecycle();
try {
  // The database shares the second core with the load.
  if (canPin) execFileSync('taskset', ['-cp', '1', String(process.pid)], { stdio: 'ignore' });
  // The full compiler: under load the quick start would be the limit.
  const { endpoint, client } = await startDynamoDbLocal({ log: createLog('warn'), lifecycle, jvmFlags: [] });
  await fillTable(client);
  const figures = new Map<string, Figures[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, target] of rotated(TARGETS, round).entries()) await measure(target, index, endpoint, figures);
  }
  report(figures);
} finally {
  await lifecycle.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function fillTable(client: DynamoDbClient): Promise<void> {
  const key = { AttributeName: 'id' };
  await client.call('CreateTable', {
    TableName: TABLE,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ ...key, AttributeType: 'S' }],
    KeySchema: [{ ...key, KeyType: 'HASH' }],
  });
  for (let index = 0; index < ITEM_COUNT; index += 1) {
    const { id, name, points, tier } = itemOf(String(index));
    const Item = { id: { S: id }, name: { S: name }, points: { N: String(points) }, tier: { S: tier } };
    await client.call('PutItem', { TableName: TABLE, Item });
  }
}

async function measure(target: Target, index: number, endpoint: string, all: Map<string, Figures[]>): Promise<void> {
  const port = String(FIRST_PORT + index);
  const extra = target.name === 'engine' ? ['--assembly', template, '--port', port] : [];
  const server = await startServer([...target.args, ...extra], { PORT: port, DYNAMODB_ENDPOINT: endpoint });
  try {
    const apiKey = target.name === 'engine' ? await apiKeyOf(port) : 'none';
    for (const each of CHOSEN_CASES) {
      await checkAnswer(server, each, apiKey);
      await load(server, each, apiKey, WARM_UP_S);
      const figure = await load(server, each, apiKey, MEASURE_S);
      const key = `${each.name} ${target.name}`;
      all.set(key, [...(all.get(key) ?? []), figure]);
    }
  } finally {
    await server.stop();
  }
}

async function apiKeyOf(port: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/outputs.json`);
  return ((await answer.json()) as { readonly data: { readonly api_key: string } }).data.api_key;
}

/** Before anything is counted: a fast wrong answer is worth nothing. */
async function checkAnswer(server: ServerProcess, each: Case, apiKey: string): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-api-key': apiKey };
  const body = JSON.stringify({ query: each.query, variables: each.variables(7) });
  const text = await (await fetch(server.url, { method: 'POST', headers, body })).text();
  const wanted = each.name === 'static' ? '"world"' : '"Member 7"';
  if (!text.includes(wanted) || text.includes('"errors"')) throw new Error(`${server.url}: wrong answer: ${text}`);
}

async function load(server: ServerProcess, each: Case, apiKey: string, seconds: number): Promise<Figures> {
  const before = server.cpuMs();
  const args = [join(HERE, 'peers/load.ts'), server.url, each.name, apiKey, String(CONNECTIONS), String(seconds)];
  const child = spawnPinned(1, ['--import', 'tsx', ...args], {}, 'pipe');
  let text = '';
  for await (const part of child.stdout ?? []) text += String(part);
  const result = JSON.parse(text) as Omit<Figures, 'cpuMicros'>;
  if (result.bad > 0) throw new Error(`${server.url}: ${result.bad} requests failed in ${each.name}`);
  const after = server.cpuMs();
  const cpuMicros = before === null || after === null ? null : ((after - before) * 1000) / result.requests;
  return { ...result, cpuMicros };
}

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

function report(all: ReadonlyMap<string, readonly Figures[]>): void {
  for (const each of CHOSEN_CASES) {
    const medianOf = (name: string): Figures => median(all.get(`${each.name} ${name}`) ?? []);
    const of = (figure: Figures, other: string): string => {
      const base = TARGETS.some(({ name }) => name === other) ? medianOf(other).perSecond : Number.NaN;
      return Number.isNaN(base) ? '–' : (figure.perSecond / base).toFixed(2);
    };
    console.log(`\n${each.title}\n`);
    console.log('| server | req/s | p50 ms | p99 ms | CPU µs/request | of raw | of mercurius |');
    console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
    for (const { name } of TARGETS) {
      const figure = medianOf(name);
      const { perSecond, p50Ms, p99Ms, cpuMicros } = figure;
      const cells = [
        name,
        perSecond.toFixed(0),
        p50Ms.toFixed(2),
        p99Ms.toFixed(2),
        cpuMicros?.toFixed(0) ?? '–',
        of(figure, 'raw'),
        of(figure, 'mercurius'),
      ];
      console.log(`| ${cells.join(' | ')} |`);
    }
  }
}

function median(figures: readonly Figures[]): Figures {
  const middle = [...figures].sort((a, b) => a.perSecond - b.perSecond)[Math.floor(figures.length / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}
