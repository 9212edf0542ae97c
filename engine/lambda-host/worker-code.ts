import { buildSync } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { invariant } from '../kernel/index.ts';

/** The worker's program as text, so that it starts alike under tsx, under jest and from a build. Costs some 10 ms: build it once. */
export function buildWorkerCode(): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL('./worker/entry.ts', import.meta.url))],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'silent',
  });
  const code = outputFiles[0]?.text;
  invariant(code !== undefined, 'esbuild gives one file for the worker');
  return code;
}
