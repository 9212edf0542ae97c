/** What the transport asks of the rest: who calls, the answer to an operation, and a taker for sockets. */
import type { Awaitable, Caller, RefusalRow, RequestHeaders, RequestScope } from '../kernel/index.ts';

export interface HttpCredentials {
  readonly method: string;
  /** As on the wire: a signature covers it. */
  readonly path: string;
  readonly query: string;
  readonly headers: RequestHeaders;
  readonly body: Uint8Array | string;
  readonly sourceIp: string;
  readonly requestId: string;
}

export type AuthenticatePort = (
  request: HttpCredentials,
) => Awaitable<{ readonly ok: true; readonly caller: Caller } | ({ readonly ok: false } & RefusalRow)>;

export interface GraphqlOperation {
  /** GraphQL text; of a body without a `query`, the body itself (1.1). */
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>> | null;
  readonly operationName: string | null;
  /** @default POST; the executor refuses mutations by GET */
  readonly method?: 'GET';
}

export interface GraphqlAnswer {
  readonly status: number;
  /** Text is sent as it is, with the type of its error in `headers`; an object becomes JSON. */
  readonly body: string | object;
  readonly headers?: Readonly<Record<string, string>>;
}

export type GraphqlPort = (operation: GraphqlOperation, scope: RequestScope) => Awaitable<GraphqlAnswer>;

export interface RealtimePort {
  connect(
    handshake: {
      readonly protocols: readonly string[];
      readonly query: string;
      readonly headers: RequestHeaders;
      readonly sourceIp: string;
    },
    transport: {
      /** UTF-8, one character a byte. */
      send(bytes: string): void;
      close(code: number, reason: string): void;
      terminate(): void;
      bufferedBytes(): number;
      /** Asks the peer for a sign of life. */
      ping(): void;
      /** Received so far: whether the peer still lives. */
      bytesRead(): number;
    },
  ): { receive(text: string): void; closed(): void };
  /** Ends every socket with 1001. */
  close(): void;
}
