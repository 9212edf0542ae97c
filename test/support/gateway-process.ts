import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PROJECT_ROOT } from './source-files.ts';

export interface GatewayProcess {
  readonly url: string;
  readonly pid: number;
  /** Everything printed so far, both streams. */
  output(): string;
  /** Ends it and @returns its exit code, null after a SIGKILL. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface GatewayProcessOptions {
  readonly args?: readonly string[];
  readonly port?: number;
  /** Script to run, from the project root. @default scripts/start.ts, with a `.local` folder of its own */
  readonly script?: string;
}

const ownFolder = (): string => mkdtempSync(join(tmpdir(), 'gateway-'));

/** A stored load on a busy machine takes minutes. */
const READY_WITHIN_MS = 180_000;

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts the gateway as a person does, in a process of its own. @throws with everything it printed when it does not get ready */
export async function spawnGateway(options: GatewayProcessOptions = {}): Promise<GatewayProcess> {
  const port = options.port ?? (await freePort());
  const script = options.script === undefined ? ['scripts/start.ts', '--local', ownFolder()] : [options.script];
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', '--import', 'tsx', ...script, '--port', String(port), ...(options.args ?? [])],
    { cwd: PROJECT_ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (output += part.toString('utf8')));
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, url, () => output);
  return {
    url,
    pid: child.pid ?? 0,
    output: () => output,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      child.kill(signal);
      const [code] = (await ended) as [number | null];
      return code;
    },
  };
}

/** Runs a script that is expected to end by itself. */
export async function runToEnd(
  script: string,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, ['--enable-source-maps', '--import', 'tsx', script, ...args], {
    cwd: PROJECT_ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (output += part.toString('utf8')));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

async function untilReady(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The gateway ended with code ${child.exitCode}:\n${output()}`);
    const status = await fetch(`${url}/health`).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    await delay(100);
  }
  child.kill('SIGKILL');
  throw new Error(`The gateway was not ready within ${READY_WITHIN_MS / 1000} s:\n${output()}`);
}
