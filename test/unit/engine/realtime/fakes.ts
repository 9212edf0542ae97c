/** A transport that remembers, a clock that is moved by hand, and ports that say yes. */
import { createLog, systemRandom } from '../../../../engine/kernel/index.ts';
import type { Clock } from '../../../../engine/kernel/index.ts';
import { createRealtime } from '../../../../engine/realtime/index.ts';
import type {
  Handshake,
  PreparedSubscription,
  Realtime,
  RealtimeOptions,
  RealtimeSession,
  SubscribePort,
  Transport,
} from '../../../../engine/realtime/index.ts';

export class FakeClock implements Clock {
  #now = Date.UTC(2026, 0, 15, 12);
  #timers: { readonly at: number; readonly callback: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + ms, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  get pending(): number {
    return this.#timers.length;
  }

  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#now = next.at;
      next.callback();
    }
    this.#now = end;
  }
}

export class FakeTransport implements Transport {
  readonly texts: string[] = [];
  readonly closes: { readonly code: number; readonly reason: string }[] = [];
  terminated = 0;
  buffered = 0;
  pings = 0;
  /** A peer that is gone without a word answers no ping. */
  isGone = false;
  #received = 0;

  send(text: string): void {
    this.texts.push(text);
  }

  close(code: number, reason: string): void {
    this.closes.push({ code, reason });
  }

  terminate(): void {
    this.terminated += 1;
  }

  bufferedBytes(): number {
    return this.buffered;
  }

  ping(): void {
    this.pings += 1;
    if (!this.isGone) this.#received += 6;
  }

  bytesRead(): number {
    return this.#received;
  }

  /** Takes what was sent so far. */
  take(): unknown[] {
    return this.texts.splice(0).map((text) => JSON.parse(Buffer.from(text, 'latin1').toString('utf8')) as unknown);
  }
}

/** Lets every pending promise settle. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const encodeHeader = (header: object): string =>
  `header-${Buffer.from(JSON.stringify(header)).toString('base64url')}`;

export const GOOD_HEADER = { host: 'localhost:4000', 'x-api-key': 'da2-good' };

export function aHandshake(change: Partial<Handshake> = {}): Handshake {
  return {
    protocols: ['graphql-ws', encodeHeader(GOOD_HEADER)],
    query: '',
    headers: {},
    sourceIp: '127.0.0.1',
    ...change,
  };
}

/** Subscriptions of one document and one kind of caller share it. */
const A_VIEW = 'a view';

export function aSubscription(change: Partial<PreparedSubscription> = {}): PreparedSubscription {
  return {
    fieldName: 'onChange',
    arguments: {},
    filter: null,
    invalidationFilter: null,
    view: A_VIEW,
    select: (payload) => ({ data: { onChange: payload } }),
    ...change,
  };
}

export const startMessage = (id: string, body: object = { query: 'subscription { onChange { id } }' }): string =>
  JSON.stringify({
    id,
    type: 'start',
    payload: { data: JSON.stringify(body), extensions: { authorization: GOOD_HEADER } },
  });

export interface Bench {
  readonly realtime: Realtime;
  readonly clock: FakeClock;
  readonly logged: string[];
  readonly connect: (handshake?: Handshake) => { readonly session: RealtimeSession; readonly transport: FakeTransport };
  /** A connection whose `connection_ack` and first `ka` are taken. */
  readonly open: () => Promise<{ readonly session: RealtimeSession; readonly transport: FakeTransport }>;
}

const alwaysSubscribed: SubscribePort = () => Promise.resolve({ ok: true, subscription: aSubscription() });

export function aBench(change: Partial<RealtimeOptions> = {}): Bench {
  const clock = new FakeClock();
  const logged: string[] = [];
  const realtime = createRealtime({
    fieldsByMutation: new Map([['publishChange', ['onChange']]]),
    authenticate: ({ headers }) =>
      Promise.resolve(
        headers['x-api-key'] === 'da2-good'
          ? { ok: true, caller: { mode: 'API_KEY', identity: null, groups: [] } }
          : {
              ok: false,
              status: 401,
              errorType: 'UnauthorizedException',
              message: 'Token has expired.',
              startMessage: 'Valid authorization header not provided.',
            },
      ),
    subscribe: alwaysSubscribed,
    clock,
    random: systemRandom,
    log: createLog('warn', (line) => logged.push(line)),
    ...change,
  });
  const connect = (handshake = aHandshake()): ReturnType<Bench['connect']> => {
    const transport = new FakeTransport();
    return { session: realtime.connect(handshake, transport), transport };
  };
  const open = async (): ReturnType<Bench['open']> => {
    const connection = connect();
    connection.session.receive('{"type":"connection_init"}');
    await settled();
    connection.transport.take();
    return connection;
  };
  return { realtime, clock, logged, connect, open };
}
