/** Writes an answer: the service's headers, and gzip where the client asks for it (spec/appsync-edge 1.2, 1.3, 1.5). */
import type { ServerResponse } from 'node:http';
import { gzip } from 'node:zlib';
import { messageOf, refusalBody } from '../kernel/index.ts';
import type { Log, RefusalRow, RequestHeaders } from '../kernel/index.ts';

const GZIP_MIN_BYTES = 1000;
const GZIP_MAX_BYTES = 10_000_000;
const EXPOSED_HEADERS =
  'x-amzn-RequestId,x-amzn-ErrorType,x-amz-user-agent,x-amzn-ErrorMessage,Date,x-amz-schema-version';

/** Names and values in turn, each name once: Node writes a list faster than an object. */
export type HeaderList = readonly string[];

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: HeaderList;
}

/** What every answer of `/graphql` carries, refused or not, and the answer's own. */
export function answerHeaders(requestId: string, own: HeaderList, contentLength: number): string[] {
  return [
    'content-type',
    'application/json;charset=UTF-8',
    'access-control-allow-origin',
    '*',
    'access-control-expose-headers',
    EXPOSED_HEADERS,
    'x-amzn-requestid',
    requestId,
    ...own,
    'content-length',
    String(contentLength),
  ];
}

/**
 * A client that is gone makes no difference.
 * @param fail - told what went wrong after this returned
 * @throws TypeError for a header that HTTP does not allow
 */
export function sendGraphql(
  response: ServerResponse,
  asked: RequestHeaders,
  requestId: string,
  answer: Answer,
  fail: (cause: unknown) => void,
): void {
  const length = Buffer.byteLength(answer.body);
  if (length >= GZIP_MIN_BYTES && length <= GZIP_MAX_BYTES && acceptsGzip(asked['accept-encoding']))
    zipped(answer.body, (bytes) => {
      try {
        if (bytes === null) sendPlain(response, requestId, answer, length);
        else sendZipped(response, requestId, answer, bytes);
      } catch (cause) {
        fail(cause);
      }
    });
  else sendPlain(response, requestId, answer, length);
}

function sendPlain(
  response: ServerResponse,
  requestId: string,
  { status, body, headers }: Answer,
  length: number,
): void {
  response.writeHead(status, answerHeaders(requestId, headers, length));
  // As many bytes as characters: all of them are ASCII, which Node writes faster by that name.
  response.end(body, length === body.length ? 'latin1' : 'utf8');
}

/** Level 1: on loopback the processor is scarcer than the wire. @param then - gets null when it did not work */
function zipped(body: string, then: (bytes: Buffer | null) => void): void {
  gzip(body, { level: 1 }, (failure, bytes) => then(failure === null ? bytes : null));
}

function sendZipped(response: ServerResponse, requestId: string, { status, headers }: Answer, bytes: Buffer): void {
  response.writeHead(status, answerHeaders(requestId, [...headers, 'content-encoding', 'gzip'], bytes.length));
  response.end(bytes);
}

/** Amplify reads the error's type from the header alone. */
export function toAnswer(row: RefusalRow): Answer {
  return { status: row.status, body: refusalBody(row), headers: ['x-amzn-errortype', row.errorType] };
}

/** A fault of a route itself; what GraphQL answers is caught before. */
export function answerFault(response: ServerResponse, cause: unknown, log: Log): void {
  log.error('request failed', { cause: messageOf(cause) });
  if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
  response.end('{"message":"Internal failure"}');
}

export function acceptsGzip(accepted: string | readonly string[] | undefined): boolean {
  return typeof accepted === 'string' && /\bgzip\b(?!\s*;\s*q=0(?:\.0+)?\s*(?:,|$))/.test(accepted);
}
