/** A client of AppSync's socket protocol in a few lines: what a suite needs to see every message that the server sends. */
import { once } from 'node:events';
import WebSocket from 'ws';

export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: {
    readonly data?: unknown;
    readonly errors?: readonly { readonly message: string; readonly errorType?: string; readonly errorCode?: number }[];
    readonly connectionTimeoutMs?: number;
  };
}

export interface RealtimeClient {
  send(message: object): void;
  /** The next message that passes; messages before it are dropped. @throws after 15 s */
  next(passes: (message: Message) => boolean): Promise<Message>;
  close(): Promise<void>;
}

const PATIENCE_MS = 15_000;

/** Opens a socket with the credentials in the subprotocol, as Amplify does. */
export async function connectRealtime(url: string, authorization: object): Promise<RealtimeClient> {
  const header = Buffer.from(JSON.stringify(authorization)).toString('base64url');
  const socket = new WebSocket(url, ['graphql-ws', `header-${header}`]);
  const waiting: Message[] = [];
  let wake = (): void => undefined;
  socket.on('message', (data: Buffer) => {
    waiting.push(JSON.parse(data.toString('utf8')) as Message);
    wake();
  });
  await once(socket, 'open');
  return {
    send: (message) => socket.send(JSON.stringify(message)),
    async next(passes) {
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        const index = waiting.findIndex(passes);
        const [found] = index < 0 ? [] : waiting.splice(0, index + 1).slice(-1);
        if (found !== undefined) return found;
        await new Promise<void>((resolve, reject) => {
          const timer = setTimeout(
            () => reject(new Error(`no such message within ${PATIENCE_MS} ms; got ${JSON.stringify(waiting)}`)),
            Math.max(0, deadline - Date.now()),
          );
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    },
    async close() {
      if (socket.readyState === WebSocket.CLOSED) return;
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}

/** `start` as clients send it: the document is a string within the string. */
export function startMessage(id: string, query: string, variables: object, authorization: object): object {
  return { id, type: 'start', payload: { data: JSON.stringify({ query, variables }), extensions: { authorization } } };
}
