/** The client's half of SRP, written from the protocol and not from our server, so that the two check each other. */
import { createHash, createHmac, getDiffieHellman, hkdfSync, randomBytes } from 'node:crypto';

const N = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);
const modPow = (base: bigint, exponent: bigint): bigint => {
  let result = 1n;
  for (let bit = exponent.toString(2).length - 1; bit >= 0; bit -= 1) {
    result = (result * result) % N;
    if ((exponent >> BigInt(bit)) & 1n) result = (result * (((base % N) + N) % N)) % N;
  }
  return result;
};
const pad = (value: bigint): string => {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Number.parseInt(even.slice(0, 1), 16) >= 8 ? `00${even}` : even;
};
const hashHex = (hex: string): bigint =>
  BigInt(`0x${createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex')}`);

export class SrpClient {
  readonly #secret = BigInt(`0x${randomBytes(32).toString('hex')}`);
  readonly publicValue = modPow(2n, this.#secret);

  /** `RespondToAuthChallenge`'s answers to a challenge. */
  answer(
    pool: string,
    password: string,
    challenge: Readonly<Record<string, string>>,
    timestamp = 'Thu Jan 15 12:00:00 UTC 2026',
  ): Record<string, string> {
    const { SALT = '', SECRET_BLOCK = '', SRP_B = '', USER_ID_FOR_SRP = '' } = challenge;
    const b = BigInt(`0x${SRP_B}`);
    const u = hashHex(pad(this.publicValue) + pad(b));
    const inner = createHash('sha256').update(`${pool}${USER_ID_FOR_SRP}:${password}`).digest('hex');
    const x = hashHex(pad(BigInt(`0x${SALT}`)) + inner);
    const k = hashHex(pad(N) + pad(2n));
    const shared = modPow(b - k * modPow(2n, x), this.#secret + u * x);
    const key = hkdfSync(
      'sha256',
      Buffer.from(pad(shared), 'hex'),
      Buffer.from(pad(u), 'hex'),
      'Caldera Derived Key',
      16,
    );
    const signature = createHmac('sha256', Buffer.from(key))
      .update(`${pool}${USER_ID_FOR_SRP}`)
      .update(Buffer.from(SECRET_BLOCK, 'base64'))
      .update(timestamp)
      .digest('base64');
    return {
      USERNAME: USER_ID_FOR_SRP,
      PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: signature,
      TIMESTAMP: timestamp,
    };
  }
}
