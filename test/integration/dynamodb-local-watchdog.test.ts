import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(__dirname, '..', '..');

/** Starts DynamoDB Local, tells its pid and port, and then waits or fails as it is told. */
const PARENT = `
import { startDynamoDbLocal } from './engine/dynamodb-local/index.ts';
import { createLog, Lifecycle } from './engine/kernel/index.ts';
startDynamoDbLocal({ log: createLog('silent'), lifecycle: new Lifecycle() }).then(({ pid, endpoint }) => {
  console.log(JSON.stringify({ pid, port: Number(new URL(endpoint).port) }));
  process.stdin.once('data', () => { throw new Error('a mistake of ours'); });
});
`;

interface Started {
  readonly pid: number;
  readonly port: number;
  readonly parent: ReturnType<typeof spawn>;
}

async function startInAnotherProcess(): Promise<Started> {
  const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', PARENT], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
  return { ...(JSON.parse(line) as { readonly pid: number; readonly port: number }), parent };
}

/** Settles when nothing listens on the port any more: connections are held open until the kernel closes them, and tried again. */
async function portIsDead(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1').resume();
    const failures: unknown[] = [];
    socket.on('error', (cause) => failures.push(cause));
    await once(socket, 'close').catch(() => undefined);
    if (failures.some((cause) => isRefusal(cause))) return;
  }
}

function isRefusal(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ECONNREFUSED';
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the process of DynamoDB Local', () => {
  it.each([
    { name: 'is killed (SIGKILL)', end: ({ parent }: Started) => parent.kill('SIGKILL') },
    { name: 'is asked to end (SIGTERM)', end: ({ parent }: Started) => parent.kill('SIGTERM') },
    { name: 'is interrupted (SIGINT)', end: ({ parent }: Started) => parent.kill('SIGINT') },
    { name: 'fails with an uncaught error', end: ({ parent }: Started) => parent.stdin?.write('fail\n') },
  ])('ends when its parent $name', async ({ end }) => {
    const started = await startInAnotherProcess();
    expect(isAlive(started.pid)).toBe(true);

    end(started);

    await expect(portIsDead(started.port)).resolves.toBeUndefined();
  });
});
