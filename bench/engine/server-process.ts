/** One server in a process of its own, alone on the first core where the system can pin. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** User and system time spent so far, in ms; null where the system does not tell. */
  cpuMs(): number | null;
  stop(): Promise<void>;
}

/** Linux counts in hundredths of a second. */
const TICK_MS = 10;
const READY_WITHIN_MS = 60_000;

export const canPin = ((): boolean => {
  try {
    execFileSync('taskset', ['-c', '0,1', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** `node` on one core; on any where pinning is not possible. */
export function spawnPinned(core: 0 | 1, args: readonly string[], env: NodeJS.ProcessEnv, stdout: 'ignore' | 'pipe') {
  const node = [process.execPath, ...args];
  const [program = '', ...rest] = canPin ? ['taskset', '-c', String(core), ...node] : node;
  return spawn(program, rest, { env: { ...process.env, ...env }, stdio: ['ignore', stdout, 'inherit'] });
}

export async function startServer(
  args: readonly string[],
  env: NodeJS.ProcessEnv & { readonly PORT: string },
): Promise<ServerProcess> {
  const child = spawnPinned(0, ['--import', 'tsx', ...args], { NODE_ENV: 'production', ...env }, 'ignore');
  const url = `http://127.0.0.1:${env.PORT}/graphql`;
  await untilListening(child, url);
  return {
    url,
    pid: child.pid ?? 0,
    cpuMs: () => cpuMsOf(child.pid ?? 0),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function cpuMsOf(pid: number): number | null {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(afterName[11]) + Number(afterName[12])) * TICK_MS;
  } catch {
    return null;
  }
}

async function untilListening(child: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The server for ${url} ended with code ${child.exitCode}.`);
    const listens = await fetch(url, { method: 'POST', body: '{"query":"{ hello }","variables":{}}' }).then(
      () => true,
      () => false,
    );
    if (listens) return;
    await delay(100);
  }
  child.kill('SIGKILL');
  throw new Error(`Nothing listened on ${url} within ${READY_WITHIN_MS / 1000} s.`);
}
