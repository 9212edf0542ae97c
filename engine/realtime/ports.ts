/** What the protocol needs from outside: a transport, authentication, and the GraphQL side of a subscription. */
import type { Caller, RequestHeaders, RequestScope } from '../kernel/index.ts';
import type { SubscriptionFilter } from './filters.ts';
import type { SubscriptionError } from './messages.ts';

/** One socket, whatever carries it. */
export interface Transport {
  /** Takes one message as UTF-8, one character a byte (`toWire`): events are put together of parts that are encoded once. */
  send(bytes: string): void;
  close(code: number, reason: string): void;
  /** Ends without a closing handshake. */
  terminate(): void;
  /** Bytes handed to `send` that the peer has not taken yet. */
  bufferedBytes(): number;
  /** Asks the peer for a sign of life (RFC 6455, 5.5.2). */
  ping(): void;
  /** Received so far, the answers to pings included. */
  bytesRead(): number;
}

/** What the upgrade request said. */
export interface Handshake {
  /** Entries of `Sec-WebSocket-Protocol`, in order. */
  readonly protocols: readonly string[];
  /** The raw query, without `?`. */
  readonly query: string;
  readonly headers: RequestHeaders;
  readonly sourceIp: string;
}

/** The server's handle on a connection. */
export interface RealtimeSession {
  receive(text: string): void;
  /** Tells that the socket is gone: every subscription of the connection ends. */
  closed(): void;
}

/** A request as the authenticator sees it, made of a handshake or a `start`. */
export interface AuthenticateMessage {
  readonly purpose: 'connect' | 'request';
  readonly method: 'POST';
  readonly path: string;
  readonly query: string;
  readonly headers: RequestHeaders;
  readonly body: string;
  readonly sourceIp: string;
  readonly requestId: string;
}

export type AuthenticateOutcome =
  | { readonly ok: true; readonly caller: Caller }
  | {
      readonly ok: false;
      readonly status: number;
      readonly errorType: string;
      readonly message: string;
      readonly startMessage?: string;
    };

export interface SubscriptionOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>> | null;
  readonly operationName: string | null;
}

/** `data` is what the subscriber selected of the mutation's result. */
export interface SelectedPayload {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly unknown[];
}

export interface PreparedSubscription {
  readonly fieldName: string;
  /** Coerced; an argument that was left out has no key, an explicit null is null (4.3). */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Replaces the comparison of arguments when it is there (4.3). */
  readonly filter: SubscriptionFilter | null;
  readonly invalidationFilter: SubscriptionFilter | null;
  /** The same for subscriptions that select the same of every payload: one `select` serves all of them. */
  readonly view: string;
  /** Cuts a mutation's result to this subscription's selection. Asked once for all subscribers that share view and conditions. */
  select(payload: unknown): SelectedPayload;
}

export type SubscribeOutcome =
  | { readonly ok: true; readonly subscription: PreparedSubscription }
  | { readonly ok: false; readonly errors: readonly SubscriptionError[] };

/** Parses, validates, authorizes the root field and runs the subscription's resolver (4.2). */
export type SubscribePort = (operation: SubscriptionOperation, scope: RequestScope) => Promise<SubscribeOutcome>;
