/** The canonical form of a request in AWS Signature Version 4: what both sides hash. Pure text, no keys. */
import { createHash } from 'node:crypto';
import type { RequestHeaders } from '../kernel/index.ts';

export interface SignedRequest {
  readonly method: string;
  /** As on the wire: still percent-encoded, without the query. */
  readonly path: string;
  /** As on the wire, without `?`; empty when there is none. */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: RequestHeaders;
  readonly body: Uint8Array | string;
}

export function toCanonicalRequest(request: SignedRequest, signedHeaders: readonly string[]): string {
  // The names are the signer's: one that every object has is still no header.
  const valueOf = (name: string) => (Object.hasOwn(request.headers, name) ? request.headers[name] : undefined);
  const headers = signedHeaders.map((name) => `${name}:${canonicalValue(valueOf(name))}\n`).join('');
  return [
    request.method.toUpperCase(),
    canonicalPath(request.path),
    canonicalQuery(request.query),
    headers,
    signedHeaders.join(';'),
    createHash('sha256').update(request.body).digest('hex'),
  ].join('\n');
}

/** Services other than S3 take the path without dot segments and encode it once more than the wire does. */
function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(encode(segment));
  }
  const trailing = segments.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${segments.join('/')}${trailing}`;
}

function canonicalQuery(query: string): string {
  if (query === '') return '';
  const pairs = query
    .split('&')
    .filter((part) => part !== '')
    .map((part): readonly [string, string] => {
      const at = part.indexOf('=');
      const [name, value] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
      return [encode(decode(name)), encode(decode(value))];
    });
  const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  pairs.sort((a, b) => byCode(a[0], b[0]) || byCode(a[1], b[1]));
  return pairs.map(([name, value]) => `${name}=${value}`).join('&');
}

function canonicalValue(value: string | readonly string[] | undefined): string {
  const values = value === undefined ? [] : typeof value === 'string' ? [value] : value;
  return values.map((item) => item.trim().replace(/\s+/g, ' ')).join(',');
}

/** RFC 3986: all but letters, digits and `-_.~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not percent-encoded at all: the signature decides.
    return text;
  }
}
