/**
 * `npm start`: synthesize, then let the engine serve what was written, with demo data, personas and the explorer. The one file that
 * knows both halves.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { buildDataset, type Dataset, loadDataset } from '../demo/index.ts';
import { personas } from '../demo/personas.ts';
import { createEngine, type Engine, isEngineError, type SeedContext, startDatabase } from '../engine/index.ts';
import { buildExplorer } from '../explorer/build.ts';
import { banner } from './banner.ts';
import { readOptions, type StartOptions, UsageError } from './options.ts';
import { SynthError, synthesize } from './synth-process.ts';

const ROOT = join(import.meta.dirname, '..');
const ASSEMBLY = join(ROOT, 'cdk.out');

/** Tokens live an hour: the file is written anew before they end. */
const OUTPUTS_EVERY_MS = 30 * 60_000;

// Functions see UTC on Lambda; workers take their time zone from here.
process.env.TZ = 'UTC';

const began = performance.now();
const progress = (text: string): void =>
  console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${text}`);

interface Places {
  readonly data: string;
  readonly explorer: string;
  readonly outputs: string;
  readonly tls: string;
}

const placesIn = (local: string): Places => ({
  data: join(local, 'data'),
  explorer: join(local, 'explorer'),
  outputs: join(local, 'amplify_outputs.json'),
  tls: join(local, 'tls'),
});

async function start(options: StartOptions, places: Places): Promise<Engine> {
  if (options.fresh) rmSync(places.data, { recursive: true, force: true });
  mkdirSync(options.persist ? places.data : options.local, { recursive: true });
  const stored = options.persist ? { dataDirectory: places.data } : {};
  const logLevel = options.verbose ? 'info' : 'warn';
  const loaded = options.persist ? join(places.data, 'demo-data-loaded') : null;
  progress('synthesizing the template, building the explorer, starting DynamoDB Local');
  const building = Promise.all([synthesize(ASSEMBLY), buildExplorer(places.explorer)]);
  const database = startDatabase({ ...stored, logLevel });
  try {
    // Made while the other processes work.
    const dataset = needsDataset(options, loaded) ? buildDataset() : null;
    await building;
    const engine = await createEngine({
      assembly: ASSEMBLY,
      host: options.host,
      port: options.port,
      ...stored,
      database,
      tlsDirectory: resolve(places.tls),
      explorerDirectory: places.explorer,
      personas,
      iam: options.iam,
      ...(options.inspectPort === undefined ? {} : { inspectPort: options.inspectPort }),
      logLevel,
      onProgress: progress,
      ...(dataset === null ? {} : { seed: (context: SeedContext) => seed(context, dataset, loaded) }),
    });
    writeOutputs(engine, places.outputs);
    setInterval(() => writeOutputs(engine, places.outputs), OUTPUTS_EVERY_MS).unref();
    return engine;
  } catch (cause) {
    await database.stop();
    throw cause;
  }
}

/** Stored data is seeded once; a load that was cut off is done again: every item has its own key, so nothing doubles. */
function needsDataset(options: StartOptions, loaded: string | null): boolean {
  if (!options.seed) return false;
  if (loaded === null || !existsSync(loaded)) return true;
  progress('stored data found');
  return false;
}

/** @param loaded - the file that says that the whole load is stored */
async function seed(
  { dynamodbEndpoint, outputs }: SeedContext,
  dataset: Dataset,
  loaded: string | null,
): Promise<void> {
  const tableOf = (output: string): string => outputs[output] ?? '';
  await loadDataset({
    endpoint: dynamodbEndpoint,
    tables: {
      loyalty: tableOf('LoyaltyTable'),
      content: tableOf('ContentTable'),
      proximity: tableOf('ProximityTable'),
    },
    dataset,
    onProgress: progress,
  });
  if (loaded !== null) writeFileSync(loaded, '');
}

function writeOutputs(engine: Engine, file: string): void {
  writeFileSync(file, `${JSON.stringify(engine.outputs(), null, 2)}\n`, { mode: 0o600 });
}

function explain(cause: unknown): string {
  if (cause instanceof UsageError || cause instanceof SynthError) return cause.message;
  if (isEngineError(cause) && cause.kind === 'user') return `${cause.message}\n${cause.fix ?? ''}`;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

try {
  const options = readOptions(process.argv.slice(2), process.env);
  const places = placesIn(options.local);
  const engine = await start(options, places);
  const { data, custom } = engine.outputs();
  console.log(
    banner({
      origin: engine.origin,
      apiKey: data.api_key,
      password: custom.password,
      caFile: custom.caFile,
      personas: custom.personas,
      outputsFile: places.outputs,
      dataDirectory: options.persist ? places.data : null,
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
