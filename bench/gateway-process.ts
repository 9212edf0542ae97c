import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export interface GatewayOutputs {
  readonly data: { readonly url: string; readonly api_key: string };
  readonly custom: {
    readonly dynamodbEndpoint: string;
    readonly stack: Readonly<Record<string, string>>;
    readonly personas: readonly { readonly name: string; readonly token?: string }[];
  };
}

export interface GatewayProcess {
  readonly outputs: GatewayOutputs;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 90_000;

/** Starts the gateway as a user does, in a process of its own, so that the load does not share its event loop. */
export async function startGatewayProcess(port: number): Promise<GatewayProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts', '--port', String(port)], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await untilReady(child, port);
  const answer = await fetch(`http://127.0.0.1:${port}/outputs.json`);
  return {
    outputs: (await answer.json()) as GatewayOutputs,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function untilReady(child: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The gateway ended with code ${child.exitCode} before it was ready.`);
    const status = await fetch(`http://127.0.0.1:${port}/health`).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    await delay(100);
  }
  child.kill('SIGKILL');
  throw new Error(`The gateway was not ready within ${READY_WITHIN_MS / 1000} s.`);
}
