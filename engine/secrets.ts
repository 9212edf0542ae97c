import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from './kernel/index.ts';

const KEY_BYTES = 32;

/**
 * The key that seals `nextToken`. It is stored beside the data, so that a page's cursor survives a restart as the data does; without
 * a folder it lives as long as the process.
 */
export function pageTokenKey(dataDirectory: string | undefined, random: Random): Uint8Array {
  if (dataDirectory === undefined) return random.bytes(KEY_BYTES);
  const file = join(dataDirectory, 'page-token.key');
  try {
    return readFileSync(file);
  } catch {
    // Not there yet: made now. A key that cannot be written fails here, at start, and not at the first page.
    const key = random.bytes(KEY_BYTES);
    mkdirSync(dataDirectory, { recursive: true });
    writeFileSync(file, key, { mode: 0o600 });
    return key;
  }
}
