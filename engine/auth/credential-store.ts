/** Access keys that the engine itself gives out: to personas, and to each Lambda function for its role. */
import type { Random } from '../kernel/index.ts';

export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Present for temporary credentials only; a request must then carry it. */
  readonly sessionToken: string | null;
  /** The role or user that the key stands for. */
  readonly principalArn: string;
  readonly sessionName: string;
  /** `AROA…` of a role, `AIDA…` of a user: the first half of `identity.username`. */
  readonly principalId: string;
}

export interface CredentialStore {
  /** Makes new keys for a principal. `temporary: false` makes a key pair without a session token. @default temporary */
  issue(principalArn: string, sessionName: string, options?: { readonly temporary?: boolean }): Credential;
  find(accessKeyId: string): Credential | undefined;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Keys live as long as the store: nothing is written to disk. */
export function createCredentialStore(random: Random): CredentialStore {
  const credentials = new Map<string, Credential>();
  const principalIds = new Map<string, string>();
  const letters = (count: number): string =>
    Array.from(random.bytes(count), (byte) => BASE32[byte % BASE32.length]).join('');

  const principalIdOf = (principalArn: string): string => {
    const known = principalIds.get(principalArn);
    if (known !== undefined) return known;
    const made = `${principalArn.includes(':user/') ? 'AIDA' : 'AROA'}${letters(17)}`;
    principalIds.set(principalArn, made);
    return made;
  };

  return {
    issue(principalArn, sessionName, { temporary = true } = {}) {
      const credential: Credential = {
        accessKeyId: `${temporary ? 'ASIA' : 'AKIA'}${letters(16)}`,
        secretAccessKey: Buffer.from(random.bytes(30)).toString('base64'),
        sessionToken: temporary ? Buffer.from(random.bytes(120)).toString('base64') : null,
        principalArn,
        sessionName,
        principalId: principalIdOf(principalArn),
      };
      credentials.set(credential.accessKeyId, credential);
      return credential;
    },
    find: (accessKeyId) => credentials.get(accessKeyId),
  };
}
