/**
 * `nextToken`: base64 of `{"version":3,"token":…}`. The token is encrypted and authenticated (AES-256-GCM), and bound to who made
 * it: another resolver, function, operation or index cannot open it (spec/appsync-resolvers 5.1).
 */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { Random } from '../../kernel/index.ts';
import { isMembers } from '../document.ts';
import type { WireItem } from './values.ts';

const VERSION = 3;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface PageTokens {
  seal(lastKey: WireItem, boundTo: string): string;
  /** Undefined for a token that was forged, damaged, or made by somebody else. */
  open(token: string, boundTo: string): WireItem | undefined;
}

/** @param secret - of any length; the same secret opens tokens of an earlier process */
export function createPageTokens(secret: Uint8Array, random: Random): PageTokens {
  const key = createHash('sha256').update('page-tokens').update(secret).digest();
  return {
    seal(lastKey, boundTo) {
      const nonce = random.bytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(boundTo));
      const sealed = Buffer.concat([cipher.update(JSON.stringify(lastKey)), cipher.final()]);
      const token = Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
      return Buffer.from(JSON.stringify({ version: VERSION, token })).toString('base64');
    },
    open(token, boundTo) {
      try {
        const outer = Buffer.from(token, 'base64');
        // Decoding skips what it does not know; a token has one spelling only.
        if (outer.toString('base64') !== token) return undefined;
        const envelope: unknown = JSON.parse(outer.toString());
        if (!isMembers(envelope) || envelope.version !== VERSION || typeof envelope.token !== 'string')
          return undefined;
        const bytes = Buffer.from(envelope.token, 'base64');
        const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(Buffer.from(boundTo)).setAuthTag(tag);
        const opened = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
        return JSON.parse(opened.toString()) as WireItem;
      } catch {
        // Bad base64, bad JSON and a failed authentication mean the same: not one of ours.
        return undefined;
      }
    },
  };
}
