/** State that travels through the client and back, so that nothing has to be kept for visitors who never return. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Random } from '../kernel/index.ts';

/** AES-256-GCM. The purpose is authenticated: a sealed challenge is never taken for a refresh token. */
export interface Seal {
  seal(value: Readonly<Record<string, unknown>>): Buffer;
  /** @returns null for what this key and purpose did not seal */
  open(sealed: Uint8Array): Readonly<Record<string, unknown>> | null;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

export function createSeal(key: Uint8Array, purpose: string, random: Random): Seal {
  const about = Buffer.from(purpose);
  return {
    seal(value) {
      const iv = random.bytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(about);
      const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), text]);
    },
    open(sealed) {
      if (sealed.length <= IV_BYTES + TAG_BYTES) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(about).setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        const text = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
        return JSON.parse(text.toString('utf8')) as Readonly<Record<string, unknown>>;
      } catch {
        return null;
      }
    },
  };
}
