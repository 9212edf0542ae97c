/**
 * Makes keys and X.509 certificates. Node reads certificates but cannot write them, so `node-forge` writes these; the keys are Node's
 * own, made away from the event loop.
 */
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type forge from 'node-forge';
import type { Clock, Random } from '../kernel/index.ts';
import type { ServerNames } from './names.ts';

/** Both as PEM. */
export interface KeyedCertificate {
  readonly key: string;
  readonly cert: string;
}

interface Issuing {
  readonly clock: Clock;
  readonly random: Random;
}

const DAY_MS = 24 * 60 * 60_000;
const AUTHORITY_DAYS = 3650;
/** Browsers refuse more than 398. */
const SERVER_DAYS = 397;
/** A peer whose clock is late must not find a certificate of the future. */
const BACKDATED_MS = DAY_MS;
/** Types of a subject alternative name (RFC 5280, 4.2.1.6). */
const DNS_NAME = 2;
const IP_ADDRESS = 7;

/** An authority that can sign servers only, and no further authority. */
export async function issueAuthority(issuing: Issuing): Promise<KeyedCertificate> {
  const { pki, md } = await loadForge();
  const { privateKey, publicKey } = await makeKeys();
  const serial = serialNumber(issuing.random);
  const cert = draft(pki, issuing, { publicKey, serial, days: AUTHORITY_DAYS });
  // The serial number tells two authorities of one machine apart in a browser's list.
  const name = [{ name: 'commonName', value: `Local gateway authority ${serial.slice(2, 10)}` }];
  cert.setSubject(name);
  cert.setIssuer(name);
  cert.setExtensions([
    { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
    { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  cert.sign(pki.privateKeyFromPem(privateKey), md.sha256.create());
  return { key: privateKey, cert: pki.certificateToPem(cert) };
}

export async function issueServer(
  authority: KeyedCertificate,
  names: ServerNames,
  issuing: Issuing,
): Promise<KeyedCertificate> {
  const { pki, md } = await loadForge();
  const { privateKey, publicKey } = await makeKeys();
  const issuer = pki.certificateFromPem(authority.cert);
  const cert = draft(pki, issuing, { publicKey, serial: serialNumber(issuing.random), days: SERVER_DAYS });
  cert.setSubject([{ name: 'commonName', value: names.dns[0] ?? 'localhost' }]);
  cert.setIssuer(issuer.subject.attributes);
  cert.setExtensions([
    { name: 'basicConstraints', critical: true, cA: false },
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: true },
    {
      name: 'subjectAltName',
      altNames: [
        ...names.dns.map((value) => ({ type: DNS_NAME, value })),
        ...names.addresses.map((ip) => ({ type: IP_ADDRESS, ip })),
      ],
    },
    { name: 'authorityKeyIdentifier', keyIdentifier: issuer.generateSubjectKeyIdentifier().getBytes() },
  ]);
  cert.sign(pki.privateKeyFromPem(authority.key), md.sha256.create());
  return { key: privateKey, cert: pki.certificateToPem(cert) };
}

/** Loaded when something is issued: a start that finds its certificate never pays for it. */
async function loadForge(): Promise<typeof forge> {
  return (await import('node-forge')).default;
}

async function makeKeys(): Promise<{ readonly privateKey: string; readonly publicKey: string }> {
  return promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

function draft(
  pki: typeof forge.pki,
  { clock }: Issuing,
  facts: { readonly publicKey: string; readonly serial: string; readonly days: number },
): forge.pki.Certificate {
  const cert = pki.createCertificate();
  cert.publicKey = pki.publicKeyFromPem(facts.publicKey);
  cert.serialNumber = facts.serial;
  cert.validity.notBefore = new Date(clock.now() - BACKDATED_MS);
  cert.validity.notAfter = new Date(clock.now() + facts.days * DAY_MS);
  return cert;
}

/** Positive in DER: the first byte is below 128 and not 0. */
const serialNumber = (random: Random): string => `01${Buffer.from(random.bytes(15)).toString('hex')}`;
