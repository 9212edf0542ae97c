/**
 * `npm start`: synthesize, then let the engine serve what was written, with demo data, personas and the explorer. The one file that
 * knows both halves.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { loadDataset } from '../demo/load.ts';
import { personas } from '../demo/personas.ts';
import { createEngine, type Engine, isEngineError, type SeedContext } from '../engine/index.ts';
import { buildExplorer } from '../explorer/build.ts';
import { banner } from './banner.ts';
import { readOptions, type StartOptions, UsageError } from './options.ts';
import { SynthError, synthesize } from './synth-process.ts';

const ROOT = join(import.meta.dirname, '..');
const LOCAL = join(ROOT, '.local');
const ASSEMBLY = join(ROOT, 'cdk.out');
const DATA = join(LOCAL, 'data');
const EXPLORER = join(LOCAL, 'explorer');
const OUTPUTS_FILE = join(LOCAL, 'amplify_outputs.json');

/** Tokens live an hour: the file is written anew before they end. */
const OUTPUTS_EVERY_MS = 30 * 60_000;

const began = performance.now();
const progress = (text: string): void =>
  console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${text}`);

async function start(options: StartOptions): Promise<Engine> {
  if (options.fresh) rmSync(DATA, { recursive: true, force: true });
  mkdirSync(LOCAL, { recursive: true });
  progress('synthesizing the template, building the explorer');
  await Promise.all([synthesize(ASSEMBLY), buildExplorer(EXPLORER)]);
  const engine = await createEngine({
    assembly: ASSEMBLY,
    host: options.host,
    port: options.port,
    ...(options.persist ? { dataDirectory: DATA } : {}),
    explorerDirectory: EXPLORER,
    personas,
    logLevel: options.verbose ? 'info' : 'warn',
    onProgress: progress,
    ...(options.seed ? { seed: (context: SeedContext) => seedOnce(context, options.persist) } : {}),
  });
  writeOutputs(engine);
  setInterval(() => writeOutputs(engine), OUTPUTS_EVERY_MS).unref();
  return engine;
}

/** Stored data is seeded once; a load that was cut off is done again: every item has its own key, so nothing doubles. */
async function seedOnce({ dynamodbEndpoint, outputs }: SeedContext, persist: boolean): Promise<void> {
  const marker = join(DATA, 'demo-data-loaded');
  if (persist && existsSync(marker)) {
    progress('stored data found');
    return;
  }
  const tableOf = (output: string): string => outputs[output] ?? '';
  await loadDataset({
    endpoint: dynamodbEndpoint,
    tables: {
      loyalty: tableOf('LoyaltyTable'),
      content: tableOf('ContentTable'),
      proximity: tableOf('ProximityTable'),
    },
    onProgress: progress,
  });
  if (persist) writeFileSync(marker, '');
}

function writeOutputs(engine: Engine): void {
  writeFileSync(OUTPUTS_FILE, `${JSON.stringify(engine.outputs(), null, 2)}\n`, { mode: 0o600 });
}

function explain(cause: unknown): string {
  if (cause instanceof UsageError || cause instanceof SynthError) return cause.message;
  if (isEngineError(cause) && cause.kind === 'user') return `${cause.message}\n${cause.fix ?? ''}`;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

try {
  const options = readOptions(process.argv.slice(2), process.env);
  const engine = await start(options);
  const { data, custom } = engine.outputs();
  console.log(
    banner({
      origin: engine.origin,
      apiKey: data.api_key,
      personas: custom.personas,
      outputsFile: '.local/amplify_outputs.json',
      dataDirectory: options.persist ? '.local/data' : null,
      seconds: (performance.now() - began) / 1000,
    }),
  );
  const stop = (): void => {
    void engine.stop().then((failures) => process.exit(failures.length === 0 ? 0 : 1));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (cause) {
  console.error(`\n${explain(cause)}`);
  process.exit(1);
}
