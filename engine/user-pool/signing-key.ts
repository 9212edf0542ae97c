/** The pool's RSA key. Making one takes 100 ms or more, so it is made once, away from the event loop, and may be kept on disk. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { userError } from '../kernel/index.ts';

/** One member of a JWKS, with the keys in Cognito's own set. */
export type PublicJwk = {
  readonly alg: 'RS256';
  readonly e: string;
  readonly kid: string;
  readonly kty: 'RSA';
  readonly n: string;
  readonly use: 'sig';
};

export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly jwk: PublicJwk;
}

/** @param directory - where `<poolId>.pem` is kept; without it the key lives as long as the process. */
export async function openSigningKey(poolId: string, directory: string | undefined): Promise<SigningKey> {
  if (directory === undefined) return toSigningKey(await generateKey());
  const file = join(directory, `${poolId}.pem`);
  const stored = await readIfPresent(file);
  if (stored !== null) return toSigningKey(parseKey(stored, file));
  const fresh = await generateKey();
  await mkdir(directory, { recursive: true });
  // Written aside and renamed: a kill in between leaves no half key behind.
  const pending = `${file}.${process.pid}.tmp`;
  await writeFile(pending, fresh.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  await rename(pending, file);
  return toSigningKey(fresh);
}

async function generateKey(): Promise<KeyObject> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey;
}

async function readIfPresent(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  }
}

function parseKey(pem: string, file: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw userError(
      'USER_POOL_KEY_UNREADABLE',
      `The stored key of the user pool is not a private key: ${file}.`,
      'Delete the file; a new key is made at the next start, and tokens signed with the old one end.',
      cause,
    );
  }
}

function toSigningKey(privateKey: KeyObject): SigningKey {
  const publicKey = createPublicKey(privateKey);
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
  return { privateKey, jwk: { alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' } };
}
