/** Under which names this machine is reached. A certificate holds for exactly these. */
import { isIP } from 'node:net';

export interface ServerNames {
  readonly dns: readonly string[];
  readonly addresses: readonly string[];
}

/** The emulator's own name for the machine that it runs on. */
const ANDROID_EMULATOR_HOST = '10.0.2.2';
/** "Every address" is where to listen, not a name to call. */
const UNNAMED = new Set(['0.0.0.0', '::', '']);

/** @param host - what the server listens on: a name or an address, added to those that always hold */
export function serverNames(host: string): ServerNames {
  const bare = host.replace(/^\[|\]$/g, '');
  const dns = new Set(['localhost']);
  const addresses = new Set(['127.0.0.1', '::1', ANDROID_EMULATOR_HOST]);
  if (isIP(bare) !== 0 && !UNNAMED.has(bare)) addresses.add(bare);
  else if (!UNNAMED.has(bare)) dns.add(bare);
  return { dns: [...dns], addresses: [...addresses] };
}
