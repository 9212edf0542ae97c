/**
 * One HTTP call as the HTTP data source makes it: header names stay as the server wrote them, redirects are answers, the body is text of
 * at most 5 MB. `fetch` would lower the names and add headers of its own.
 */
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { isMembers } from './document.ts';

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface HttpAnswer {
  readonly statusCode: number;
  /** A header that came several times is one text with commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Rejects with `HttpTimeout`, `HttpAnswerTooLarge`, or what the connection failed with.
 * @param timeoutMs - for the whole call, connection and body included
 */
export type SendHttp = (request: HttpRequest, timeoutMs: number) => Promise<HttpAnswer>;

export class HttpTimeout extends Error {
  override readonly name = 'HttpTimeout';
}

export class HttpAnswerTooLarge extends Error {
  override readonly name = 'HttpAnswerTooLarge';
}

const MAX_BYTES = 5 * 1024 * 1024;

function headersOf({ rawHeaders }: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = [rawHeaders[at], rawHeaders[at + 1]];
    const same = Object.keys(headers).find((known) => known.toLowerCase() === name.toLowerCase()) ?? name;
    headers[same] = headers[same] === undefined ? value : `${headers[same]},${value}`;
  }
  return headers;
}

function decoded(body: Buffer, encoding: string | undefined): Buffer {
  const limit = { maxOutputLength: MAX_BYTES };
  switch (encoding) {
    case 'gzip':
      return gunzipSync(body, limit);
    case 'deflate':
      return inflateSync(body, limit);
    case 'br':
      return brotliDecompressSync(body, limit);
    default:
      return body;
  }
}

const tooLarge = (): HttpAnswerTooLarge => new HttpAnswerTooLarge('The answer of the endpoint exceeds 5 MB.');

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return decoded(Buffer.concat(chunks), response.headers['content-encoding']).toString('utf8');
  } catch (cause) {
    if (isMembers(cause) && cause.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw cause;
  }
}

export const sendHttp: SendHttp = async ({ method, url, headers, body }, timeoutMs) => {
  const signal = AbortSignal.timeout(timeoutMs);
  const open = url.startsWith('https:') ? requestHttps : requestHttp;
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = open(url, { method, headers, signal }, resolve).on('error', reject);
      // Node leaves it out for DELETE, and the body would be read as the next request.
      if (body !== undefined) request.setHeader('content-length', Buffer.byteLength(body));
      request.end(body);
    });
    return { statusCode: response.statusCode ?? 0, headers: headersOf(response), body: await readBody(response) };
  } catch (cause) {
    if (signal.aborted) throw new HttpTimeout('execution timed out', { cause });
    throw cause;
  }
};
