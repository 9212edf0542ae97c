/** Zip files of functions, unpacked once for each content: functions run from a folder. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { messageOf, userError } from '../../kernel/index.ts';

/** What Lambda takes, unpacked. */
const MAX_BYTES = 250 * 1024 * 1024;

/** @returns the folder with the files of the archive */
export function unpacked(path: string, place: string): string {
  const bytes = readFileSync(path);
  const folder = join(tmpdir(), `lambda-code-${createHash('sha256').update(bytes).digest('hex').slice(0, 24)}`);
  if (existsSync(folder)) return folder;
  const files = Object.entries(filesOf(bytes, path, place)).filter(([name]) => !name.endsWith('/'));
  const foreign = files.find(([name]) => name.startsWith('/') || name.split('/').includes('..'));
  if (foreign !== undefined) throw unusable(path, place, `it holds ${foreign[0]}, which lies outside of it`);
  // Under another name until it is whole: somebody else may be looking for the same.
  const unfinished = `${folder}.${process.pid}`;
  for (const [name, content] of files) {
    const target = join(unfinished, name);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  try {
    renameSync(unfinished, folder);
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw cause;
  }
  return folder;
}

function filesOf(bytes: Uint8Array, path: string, place: string): Record<string, Uint8Array> {
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ originalSize }) => {
        total += originalSize;
        if (total > MAX_BYTES) throw new Error(`unpacked it is larger than ${MAX_BYTES / 1024 / 1024} MB`);
        return true;
      },
    });
  } catch (cause) {
    throw unusable(path, place, messageOf(cause), cause);
  }
}

function unusable(path: string, place: string, why: string, cause?: unknown): Error {
  return userError(
    'TEMPLATE_ASSET_NOT_FOUND',
    `${place} names the archive ${path}, which cannot be unpacked: ${why}`,
    'Build the archive again, or name the folder with its files.',
    cause,
  );
}
