/**
 * One event to many subscribers: the engine beside graphql-yoga (graphql-ws) and mercurius, one server at a time on one core, its
 * subscribers on the other. A broadcast by `ws` is the limit. Quote the last columns: times belong to a machine.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canPin, spawnPinned, startServer } from './engine/server-process.ts';
import { fanOutTemplate } from './fan-out/template.ts';
import { SCENARIOS, type LoadOrder, type LoadResult, type Scenario } from './fan-out/world.ts';

const HERE = import.meta.dirname;
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const PACED_S = Number(process.env.PACED_S ?? 5);
const SUSTAINED_S = Number(process.env.SUSTAINED_S ?? 4);
const FIRST_PORT = 4930;

interface Target {
  readonly name: string;
  readonly script: string;
  readonly dialect: LoadOrder['dialect'];
}

/** `ONLY=raw,engine` measures these alone, `SCENARIO=1,2` the scenarios of that number. */
const ONLY = process.env.ONLY?.split(',');
const CHOSEN = process.env.SCENARIO?.split(',').map(Number);

const ALL_TARGETS: readonly Target[] = [
  { name: 'raw', script: 'fan-out/raw.ts', dialect: 'appsync' },
  { name: 'engine', script: '../engine/cli.ts', dialect: 'appsync' },
  { name: 'yoga', script: 'peers/fan-out-yoga.ts', dialect: 'graphql-transport-ws' },
  { name: 'mercurius', script: 'peers/fan-out-mercurius.ts', dialect: 'graphql-transport-ws' },
];
const TARGETS = ALL_TARGETS.filter(({ name }) => ONLY?.includes(name) ?? true);

if (!existsSync(join(HERE, 'peers/node_modules'))) {
  console.error('The peers are not installed: npm ci --prefix bench/peers --ignore-scripts');
  process.exit(1);
}
if (!canPin) console.error('This system cannot pin processes to cores (taskset): figures will be less steady.');
else execFileSync('taskset', ['-cp', '1', String(process.pid)], { stdio: 'ignore' });

const folder = mkdtempSync(join(tmpdir(), 'bench-fan-out-'));
const template = join(folder, 'template.json');
writeFileSync(template, JSON.stringify(fanOutTemplate()));
try {
  for (const [index, scenario] of SCENARIOS.entries()) {
    if (CHOSEN?.includes(index) === false) continue;
    const figures = new Map<string, LoadResult[]>();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const target of rotated(TARGETS, round)) {
        figures.set(target.name, [...(figures.get(target.name) ?? []), await measure(target, scenario)]);
      }
    }
    report(scenario, figures);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure({ name, script, dialect }: Target, scenario: Scenario): Promise<LoadResult> {
  const port = FIRST_PORT + ALL_TARGETS.findIndex((target) => target.name === name);
  const extra = name === 'engine' ? ['--assembly', template, '--port', String(port)] : [];
  const server = await startServer([join(HERE, script), ...extra], { PORT: String(port) });
  try {
    const apiKey = name === 'engine' ? await apiKeyOf(port) : 'none';
    const { subscribers, topics, isIdle = false } = scenario;
    const order: LoadOrder = {
      port,
      serverPid: server.pid,
      dialect,
      apiKey,
      subscribers,
      topics,
      pacedSeconds: isIdle ? 0 : PACED_S,
      sustainedSeconds: isIdle ? 0 : SUSTAINED_S,
    };
    return await load(order);
  } finally {
    await server.stop();
  }
}

async function load(order: LoadOrder): Promise<LoadResult> {
  const child = spawnPinned(1, ['--import', 'tsx', join(HERE, 'fan-out/load.ts'), JSON.stringify(order)], {}, 'pipe');
  let text = '';
  for await (const part of child.stdout ?? []) text += String(part);
  return JSON.parse(text) as LoadResult;
}

async function apiKeyOf(port: number): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/outputs.json`);
  return ((await answer.json()) as { readonly data: { readonly api_key: string } }).data.api_key;
}

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

function report({ title }: Scenario, all: ReadonlyMap<string, readonly LoadResult[]>): void {
  const of = (name: string, figure: keyof LoadResult): number =>
    median((all.get(name) ?? []).map((one) => one[figure]));
  const ratio = (name: string, figure: keyof LoadResult): string => {
    const share = of(name, figure) / of('raw', figure);
    return Number.isNaN(share) ? '–' : share.toFixed(2);
  };
  console.log(`\n${title}\n`);
  const cell = (name: string, figure: keyof LoadResult, digits: number, unit = 1): string => {
    const value = of(name, figure) / unit;
    return Number.isNaN(value) ? '–' : value.toFixed(digits);
  };
  console.log(
    '| server | deliveries/s | last p50 ms | last p99 ms | CPU µs/delivery | bytes/delivery | kB/socket | rate of raw | CPU of raw | p99 of raw |',
  );
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const { name } of TARGETS) {
    const cells = [
      name,
      cell(name, 'deliveriesPerSecond', 0),
      cell(name, 'lastP50Ms', 1),
      cell(name, 'lastP99Ms', 1),
      cell(name, 'cpuMicros', 1),
      cell(name, 'bytesPerDelivery', 0),
      cell(name, 'bytesPerSocket', 1, 1024),
      ratio(name, 'deliveriesPerSecond'),
      ratio(name, 'cpuMicros'),
      ratio(name, 'lastP99Ms'),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

function median(figures: readonly (number | null)[]): number {
  const known = figures.filter((figure) => figure !== null).sort((a, b) => a - b);
  return known[Math.floor(known.length / 2)] ?? Number.NaN;
}
