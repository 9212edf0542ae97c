/** `ctx.request.headers` (spec/appsync-edge 1.6): lower-case names, a list for a header that came twice, never `cookie`. */
import type { RequestHeaders } from '../kernel/index.ts';

/** @param rawHeaders - names and values in turn, as Node keeps them */
export function toRequestHeaders(rawHeaders: readonly string[]): RequestHeaders {
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
