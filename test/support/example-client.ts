/** Runs a program of `examples/clients` and reads along. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from './source-files.ts';

export const CLIENTS = join(PROJECT_ROOT, 'examples', 'clients');
/** On a developer's machine they are installed on wish; in CI missing ones are a failure. */
export const ARE_CLIENTS_EXPECTED = existsSync(join(CLIENTS, 'node_modules')) || process.env.CI === 'true';

export interface ExampleClient {
  /** What it said of this so far, or the promise of it. @throws what it printed when it ends before */
  said(what: string): Promise<unknown>;
  /** Resolves with its exit code. */
  readonly ended: Promise<number | null>;
  stop(): void;
}

export function runClient(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ExampleClient {
  const child = spawn(process.execPath, ['--import', 'tsx', join(CLIENTS, file), ...args], {
    cwd: PROJECT_ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  });
  let printed = '';
  let wake: (() => void)[] = [];
  const ring = (): void => {
    for (const each of wake.splice(0)) each();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      printed += part.toString();
      ring();
    });
  }
  let hasEnded = false;
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      hasEnded = true;
      ring();
      resolve(code);
    });
  });
  const find = (what: string): { readonly value: unknown } | undefined => {
    const line = printed.split('\n').find((each) => each.startsWith(`{"${what}":`) && each.endsWith('}'));
    return line === undefined ? undefined : { value: (JSON.parse(line) as Record<string, unknown>)[what] };
  };
  return {
    async said(what) {
      for (;;) {
        const found = find(what);
        if (found !== undefined) return found.value;
        if (hasEnded) throw new Error(`${file} ended before it said ${what}:\n${printed}`);
        await new Promise<void>((resolve) => {
          wake = [...wake, resolve];
        });
      }
    },
    ended,
    stop: () => void child.kill('SIGKILL'),
  };
}
