import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A synth that failed; its message is what the synth said. */
export class SynthError extends Error {
  override readonly name = 'SynthError';
}

/**
 * Synthesizes in a process of its own: the CDK and the compiler need some 400 MB that the server must not keep.
 * @throws {SynthError} with the sentence of the check that failed
 */
export async function synthesize(outdir: string): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'synth.ts'), outdir], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: Buffer[] = [];
  child.stderr.on('data', (part: Buffer) => said.push(part));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new SynthError(Buffer.concat(said).toString('utf8').trim());
}
