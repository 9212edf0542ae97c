/** Every message of the protocol, ready for the wire. Shapes and key order: PROTOCOL.md, spec/appsync-edge 3.2 and 3.3. */
export interface SubscriptionError {
  readonly errorType?: string;
  readonly message: string;
  readonly errorCode?: number;
  readonly [key: string]: unknown;
}

export interface StartPayload {
  /** The body of a GraphQL request as JSON text: with IAM, exactly these characters are signed. */
  readonly data: string;
  readonly authorization: Readonly<Record<string, unknown>>;
}

export type ClientMessage =
  | { readonly type: 'connection_init' }
  /** `payload` is null when it is not in AppSync's form. */
  | { readonly type: 'start'; readonly id: string; readonly payload: StartPayload | null }
  | { readonly type: 'stop'; readonly id: string };

/** @returns null for text that is no message of this protocol */
export function readClientMessage(text: string): ClientMessage | null {
  const message = readObject(text);
  const id = typeof message?.id === 'string' ? message.id : '';
  switch (message?.type) {
    case 'connection_init':
      return { type: 'connection_init' };
    case 'start':
      return { type: 'start', id, payload: readStartPayload(message.payload) };
    case 'stop':
      return { type: 'stop', id };
    default:
      return null;
  }
}

export function readObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function readStartPayload(payload: unknown): StartPayload | null {
  if (!isObject(payload) || typeof payload.data !== 'string') return null;
  const extensions = isObject(payload.extensions) ? payload.extensions : {};
  const authorization = isObject(extensions.authorization) ? extensions.authorization : {};
  return { data: payload.data, authorization };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const KEEP_ALIVE = '{"type":"ka"}';

export function connectionAck(connectionTimeoutMs: number): string {
  return JSON.stringify({ type: 'connection_ack', payload: { connectionTimeoutMs } });
}

/** `errorCode` is a number: clients stop trying again for 400, 401 and 403 only. */
export function connectionError(error: SubscriptionError): string {
  return toWire(JSON.stringify({ payload: { errors: [error] }, type: 'connection_error' }));
}

export function startAck(id: string): string {
  return toWire(JSON.stringify({ id, type: 'start_ack' }));
}

export function complete(id: string): string {
  return toWire(JSON.stringify({ id, type: 'complete' }));
}

/** @param id - null where the error is nobody's: the message has none then */
export function operationError(id: string | null, errors: readonly SubscriptionError[]): string {
  return toWire(JSON.stringify({ ...(id !== null && { id }), type: 'error', payload: { errors } }));
}

/** `{"id":"…"`: what parts the messages of subscribers that share a body. */
export function dataHead(id: string): string {
  return toWire(`{"id":${JSON.stringify(id)}`);
}

/** What follows the id in a `data` message: made once, sent to every subscriber that shares the result. */
export function dataBody(payload: unknown): string {
  return toWire(`,"type":"data","payload":${JSON.stringify(payload)}}`);
}

/** UTF-8, one character a byte: the length is the length on the wire, and parts can be joined without encoding them again. */
export function toWire(text: string): string {
  return Buffer.byteLength(text) === text.length ? text : Buffer.from(text, 'utf8').toString('latin1');
}
