/**
 * One subscription over AppSync's dialect of the `graphql-ws` subprotocol (edge 3.1-3.4).
 *
 * One socket carries one subscription: an explorer runs few, and each keeps the persona that it was started with. It does
 * not reconnect; that is `live-subscriptions.ts`.
 */
import { createChannel, type Channel } from './channel.ts';
import { isObject, object, parseJson, text, type JsonObject } from './json.ts';
import { toBase64Url } from './token.ts';

/** What a browser's `WebSocket` has and this file needs. */
export interface SocketLike {
  send(data: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'close', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

export interface SubscriptionPort {
  readonly realtimeUrl: string;
  readonly open: (url: string, protocols: string[]) => SocketLike;
  readonly connectHeaders: () => Promise<Readonly<Record<string, string>>>;
  readonly startHeaders: (data: string) => Promise<Readonly<Record<string, string>>>;
  /** Called once, when the API has confirmed the subscription. */
  readonly onStarted: () => void;
}

export interface GraphQLRequest {
  readonly query: string;
  readonly variables?: JsonObject | undefined;
  readonly operationName?: string | undefined;
}

/** Refused by the API: trying again with the same request and credentials is of no use. */
export class SubscriptionRefused extends Error {
  override readonly name = 'SubscriptionRefused';
  readonly errors: readonly JsonObject[];

  constructor(errors: readonly JsonObject[]) {
    super(
      errors.map((error) => text(error.message) ?? JSON.stringify(error)).join('; ') || 'The subscription was refused.',
    );
    this.errors = errors;
  }
}

/** The socket went away; a new one may work. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

const HANDSHAKE_TIMEOUT_MS = 15_000;
const DEFAULT_CONNECTION_TIMEOUT_MS = 300_000;
const NORMAL_CLOSURE = 1000;

/**
 * Yields each `data` payload; ends when the API completes the subscription.
 * @throws {SubscriptionRefused} the API answered with an error
 * @throws {ConnectionLost} the socket closed, or stayed silent for longer than the API promised
 */
export function subscribe(port: SubscriptionPort, request: GraphQLRequest): AsyncIterableIterator<JsonObject> {
  const conversation = new Conversation(port, request);
  void conversation.begin();
  return conversation.channel.iterator;
}

class Conversation {
  readonly channel: Channel<JsonObject> = createChannel(() => this.#stop());
  readonly #port: SubscriptionPort;
  readonly #request: GraphQLRequest;
  readonly #id = crypto.randomUUID();
  #socket: SocketLike | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #silenceMs = HANDSHAKE_TIMEOUT_MS;
  #isStarted = false;
  #isOver = false;

  constructor(port: SubscriptionPort, request: GraphQLRequest) {
    this.#port = port;
    this.#request = request;
  }

  async begin(): Promise<void> {
    try {
      const header = toBase64Url(JSON.stringify(await this.#port.connectHeaders()));
      if (this.#isOver) return;
      const socket = this.#port.open(this.#port.realtimeUrl, ['graphql-ws', `header-${header}`]);
      this.#socket = socket;
      this.#expectSomething();
      socket.addEventListener('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
      socket.addEventListener('message', ({ data }) => void this.#receive(object(parseJson(String(data)))));
      socket.addEventListener('close', () => this.#lose('The realtime connection was closed.'));
    } catch (error) {
      this.#lose(error instanceof Error ? error.message : String(error));
    }
  }

  async #receive(message: JsonObject): Promise<void> {
    this.#expectSomething();
    const payload = object(message.payload);
    switch (message.type) {
      case 'connection_ack':
        return this.#start(payload);
      case 'start_ack': {
        this.#port.onStarted();
        return;
      }
      case 'data': {
        this.channel.push(payload);
        return;
      }
      case 'complete': {
        this.#finish(() => this.channel.end());
        return;
      }
      case 'error':
      case 'connection_error': {
        this.#finish(() => this.channel.fail(new SubscriptionRefused(errorsOf(payload))));
        return;
      }
      default:
      // `ka` has done its work by arriving; unknown types are for newer clients.
    }
  }

  async #start(ack: JsonObject): Promise<void> {
    const data = JSON.stringify(this.#request);
    const authorization = await this.#port.startHeaders(data);
    if (this.#isOver) return;
    this.#isStarted = true;
    this.#socket?.send(
      JSON.stringify({ id: this.#id, type: 'start', payload: { data, extensions: { authorization } } }),
    );
    const timeoutMs = ack.connectionTimeoutMs;
    this.#silenceMs = typeof timeoutMs === 'number' ? timeoutMs : DEFAULT_CONNECTION_TIMEOUT_MS;
    this.#expectSomething();
  }

  /** Every message is a sign of life; AppSync sends a `ka` each minute. */
  #expectSomething(): void {
    clearTimeout(this.#watchdog);
    if (this.#isOver) return;
    const seconds = Math.round(this.#silenceMs / 1000);
    this.#watchdog = setTimeout(
      () => this.#lose(`The realtime connection was silent for ${seconds} s.`),
      this.#silenceMs,
    );
  }

  #stop(): void {
    this.#finish(() => {
      if (this.#isStarted) this.#socket?.send(JSON.stringify({ id: this.#id, type: 'stop' }));
    });
  }

  #lose(reason: string): void {
    this.#finish(() => this.channel.fail(new ConnectionLost(reason)));
  }

  #finish(last: () => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#watchdog);
    try {
      last();
    } finally {
      this.#socket?.close(NORMAL_CLOSURE);
    }
  }
}

/** The guide shows a list, captures show a single object (edge 3.3). */
function errorsOf(payload: JsonObject): readonly JsonObject[] {
  const { errors } = payload;
  if (Array.isArray(errors)) return errors.filter(isObject);
  return [isObject(errors) ? errors : payload];
}
