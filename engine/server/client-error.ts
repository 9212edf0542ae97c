/** Bytes that are no HTTP request, or that never become one: answered in the service's shape, and the connection ends. */
import type { Duplex } from 'node:stream';
import { STATUS_CODES } from 'node:http';
import { REFUSALS, refusalBody } from '../kernel/index.ts';
import type { RefusalRow } from '../kernel/index.ts';
import { answerHeaders } from './answer.ts';

function rowOf(code: string | undefined): RefusalRow {
  if (code === 'HPE_HEADER_OVERFLOW') return REFUSALS.headersTooLarge;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? REFUSALS.requestTimeout : REFUSALS.malformedHttp;
}

/** @param error - as Node's `clientError` event gives it */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Duplex, requestId: string): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const row = rowOf(error.code);
  const body = refusalBody(row);
  const own = ['x-amzn-errortype', row.errorType, 'connection', 'close'];
  const headers = answerHeaders(requestId, own, Buffer.byteLength(body));
  const lines = headers.map((text, at) => (at % 2 === 0 ? `${text}: ` : `${text}\r\n`));
  socket.end(`HTTP/1.1 ${row.status} ${STATUS_CODES[row.status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
  // A client that does not read its answer shall not keep the socket.
  socket.once('finish', () => socket.destroy());
}
