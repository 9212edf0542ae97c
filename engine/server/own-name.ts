/** By which names this machine may be asked for what opens demo data. */
import { isIP } from 'node:net';

/** A container's name for the machine that it runs on. */
const DOCKER_HOST = 'host.docker.internal';

/**
 * A page from elsewhere can make its own name point here (DNS rebinding); the browser then takes our answers for that page's own. It
 * cannot do so with an address, nor with `localhost`.
 * @param header - `Host`; a client that sends none is no browser
 * @param host - what the server was told to listen on
 */
export function isOwnName(header: string | undefined, host: string): boolean {
  if (header === undefined) return true;
  const name = header
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
  if (isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost')) return true;
  return name === host.toLowerCase() || name === DOCKER_HOST;
}

export const FOREIGN_NAME = {
  message:
    'This is handed out to this machine only: ask for it as localhost, by an IP address, or by the name given with --host.',
};
