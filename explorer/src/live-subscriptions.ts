/**
 * The subscriptions that run in this page.
 *
 * GraphiQL stops a subscription when its tab loses the focus. An analyst wants the opposite: subscribe in one tab, cause
 * the event in another. So the subscription lives here, and a tab only has a view on it.
 */
import {
  ConnectionLost,
  SubscriptionRefused,
  subscribe,
  type GraphQLRequest,
  type SubscriptionPort,
} from './appsync-socket.ts';
import { createChannel, type Channel } from './channel.ts';
import type { JsonObject } from './json.ts';
import { createStore, type Store } from './store.ts';

export type LiveStatus = 'connecting' | 'connected' | 'reconnecting' | 'ended';

export interface LiveEvent {
  readonly at: number;
  readonly payload: JsonObject;
}

export interface LiveSubscription {
  readonly id: string;
  readonly tabId: string;
  readonly title: string;
  readonly persona: string;
  readonly status: LiveStatus;
  /** Why it is not connected; empty while all is well. */
  readonly problem: string;
  /** All since the start, also those that `events` no longer holds. */
  readonly received: number;
  /** The last 500, oldest first. */
  readonly events: readonly LiveEvent[];
}

export interface StartOptions {
  readonly tabId: string;
  readonly title: string;
  readonly persona: string;
  readonly request: GraphQLRequest;
  /** Asked again for each connection, so that a reconnect uses fresh credentials. */
  readonly port: () => Promise<Omit<SubscriptionPort, 'onStarted'>>;
}

type View = Channel<JsonObject>;

interface Running {
  view: View | undefined;
  iterator: AsyncIterator<JsonObject> | undefined;
}

const MAX_EVENTS = 500;
const RETRY_DELAYS_MS = [500, 1_000, 2_000, 5_000, 10_000];
/** Without a single success, this many attempts are enough to say that it does not work. */
const MAX_FIRST_ATTEMPTS = 3;

export class LiveSubscriptions {
  readonly list: Store<readonly LiveSubscription[]> = createStore<readonly LiveSubscription[]>([]);
  readonly #running = new Map<string, Running>();
  readonly #stopped = new Set<string>();
  #activeTabId = '';

  /** Starts one, in place of the one that the tab had. The view ends when the tab loses the focus; the subscription does not. */
  start(options: StartOptions): AsyncIterableIterator<JsonObject> {
    for (const { id, tabId } of this.list.get()) if (tabId === options.tabId) this.remove(id);
    const id = crypto.randomUUID();
    const { tabId, title, persona } = options;
    const view: View = createChannel(() => this.#stopUnlessTabChanged(id, tabId));
    const running: Running = { view, iterator: undefined };
    this.#running.set(id, running);
    const entry: LiveSubscription = {
      id,
      tabId,
      title,
      persona,
      status: 'connecting',
      problem: '',
      received: 0,
      events: [],
    };
    this.list.set([...this.list.get(), entry]);
    void this.#keepRunning(id, running, options);
    return view.iterator;
  }

  /** Ends it; what it received stays on show until it is removed. */
  stop(id: string): void {
    const running = this.#running.get(id);
    if (running === undefined || this.#stopped.has(id)) return;
    this.#stopped.add(id);
    running.view?.end();
    void running.iterator?.return?.();
    this.#update(id, () => ({ status: 'ended', problem: '' }));
  }

  remove(id: string): void {
    this.stop(id);
    this.#running.delete(id);
    this.list.set(this.list.get().filter((entry) => entry.id !== id));
  }

  /** To be told of every change of tabs: detaches views of tabs in the back, and ends what belongs to closed tabs. */
  tabsChanged(activeTabId: string, tabIds: readonly string[]): void {
    this.#activeTabId = activeTabId;
    for (const { id, tabId } of this.list.get()) {
      if (!tabIds.includes(tabId)) this.remove(id);
      else if (tabId !== activeTabId) this.#detach(id);
    }
  }

  /** True while GraphiQL itself shows the events. */
  hasView(id: string): boolean {
    return this.#running.get(id)?.view !== undefined;
  }

  #detach(id: string): void {
    const running = this.#running.get(id);
    const view = running?.view;
    if (running === undefined || view === undefined) return;
    running.view = undefined;
    view.end();
  }

  /** GraphiQL ends its view both for "stop" and for a change of tab, and tells of the change right after. */
  #stopUnlessTabChanged(id: string, tabId: string): void {
    queueMicrotask(() => {
      if (this.#activeTabId === tabId) this.stop(id);
      else this.#detach(id);
    });
  }

  async #keepRunning(id: string, running: Running, options: StartOptions): Promise<void> {
    const progress = { failures: 0, hasStarted: false };
    while (!this.#stopped.has(id)) {
      try {
        const port = await options.port();
        const iterator = subscribe(
          {
            ...port,
            onStarted: () => {
              progress.failures = 0;
              progress.hasStarted = true;
              this.#update(id, () => ({ status: 'connected', problem: '' }));
            },
          },
          options.request,
        );
        running.iterator = iterator;
        for await (const payload of iterator) this.#receive(id, running, payload);
        if (!this.#stopped.has(id)) this.#end(id, running, 'The API ended this subscription.', []);
        return;
      } catch (error) {
        progress.failures += 1;
        const { failures, hasStarted } = progress;
        const mayWorkLater = error instanceof ConnectionLost && (hasStarted || failures < MAX_FIRST_ATTEMPTS);
        if (!mayWorkLater) {
          this.#end(id, running, messageOf(error), errorsOf(error));
          return;
        }
        this.#update(id, () => ({ status: 'reconnecting', problem: `${messageOf(error)} Trying again.` }));
        await delay(RETRY_DELAYS_MS[Math.min(failures, RETRY_DELAYS_MS.length) - 1] ?? 0);
      }
    }
  }

  #receive(id: string, running: Running, payload: JsonObject): void {
    running.view?.push(payload);
    const event: LiveEvent = { at: Date.now(), payload };
    this.#update(id, (entry) => ({
      received: entry.received + 1,
      events: [...entry.events, event].slice(-MAX_EVENTS),
    }));
  }

  #end(id: string, running: Running, problem: string, errors: readonly JsonObject[]): void {
    this.#stopped.add(id);
    if (errors.length > 0) running.view?.push({ errors });
    running.view?.end();
    this.#update(id, () => ({ status: 'ended', problem }));
  }

  #update(id: string, change: (entry: LiveSubscription) => Partial<LiveSubscription>): void {
    this.list.set(this.list.get().map((entry) => (entry.id === id ? { ...entry, ...change(entry) } : entry)));
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function errorsOf(error: unknown): readonly JsonObject[] {
  return error instanceof SubscriptionRefused ? error.errors : [{ message: messageOf(error) }];
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
