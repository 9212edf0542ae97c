import type { Answer } from './ports.ts';

/** JSON with the media type of AWS's JSON protocols. */
export function jsonAnswer(body: Readonly<Record<string, unknown>>, requestId: string): Answer {
  return withStatus(200, body, requestId);
}

/**
 * An error that the SDK turns into an exception: it reads the name behind `#` in `__type`.
 * @param type - `ThrottlingException`, or with its namespace
 */
export function errorAnswer(
  status: number,
  type: string,
  message: string,
  requestId: string,
  more: Readonly<Record<string, unknown>> = {},
): Answer {
  return withStatus(status, { __type: type, message, ...more }, requestId);
}

function withStatus(status: number, body: Readonly<Record<string, unknown>>, requestId: string): Answer {
  const bytes = Buffer.from(JSON.stringify(body));
  return {
    status,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': String(bytes.length),
      'x-amzn-requestid': requestId,
    },
    body: bytes,
  };
}
