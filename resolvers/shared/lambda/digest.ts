import { createHash } from 'node:crypto';

/** SHA-256 of a text's UTF-8 bytes. */
export function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text, 'utf8').digest();
}

/** As 64 hexadecimal digits. */
export function sha256Hex(text: string): string {
  return Buffer.from(sha256(text)).toString('hex');
}
