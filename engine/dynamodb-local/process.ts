/**
 * The DynamoDB Local process. It dies with us however we end: a watchdog beside it waits on a pipe that only we hold open, and the
 * kernel closes that pipe even when we are killed.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, Socket, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock, Log } from '../kernel/index.ts';

/**
 * `exec` makes the shell become Java, so its pid is Java's. The subshell reads our pipe: a line means that Java has ended already, the
 * end of the pipe means that we have.
 */
const WATCHDOG = 'exec 3<&0; (read -r _ <&3 || kill -KILL $$) >/dev/null 2>&1 & exec "$@" </dev/null 3<&-';

const STOP_PATIENCE_MS = 3000;

export interface JavaProcess {
  readonly port: number;
  readonly pid: number | undefined;
  /** Settles when the process has ended, with the last lines that it wrote to stderr. */
  readonly ended: Promise<string>;
  hasEnded(): boolean;
  /** From now on neither the process nor its pipes keep us alive. */
  release(): void;
  stop(): Promise<void>;
}

export interface JavaProcessOptions {
  readonly java: string;
  readonly jvmFlags: readonly string[];
  readonly emulator: string;
  /** Null keeps all data in memory. */
  readonly persistDirectory: string | null;
  readonly log: Log;
  readonly clock: Clock;
}

export async function spawnJava(options: JavaProcessOptions): Promise<JavaProcess> {
  const port = await freePort();
  const command = [options.java, ...javaArguments(options, port)];
  const [program, ...rest] = process.platform === 'win32' ? command : ['/bin/sh', '-c', WATCHDOG, 'sh', ...command];
  const child = spawn(program ?? options.java, rest, {
    // A session of its own: Ctrl-C in the terminal reaches us alone, and we end it when all else has ended.
    detached: process.platform !== 'win32',
    stdio: ['pipe', 'ignore', 'pipe'],
    cwd: options.persistDirectory ?? tmpdir(),
    env: { ...process.env, DDB_LOCAL_TELEMETRY: '0' },
  });
  return supervise(child, port, options);
}

function javaArguments(options: JavaProcessOptions, port: number): readonly string[] {
  const { emulator, persistDirectory } = options;
  return [
    ...options.jvmFlags,
    `-Djava.library.path=${join(emulator, 'DynamoDBLocal_lib')}`,
    '-jar',
    join(emulator, 'DynamoDBLocal.jar'),
    '-port',
    String(port),
    ...(persistDirectory === null ? ['-inMemory'] : ['-dbPath', persistDirectory]),
    '-sharedDb',
    '-disableTelemetry',
  ];
}

function supervise(
  child: ChildProcess,
  port: number,
  { log, clock, persistDirectory }: JavaProcessOptions,
): JavaProcess {
  let lastWords = '';
  let isOver = false;
  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString('utf8')).slice(-2000);
    log.debug('dynamodb-local', { stderr: chunk.toString('utf8').trimEnd() });
  });
  // The watchdog may be gone before it reads our line.
  child.stdin?.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (cause) => {
      isOver = true;
      resolve(cause.message);
    });
    child.once('exit', () => {
      isOver = true;
      child.stdin?.end('ended\n');
    });
    child.once('close', () => resolve(lastWords.trim()));
  });
  return {
    port,
    pid: child.pid,
    ended,
    hasEnded: () => isOver,
    release() {
      child.unref();
      for (const pipe of [child.stdin, child.stderr]) if (pipe instanceof Socket) pipe.unref();
    },
    async stop() {
      if (isOver) return;
      const exit = once(child, 'exit');
      child.ref();
      // In memory there is nothing to flush.
      child.kill(persistDirectory === null ? 'SIGKILL' : 'SIGTERM');
      const calm = clock.after(STOP_PATIENCE_MS, () => child.kill('SIGKILL'));
      await exit;
      calm();
    },
  };
}

/** A port that was free a moment ago; the caller tries another when somebody was faster. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '0.0.0.0');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
