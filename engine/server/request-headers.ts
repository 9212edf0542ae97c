/** `ctx.request.headers` (spec/appsync-edge 1.6): lower-case names, a list for a header that came twice, never `cookie`. */
import type { IncomingMessage } from 'node:http';
import type { RequestHeaders } from '../kernel/index.ts';

/** Node has read the headers already; only what came twice it joins in another way than AppSync. */
export function toRequestHeaders({
  headers,
  rawHeaders,
}: Pick<IncomingMessage, 'headers' | 'rawHeaders'>): RequestHeaders {
  const isAlike =
    headers.cookie === undefined &&
    headers['set-cookie'] === undefined &&
    Object.keys(headers).length * 2 === rawHeaders.length;
  return isAlike ? (headers as RequestHeaders) : readRawHeaders(rawHeaders);
}

/** @param rawHeaders - names and values in turn, as Node keeps them */
export function readRawHeaders(rawHeaders: readonly string[]): RequestHeaders {
  const headers: Record<string, string | string[]> = {};
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? '';
    const value = rawHeaders[at + 1] ?? '';
    const before = Object.hasOwn(headers, name) ? headers[name] : undefined;
    if (name === 'cookie') continue;
    if (before === undefined) headers[name] = value;
    else if (typeof before === 'string') headers[name] = [before, value];
    else before.push(value);
  }
  return headers;
}
