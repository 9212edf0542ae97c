/** The certificate of this machine: made once, kept, renewed in time. */
import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemRandom, type Clock } from '../../engine/kernel/index.ts';
import { openCertificate, type Certificate } from '../../engine/tls/index.ts';

const DAY_MS = 24 * 60 * 60_000;
const BEGAN = Date.UTC(2026, 2, 1);
const at = (days: number): Clock => ({ now: () => BEGAN + days * DAY_MS, after: () => () => undefined });

let folder: string;
let first: Certificate;

const openAt = (days: number, host = '127.0.0.1', directory = folder): Promise<Certificate> =>
  openCertificate({ host, directory, clock: at(days), random: systemRandom });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tls-'));
  first = await openAt(0);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a certificate', () => {
  it('holds for the names of this machine and of the Android emulator, and is no authority', () => {
    const server = new X509Certificate(first.cert);

    expect(server.checkHost('localhost')).toBe('localhost');
    for (const address of ['127.0.0.1', '::1', '10.0.2.2']) expect(server.checkIP(address)).toBeDefined();
    expect(server.checkHost('example.com')).toBeUndefined();
    expect(server.ca).toBe(false);
    expect(server.verify(new X509Certificate(first.ca).publicKey)).toBe(true);
  });

  it('lasts no longer than browsers accept', () => {
    const { validFrom, validTo } = new X509Certificate(first.cert);

    expect((Date.parse(validTo) - Date.parse(validFrom)) / DAY_MS).toBeLessThanOrEqual(398);
  });

  it('keeps private keys from other people, and offers the authority to everybody', () => {
    const modeOf = (name: string): number => statSync(join(folder, name)).mode & 0o777;

    expect(modeOf('authority.pem')).toBe(0o600);
    expect(modeOf('server.pem')).toBe(0o600);
    expect(first.caFile).toBe(join(folder, 'ca.pem'));
    expect(readFileSync(first.caFile ?? '', 'utf8')).toBe(first.ca);
    expect(first.ca).not.toContain('PRIVATE');
  });

  it('is the same at each start', async () => {
    expect(await openAt(300)).toEqual(first);
  });

  it('is made in memory without a folder', async () => {
    const { caFile, ca } = await openCertificate({ host: 'localhost', clock: at(0), random: systemRandom });

    expect(caFile).toBeNull();
    expect(ca).not.toBe(first.ca);
  });
});

describe('a change', () => {
  it('renews before the end, and whoever trusts the authority need do nothing', async () => {
    const later = await openAt(370);

    expect(later.cert).not.toBe(first.cert);
    expect(later.ca).toBe(first.ca);
    expect(await openAt(371)).toEqual(later);
  });

  it('of the host gives a certificate that holds for it, by the same authority', async () => {
    const named = await openAt(371, 'gateway.test');
    const addressed = await openAt(371, '192.168.1.7');

    expect(new X509Certificate(named.cert).checkHost('gateway.test')).toBe('gateway.test');
    expect(new X509Certificate(addressed.cert).checkIP('192.168.1.7')).toBeDefined();
    expect(addressed.ca).toBe(first.ca);
  });

  it.each(['0.0.0.0', '::'])('to %s names no address of nowhere', async (host) => {
    const { cert } = await openAt(371, host);

    expect(new X509Certificate(cert).checkIP(host)).toBeUndefined();
  });

  it.each([
    ['is damaged', 'not a certificate'],
    ['is empty', ''],
  ])('makes a server certificate anew that %s', async (_how, text) => {
    writeFileSync(join(folder, 'server.pem'), text);
    const { cert, ca } = await openAt(371);

    expect(new X509Certificate(cert).checkHost('localhost')).toBe('localhost');
    expect(ca).toBe(first.ca);
  });

  it('ends both together when the authority nears its end', async () => {
    const later = await openAt(3400);

    expect(later.ca).not.toBe(first.ca);
    expect(new X509Certificate(later.cert).verify(new X509Certificate(later.ca).publicKey)).toBe(true);
  });

  it('made by two starts at once ends in one authority for both', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'tls-'));
    const [one, two] = await Promise.all([openAt(0, 'localhost', directory), openAt(0, 'localhost', directory)]);

    expect(one.ca).toBe(two.ca);
    rmSync(directory, { recursive: true });
  });

  it('that cannot be stored is refused with the folder’s name', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    chmodSync(file, 0o400);

    await expect(openAt(0, 'localhost', join(file, 'tls'))).rejects.toMatchObject({ code: 'TLS_FOLDER_UNUSABLE' });
  });
});
