/** Bytes that are no HTTP request, or that never become one: answered in the service's shape, and the connection ends. */
import type { Duplex } from 'node:stream';
import { STATUS_CODES } from 'node:http';
import { REFUSALS, refusalBody } from '../kernel/index.ts';
import type { RefusalRow } from '../kernel/index.ts';
import { commonHeaders } from './answer.ts';

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
  const headers: Record<string, string | number> = {
    ...commonHeaders(requestId),
    'x-amzn-errortype': row.errorType,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${row.status} ${STATUS_CODES[row.status] ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
  // A client that does not read its answer shall not keep the socket.
  socket.once('finish', () => socket.destroy());
}
