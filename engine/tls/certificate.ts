import { messageOf, userError } from '../kernel/index.ts';
import type { Clock, Random } from '../kernel/index.ts';
import { issueAuthority, issueServer } from './issue.ts';
import type { KeyedCertificate } from './issue.ts';
import { forget, isIssuedFor, isValidFor, publish, readPair, writeFirst, writePair } from './keep.ts';
import { serverNames } from './names.ts';
import type { ServerNames } from './names.ts';

export interface CertificateOptions {
  /** What the server listens on; `localhost`, `127.0.0.1`, `::1` and `10.0.2.2` always hold, too. */
  readonly host: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Keeps both keys in this folder, readable by their owner alone. @default they live as long as the process */
  readonly directory?: string | undefined;
}

/** All as PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** What a client has to trust. */
  readonly ca: string;
  /** Where `ca` is stored; null without a folder. */
  readonly caFile: string | null;
}

const DAY_MS = 24 * 60 * 60_000;
/** Renewed a month before it ends, so that a gateway which runs for weeks never holds an ended one. */
const SERVER_MARGIN_MS = 30 * DAY_MS;
/** An authority has to outlive the servers that it signs. */
const AUTHORITY_MARGIN_MS = 400 * DAY_MS;

/** Resolves with what is stored when that is valid, else with what was made now. @throws TLS_FOLDER_UNUSABLE */
export async function openCertificate(options: CertificateOptions): Promise<Certificate> {
  const names = serverNames(options.host);
  const { directory } = options;
  if (directory === undefined) {
    const authority = await issueAuthority(options);
    const server = await issueServer(authority, names, options);
    return { ...server, ca: authority.cert, caFile: null };
  }
  try {
    const authority = await keptAuthority(directory, options);
    const server = await keptServer(directory, authority, names, options);
    return { ...server, ca: authority.cert, caFile: await publish(directory, authority.cert) };
  } catch (cause) {
    throw userError(
      'TLS_FOLDER_UNUSABLE',
      `The local certificate cannot be kept in ${directory}: ${messageOf(cause)}.`,
      'Make the folder writable, or name another one.',
      cause,
    );
  }
}

async function keptAuthority(directory: string, options: CertificateOptions): Promise<KeyedCertificate> {
  const now = options.clock.now();
  const stored = await readPair(directory, 'authority');
  if (stored !== null && isValidFor(stored.cert, now, now + AUTHORITY_MARGIN_MS)) return stored;
  const fresh = await issueAuthority(options);
  if (stored !== null) await forget(directory, 'authority');
  return writeFirst(directory, fresh);
}

async function keptServer(
  directory: string,
  authority: KeyedCertificate,
  names: ServerNames,
  options: CertificateOptions,
): Promise<KeyedCertificate> {
  const now = options.clock.now();
  const stored = await readPair(directory, 'server');
  const isGood =
    stored !== null &&
    isValidFor(stored.cert, now, now + SERVER_MARGIN_MS) &&
    isIssuedFor(stored.cert, authority.cert, names);
  if (isGood) return stored;
  const fresh = await issueServer(authority, names, options);
  await writePair(directory, 'server', fresh);
  return fresh;
}
