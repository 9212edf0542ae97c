/** What is stored: the authority's and the server's key with its certificate in one file each, so that no half pair can be read. */
import { X509Certificate, createPrivateKey, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyedCertificate } from './issue.ts';
import type { ServerNames } from './names.ts';

export type PairName = 'authority' | 'server';

const PAIR = /(-----BEGIN PRIVATE KEY-----[\s\S]+?-----END PRIVATE KEY-----\n?)\s*(-----BEGIN CERTIFICATE-----[\s\S]+)/;

/** @returns null when nothing is stored, or what is stored is damaged: then it is made anew */
export async function readPair(directory: string, name: PairName): Promise<KeyedCertificate | null> {
  const text = await readFile(join(directory, `${name}.pem`), 'utf8').catch(() => '');
  const [, key, cert] = PAIR.exec(text) ?? [];
  if (key === undefined || cert === undefined) return null;
  return belongTogether({ key, cert }) ? { key, cert } : null;
}

/** Replaces what is stored in one step: a kill in between leaves the old one. */
export async function writePair(directory: string, name: PairName, pair: KeyedCertificate): Promise<void> {
  await writeAside(directory, name, `${pair.key}${pair.cert}`, 0o600, (pending, file) => rename(pending, file));
}

/** Stores an authority unless another process was quicker. @returns the one that is stored */
export async function writeFirst(directory: string, pair: KeyedCertificate): Promise<KeyedCertificate> {
  await writeAside(directory, 'authority', `${pair.key}${pair.cert}`, 0o600, async (pending, file) => {
    await link(pending, file).catch((cause: unknown) => {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    });
    await rm(pending);
  });
  const stored = await readPair(directory, 'authority');
  if (stored !== null) return stored;
  await writePair(directory, 'authority', pair);
  return pair;
}

/** The public half, which browsers and `NODE_EXTRA_CA_CERTS` are given. @returns its path */
export async function publish(directory: string, cert: string): Promise<string> {
  const file = join(directory, 'ca.pem');
  if ((await readFile(file, 'utf8').catch(() => '')) === cert) return file;
  await writeAside(directory, 'ca', cert, 0o644, (pending, target) => rename(pending, target));
  return file;
}

export const forget = (directory: string, name: PairName): Promise<void> =>
  rm(join(directory, `${name}.pem`), { force: true });

/** @returns whether it ends later than `untilMs` and began before `nowMs` */
export function isValidFor(cert: string, nowMs: number, untilMs: number): boolean {
  const { validFrom, validTo } = new X509Certificate(cert);
  return Date.parse(validFrom) <= nowMs && Date.parse(validTo) > untilMs;
}

/** @returns whether the authority signed it, for each of the names */
export function isIssuedFor(cert: string, authority: string, names: ServerNames): boolean {
  const server = new X509Certificate(cert);
  const ca = new X509Certificate(authority);
  return (
    server.checkIssued(ca) &&
    server.verify(ca.publicKey) &&
    names.dns.every((name) => server.checkHost(name) !== undefined) &&
    names.addresses.every((address) => server.checkIP(address) !== undefined)
  );
}

function belongTogether({ key, cert }: KeyedCertificate): boolean {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

async function writeAside(
  directory: string,
  name: string,
  text: string,
  mode: number,
  settle: (pending: string, file: string) => Promise<void>,
): Promise<void> {
  const file = join(directory, `${name}.pem`);
  const pending = `${file}.${randomUUID()}.tmp`;
  await mkdir(directory, { recursive: true });
  await writeFile(pending, text, { mode });
  await settle(pending, file);
}
