import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fault, isEngineError, messageOf, systemClock, userError } from '../kernel/index.ts';
import type { Clock, DynamoDbClient, Lifecycle, Log } from '../kernel/index.ts';
import { createClient } from './client.ts';
import { findEmulator } from './jar.ts';
import { diagnoseJava, javaCommand } from './java.ts';
import { spawnJava, type JavaProcess } from './process.ts';
import { createStreamsClient, type StreamsClient } from './streams-client.ts';
import { createWire, type Wire } from './wire.ts';

const POLL_MS = 20;
const START_PATIENCE_MS = 30_000;
const PORT_ATTEMPTS = 3;

/** C1 only: up in 0.75 s instead of 1 s, and a sixth of the memory. For load, pass `[]`: the full compiler writes twice as fast. */
const QUICK_START: readonly string[] = ['-XX:TieredStopAtLevel=1'];

export interface DynamoDbLocalOptions {
  readonly log: Log;
  readonly lifecycle: Lifecycle;
  /** Where the data stays. @default in memory, gone with the process */
  readonly persistDirectory?: string;
  /** Another DynamoDB to use; nothing is started then. @default the environment's DYNAMODB_ENDPOINT */
  readonly endpoint?: string;
  /** @default `-XX:TieredStopAtLevel=1` */
  readonly jvmFlags?: readonly string[];
  /** @default `$JAVA_HOME/bin/java`, else `java` */
  readonly java?: string;
  /** @default the system's clock */
  readonly clock?: Clock;
}

export interface DynamoDbLocal {
  readonly endpoint: string;
  readonly client: DynamoDbClient;
  readonly streams: StreamsClient;
  /** Null when another endpoint is used. */
  readonly pid: number | null;
}

/** Starts DynamoDB Local and answers once it has served a request, so that the first caller waits for nothing. */
export async function startDynamoDbLocal(options: DynamoDbLocalOptions): Promise<DynamoDbLocal> {
  const endpoint = options.endpoint ?? process.env.DYNAMODB_ENDPOINT;
  if (endpoint !== undefined && endpoint !== '') return connect(endpoint.replace(/\/+$/, ''), options);
  for (let attempt = 1; ; attempt += 1) {
    const started = await start(options);
    if (started !== 'port taken') return started;
    if (attempt === PORT_ATTEMPTS) throw fault('DYNAMODB_START', `found no free port in ${PORT_ATTEMPTS} attempts`);
  }
}

async function start(options: DynamoDbLocalOptions): Promise<DynamoDbLocal | 'port taken'> {
  const { log, lifecycle, clock = systemClock } = options;
  const persistDirectory = options.persistDirectory === undefined ? null : resolve(options.persistDirectory);
  if (persistDirectory !== null) mkdirSync(persistDirectory, { recursive: true });
  const java = options.java ?? javaCommand(process.env);
  const emulator = findEmulator();
  const child = await spawnJava({
    java,
    jvmFlags: options.jvmFlags ?? QUICK_START,
    emulator,
    persistDirectory,
    log,
    clock,
  });
  lifecycle.onStop('dynamodb-local', () => child.stop());
  const endpoint = `http://127.0.0.1:${child.port}`;
  const wire = createWire(endpoint);
  if (await isReady(wire, clock, () => child.hasEnded())) {
    child.release();
    lifecycle.onStop('dynamodb-local sockets', () => wire.close());
    log.debug('dynamodb-local is ready', { endpoint, pid: child.pid, persistDirectory });
    return opened(wire, child.pid ?? null);
  }
  wire.close();
  return explainFailure(child, java);
}

/** @throws what kept it from starting, in words that the reader can act on */
async function explainFailure(child: JavaProcess, java: string): Promise<'port taken'> {
  if (!child.hasEnded()) {
    await child.stop();
    throw fault('DYNAMODB_START', `DynamoDB Local gave no answer in ${START_PATIENCE_MS} ms`);
  }
  const lastWords = await child.ended;
  if (/address already in use/i.test(lastWords)) return 'port taken';
  throw (await diagnoseJava(java)) ?? fault('DYNAMODB_START', `DynamoDB Local ended while starting: ${lastWords}`);
}

async function connect(endpoint: string, { lifecycle, log }: DynamoDbLocalOptions): Promise<DynamoDbLocal> {
  const wire = createWire(endpoint);
  try {
    await wire.send('DynamoDB_20120810.ListTables', { Limit: 1 }, true);
  } catch (cause) {
    wire.close();
    throw userError(
      'DYNAMODB_ENDPOINT',
      `No DynamoDB answers at ${endpoint}: ${messageOf(cause)}`,
      'Start it, correct DYNAMODB_ENDPOINT, or unset it to let the engine start DynamoDB Local.',
      cause,
    );
  }
  lifecycle.onStop('dynamodb sockets', () => wire.close());
  log.debug('dynamodb is reached', { endpoint });
  return opened(wire, null);
}

function opened(wire: Wire, pid: number | null): DynamoDbLocal {
  return { endpoint: wire.endpoint, client: createClient(wire), streams: createStreamsClient(wire), pid };
}

/** The question is a real request, so that its slow first answer (about 250 ms) is not paid by a caller. */
async function isReady(wire: Wire, clock: Clock, hasEnded: () => boolean): Promise<boolean> {
  const deadline = clock.now() + START_PATIENCE_MS;
  while (clock.now() < deadline && !hasEnded()) {
    try {
      await wire.send('DynamoDB_20120810.ListTables', { Limit: 1 }, false);
      return true;
    } catch (cause) {
      if (!isEngineError(cause) || cause.code !== 'DYNAMODB_UNREACHABLE') throw cause;
      await new Promise<void>((wake) => void clock.after(POLL_MS, wake));
    }
  }
  return false;
}
