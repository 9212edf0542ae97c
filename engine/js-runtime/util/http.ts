/** `util.http`: copying request headers and adding response headers (spec 3.7). */
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { HttpUtils } from '@aws-appsync/utils/lib/http-utils.js';
import { toPlainJson } from '../run/plain-json.ts';
import type { Running } from '../run/record.ts';

const NOT_COPIED: ReadonlySet<string> = new Set([
  ...['transfer-encoding', 'connection', 'host', 'expect', 'keep-alive', 'upgrade', 'proxy-authenticate'],
  ...['proxy-authorization', 'te', 'content-length'],
]);

const FORBIDDEN: ReadonlySet<string> = new Set([
  ...NOT_COPIED,
  ...['allow-credentials', 'allow-origin', 'expose-headers', 'max-age', 'allow-methods', 'allow-headers'].map(
    (name) => `access-control-${name}`,
  ),
  ...['vary', 'content-type'],
]);

/** Names and values of all added headers of one answer together. */
const MAX_HEADER_BYTES = 4_096;

export function createHttp(running: Running): object {
  return Object.freeze({
    copyHeaders(headers: unknown): object {
      const kept = Object.entries(headers ?? {}).filter(([name]) => !NOT_COPIED.has(name.toLowerCase()));
      return Object.fromEntries(kept);
    },
    addResponseHeader(name: unknown, value: unknown): void {
      addHeader(running, name, value);
    },
    addResponseHeaders(headers: unknown): void {
      for (const [name, value] of Object.entries(headers ?? {})) addHeader(running, name, value);
    },
  }) satisfies Readonly<Record<keyof HttpUtils, unknown>>;
}

// A header that is refused leaves a `ResponseHeaderError`, and the handler goes on.
function addHeader({ record }: Running, name: unknown, value: unknown): void {
  const text = typeof value === 'string' ? value : JSON.stringify(toPlainJson(value));
  const refusal = refusalOf(name, value) ?? malformed(String(name), text);
  const given = String(name);
  if (refusal !== undefined) {
    record.headerErrors = [...record.headerErrors, refusal];
    return;
  }
  // The last definition of a name wins, however it is spelt.
  const own = record.responseHeaders.filter(([known]) => known.toLowerCase() !== given.toLowerCase());
  const all = new Map(record.host.responseHeaders ?? []);
  for (const [known, before] of [...own, [given, text] as const]) all.set(known.toLowerCase(), before);
  const bytes = [...all].reduce((sum, [known, one]) => sum + Buffer.byteLength(known) + Buffer.byteLength(one), 0);
  if (bytes > MAX_HEADER_BYTES) {
    const message = `The response header ${given} is ignored: all added headers together may have ${MAX_HEADER_BYTES} bytes.`;
    record.headerErrors = [...record.headerErrors, message];
    return;
  }
  record.responseHeaders = [...own, [given, text]];
}

/** What cannot go over the wire: a line break, or a letter beyond Latin-1. */
function malformed(name: string, text: string): string | undefined {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, text);
    return undefined;
  } catch {
    return `The response header ${name} has characters that HTTP does not allow.`;
  }
}

function refusalOf(name: unknown, value: unknown): string | undefined {
  if (typeof name !== 'string' || name.trim() === '') return 'A response header needs a name.';
  const lower = name.toLowerCase();
  if (FORBIDDEN.has(lower) || lower.startsWith('x-amzn-') || lower.startsWith('x-amz-')) {
    return `The response header ${name} can not be set.`;
  }
  return value === null || value === undefined ? `The response header ${name} has no value.` : undefined;
}
