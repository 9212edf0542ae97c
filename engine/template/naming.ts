/**
 * Names and ids that AWS would invent. Ours come from stack and logical id alone: the same template has the same names at each start,
 * so persisted tables are found again.
 */
import { createHash } from 'node:crypto';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Lower-case letters and digits 2-7, at most 50 of them, decided by `seed` alone. */
export function token(seed: string, length: number): string {
  const bytes = [...createHash('sha256').update(seed).digest(), ...createHash('sha256').update(`${seed}+`).digest()];
  return bytes
    .slice(0, length)
    .map((byte) => BASE32.charAt(byte % 32))
    .join('');
}

/** `Stack-LogicalId-HASH12` as CloudFormation names things, shortened in the middle when longer than `limit`. */
export function inventedName(stack: string, logicalId: string, limit: number): string {
  const hash = token(`${stack}/${logicalId}`, 12).toUpperCase();
  const room = limit - hash.length - 1;
  const readable = `${stack}-${logicalId}`;
  // The stack's name gives way first: the logical id says more.
  const short =
    readable.length <= room ? readable : `${stack.slice(0, Math.max(1, room - logicalId.length - 1))}-${logicalId}`;
  return `${short.slice(0, room)}-${hash}`;
}

/** A UUID-shaped id, for stack ids and mappings. */
export function uuidOf(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
