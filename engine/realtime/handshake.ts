/** Finds the authorization object of a handshake in its three places: subprotocol, query, HTTP headers (spec/appsync-edge 3.1). */
import type { RequestHeaders } from '../kernel/index.ts';
import { readObject } from './messages.ts';
import type { Handshake } from './ports.ts';

export const SUBPROTOCOL = 'graphql-ws';
const HEADER_PREFIX = 'header-';

/** @returns null when the object is missing or cannot be decoded: a bad request, whatever it was meant to say. */
export function readAuthorizationHeaders(handshake: Handshake): RequestHeaders | null {
  const entry = handshake.protocols.find((protocol) => protocol.startsWith(HEADER_PREFIX));
  if (entry !== undefined) return decodeHeaderObject(entry.slice(HEADER_PREFIX.length));
  const inQuery = queryParameter(handshake.query, 'header');
  if (inQuery !== null) return decodeHeaderObject(inQuery);
  const { headers } = handshake;
  return headers.authorization !== undefined || headers['x-api-key'] !== undefined ? headers : null;
}

function decodeHeaderObject(encoded: string): RequestHeaders | null {
  // Node reads base64 and base64url alike, with or without padding.
  const object = readObject(Buffer.from(encoded, 'base64').toString('utf8'));
  return object === null ? null : toRequestHeaders(object);
}

/** Old clients do not percent-encode base64, so `+` must stay `+`: `URLSearchParams` would make it a space. */
function queryParameter(query: string, name: string): string | null {
  for (const pair of query.split('&')) {
    if (!pair.startsWith(`${name}=`)) continue;
    try {
      return decodeURIComponent(pair.slice(name.length + 1)).replaceAll(' ', '+');
    } catch {
      return '';
    }
  }
  return null;
}

/** Lower-cases names. Of names that differ in case only, the first that is not empty counts (Apollo's link sends `x-api-key` twice). */
export function toRequestHeaders(object: Readonly<Record<string, unknown>>): RequestHeaders {
  const headers: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(object)) {
    const key = name.toLowerCase();
    const before = Object.hasOwn(headers, key) ? headers[key] : '';
    const text = headerValue(value);
    if (key !== 'cookie' && text !== null && before === '') headers[key] = text;
  }
  return headers;
}

/** What is neither text nor a list of texts is no header: a stranger wrote it, and not everything can be made a text of. */
function headerValue(value: unknown): string | readonly string[] | null {
  if (!Array.isArray(value)) return headerText(value);
  return value.map(headerText).filter((text) => text !== null);
}

function headerText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
