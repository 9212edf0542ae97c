import type { Subscriber } from './hub.ts';
import { complete, dataHead } from './messages.ts';

/** What a subscription asks of the connection that started it. */
export interface SubscriptionHost {
  write(bytes: string): void;
  /** Forgets the subscription: its id is free again. */
  drop(id: string): void;
  endInvalidated(): void;
}

/** One `start` of one connection, from its message to its end. Thousands live at once: a class, so that they share their functions. */
export class StartedSubscription implements Subscriber {
  readonly id: string;
  readonly #host: SubscriptionHost;
  readonly #head: string;
  #leave: (() => void) | null = null;
  #cancelTimeout: (() => void) | null;

  constructor(id: string, host: SubscriptionHost, cancelTimeout: () => void) {
    this.id = id;
    this.#host = host;
    this.#head = dataHead(id);
    this.#cancelTimeout = cancelTimeout;
  }

  /** @param leave - null when it was refused */
  settle(leave: (() => void) | null): void {
    this.#leave = leave;
    this.#cancelTimeout?.();
    this.#cancelTimeout = null;
  }

  deliver(body: string): void {
    this.#host.write(this.#head + body);
  }

  complete(): void {
    this.end();
    this.#host.drop(this.id);
    this.#host.write(complete(this.id));
  }

  endConnection(): void {
    this.#host.endInvalidated();
  }

  /** Leaves the hub, whatever state it is in. */
  end(): void {
    this.#leave?.();
    this.settle(null);
  }
}
