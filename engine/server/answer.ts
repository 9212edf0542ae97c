/** Writes an answer: the service's headers, and gzip where the client asks for it (spec/appsync-edge 1.2, 1.3, 1.5). */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { refusalBody } from '../kernel/index.ts';
import type { RefusalRow } from '../kernel/index.ts';

const GZIP_MIN_BYTES = 1000;
const GZIP_MAX_BYTES = 10_000_000;
const EXPOSED_HEADERS =
  'x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,x-amzn-ErrorMessage,Date,x-amz-schema-version';

const compress = promisify(gzip);

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Iterable<readonly [string, string]>;
}

/** What every answer of `/graphql` carries, refused or not. */
export function commonHeaders(requestId: string): Record<string, string | number> {
  return {
    'content-type': 'application/json;charset=UTF-8',
    'access-control-allow-origin': '*',
    'access-control-expose-headers': EXPOSED_HEADERS,
    'x-amzn-requestid': requestId,
  };
}

/** Resolves when the answer is handed to the socket. A client that is gone makes no difference. */
export async function sendGraphql(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  { status, body, headers = [] }: Answer,
): Promise<void> {
  const head = commonHeaders(requestId);
  for (const [name, value] of headers) head[name] = value;
  let bytes: string | Buffer = body;
  const length = Buffer.byteLength(body);
  if (length >= GZIP_MIN_BYTES && length <= GZIP_MAX_BYTES && acceptsGzip(request)) {
    // Level 1: on loopback the processor is scarcer than the wire.
    bytes = await compress(body, { level: 1 });
    head['content-encoding'] = 'gzip';
  }
  head['content-length'] = typeof bytes === 'string' ? length : bytes.length;
  response.writeHead(status, head);
  response.end(bytes);
}

/** Amplify reads the error's type from the header alone. */
export function toAnswer(row: RefusalRow): Answer {
  return { status: row.status, body: refusalBody(row), headers: [['x-amzn-errortype', row.errorType]] };
}

export function acceptsGzip(request: IncomingMessage): boolean {
  const accepted = request.headers['accept-encoding'];
  return typeof accepted === 'string' && /\bgzip\b(?!\s*;\s*q=0(?:\.0+)?\s*(?:,|$))/.test(accepted);
}
