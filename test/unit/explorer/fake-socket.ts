/** A socket whose other end is the test. */
import type { SocketLike, SubscriptionPort } from '../../../explorer/src/appsync-socket.ts';

type Message = Readonly<Record<string, unknown>>;

export class FakeSocket implements SocketLike {
  readonly sent: Message[] = [];
  protocols: readonly string[] = [];
  isClosed = false;
  readonly #listeners = new Map<string, (event: { readonly data: unknown }) => void>();

  send(data: string): void {
    this.sent.push(JSON.parse(data) as Message);
  }

  close(): void {
    this.isClosed = true;
  }

  addEventListener(type: string, listener: (event: { readonly data: unknown }) => void): void {
    this.#listeners.set(type, listener);
  }

  emit(type: string, data?: unknown): void {
    this.#listeners.get(type)?.({ data });
  }

  receive(message: Message): void {
    this.emit('message', JSON.stringify(message));
  }

  lastSent(): Message {
    return this.sent.at(-1) ?? {};
  }

  /** What the API does until a subscription runs. @returns the id that the client chose */
  async confirm(): Promise<unknown> {
    this.emit('open');
    this.receive({ type: 'connection_ack', payload: {} });
    await settled();
    const { id } = this.lastSent();
    this.receive({ id, type: 'start_ack' });
    await settled();
    return id;
  }
}

export function portTo(socket: FakeSocket, onStarted: () => void = () => undefined): SubscriptionPort {
  return {
    realtimeUrl: 'ws://h/graphql/realtime',
    open: (_url, protocols) => {
      socket.protocols = protocols;
      return socket;
    },
    connectHeaders: () => Promise.resolve({ host: 'h', 'x-api-key': 'k' }),
    startHeaders: (data) => Promise.resolve({ host: 'h', signs: data }),
    onStarted,
  };
}

/** Lets every promise that is ready go on; independent of timers. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
