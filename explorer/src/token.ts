/** Reads JWTs without checking them: the API checks; the page only wants to know who it is and until when. */
import { object, parseJson, type JsonObject } from './json.ts';

/** The payload of a JWT; empty when the text is no JWT. */
export function claimsOf(token: string | undefined): JsonObject {
  const payload = token?.split('.')[1];
  if (payload === undefined) return {};
  const bytes = fromBase64Url(payload);
  return bytes === undefined ? {} : object(parseJson(new TextDecoder().decode(bytes)));
}

/** True when the token ends within `marginS` seconds; a token without `exp` never does. */
export function isNearExpiry(token: string | undefined, nowMs: number, marginS: number): boolean {
  const { exp } = claimsOf(token);
  return typeof exp === 'number' && exp * 1000 - nowMs < marginS * 1000;
}

/** Without padding, as the `header-` subprotocol wants it. */
export function toBase64Url(source: string): string {
  const bytes = new TextEncoder().encode(source);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(source: string): Uint8Array | undefined {
  try {
    const binary = atob(source.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
