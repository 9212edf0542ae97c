/** The state machine of one connection (PROTOCOL.md). Knows no socket: a transport carries the text. */
import { messageOf } from '../kernel/index.ts';
import type { Clock, Log, Random } from '../kernel/index.ts';
import { CLOSE } from './close-codes.ts';
import type { CloseCause } from './close-codes.ts';
import { readAuthorizationHeaders, SUBPROTOCOL } from './handshake.ts';
import type { Hub } from './hub.ts';
import type { KeepAlive } from './keep-alive.ts';
import type { RealtimeLimits } from './limits.ts';
import { connectionAck, connectionError, KEEP_ALIVE, operationError, readClientMessage, startAck } from './messages.ts';
import type { ClientMessage, StartPayload, SubscriptionError } from './messages.ts';
import { prepareOperation, readOperation } from './operation.ts';
import type { OperationPorts } from './operation.ts';
import type { Handshake, RealtimeSession, SubscriptionOperation, Transport } from './ports.ts';
import type { RateLimit } from './rate-limit.ts';
import * as refusals from './refusals.ts';
import { StartedSubscription } from './started-subscription.ts';
import type { SubscriptionHost } from './started-subscription.ts';

export interface ConnectionContext extends OperationPorts {
  readonly hub: Hub;
  readonly keepAlive: KeepAlive;
  readonly limits: RealtimeLimits;
  readonly connects: RateLimit;
  readonly starts: RateLimit;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Called once, when the connection is over for whatever reason. */
  readonly onEnd: (connection: Connection) => void;
}

/** `refused` still waits for the client's first message, or for its grace to pass. */
type State = 'authorizing' | 'open' | 'refused' | 'ended';

const MAX_EARLY_MESSAGES = 32;
const MAX_EARLY_CHARACTERS = 256 * 1024;
const SLOW_CONSUMER_GRACE_MS = 5000;

export class Connection implements RealtimeSession, SubscriptionHost {
  /** Until the credential is checked: ten thousand idle connections need not keep their headers. */
  #handshake: Handshake | null;
  readonly #sourceIp: string;
  readonly #transport: Transport;
  readonly #context: ConnectionContext;
  readonly #openedAt: number;
  readonly #subscriptions = new Map<string, StartedSubscription>();
  #state: State = 'authorizing';
  /** What came before the credential was checked. */
  #early: ClientMessage[] = [];
  #earlyCharacters = 0;
  #heard = false;
  /** Has sent `connection_init` or a `start`, and so is sent `ka`. */
  #speaks = false;
  /** What had been received when the last ping went out. */
  #readAtPing = -1;
  #refusal: SubscriptionError | null = null;
  #cancelGrace: (() => void) | null = null;

  constructor(handshake: Handshake, transport: Transport, context: ConnectionContext) {
    this.#handshake = handshake;
    this.#sourceIp = handshake.sourceIp;
    this.#transport = transport;
    this.#context = context;
    this.#openedAt = context.clock.now();
  }

  /** Never rejects. */
  async authorize(): Promise<void> {
    try {
      await this.#checkHandshake();
    } catch (cause) {
      this.#context.log.error('connection not authorized', { cause: messageOf(cause) });
      this.#refuse({ ...refusals.INTERNAL_FAILURE, errorCode: 500 });
    }
  }

  /** In the service's order: protocol, header object, credential (3.1). */
  async #checkHandshake(): Promise<void> {
    const { authenticate, random } = this.#context;
    const handshake = this.#handshake;
    this.#handshake = null;
    if (handshake?.protocols.includes(SUBPROTOCOL) !== true) {
      this.#refuse(refusals.NO_PROTOCOL);
      return;
    }
    if (!this.#context.connects.take()) {
      this.#refuse(refusals.RATE_EXCEEDED);
      return;
    }
    const headers = readAuthorizationHeaders(handshake);
    if (headers === null) this.#refuse(refusals.NO_HEADERS);
    else {
      const outcome = await authenticate({
        purpose: 'connect',
        method: 'POST',
        path: '/graphql/connect',
        query: '',
        headers,
        body: '{}',
        sourceIp: this.#sourceIp,
        requestId: random.uuid(),
      });
      if (outcome.ok) this.#accept();
      else this.#refuse(refusals.connectRefused(outcome));
    }
  }

  receive(text: string): void {
    this.#heard = true;
    const message = readClientMessage(text);
    if (this.#state === 'refused') this.#sendRefusal();
    else if (message === null) return;
    else if (this.#state === 'open') this.#handle(message);
    else if (this.#state === 'authorizing') this.#keepEarly(message, text.length);
  }

  closed(): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#cancelGrace?.();
    this.#context.keepAlive.remove(this);
    for (const subscription of this.#subscriptions.values()) subscription.end();
    this.#subscriptions.clear();
    this.#early = [];
    this.#context.onEnd(this);
  }

  end(cause: CloseCause): void {
    if (this.#state === 'ended') return;
    this.closed();
    this.#transport.close(cause.code, cause.reason);
  }

  keepAlive(): void {
    const { clock, limits } = this.#context;
    if (clock.now() - this.#openedAt >= limits.connectionLifetimeMs) {
      this.end(CLOSE.normal);
      return;
    }
    const read = this.#transport.bytesRead();
    if (read === this.#readAtPing) {
      // A whole interval without an answer: the peer is gone without a word, and the system would go on sending to it.
      this.#context.log.debug('silent connection dropped');
      this.closed();
      this.#transport.terminate();
      return;
    }
    this.#readAtPing = read;
    this.#transport.ping();
    if (this.#speaks) this.write(KEEP_ALIVE);
  }

  #keepEarly(message: ClientMessage, characters: number): void {
    this.#earlyCharacters += characters;
    if (this.#early.length >= MAX_EARLY_MESSAGES || this.#earlyCharacters > MAX_EARLY_CHARACTERS) return;
    this.#early.push(message);
  }

  #accept(): void {
    if (this.#state !== 'authorizing') return;
    this.#state = 'open';
    this.#context.keepAlive.add(this);
    const early = this.#early;
    this.#early = [];
    // Once a client has sent `connection_init`, what it sends before the ack is ignored (3.2).
    const init = early.find(({ type }) => type === 'connection_init');
    for (const message of init === undefined ? early : [init]) this.#handle(message);
  }

  /** The refusal waits for the client's first message: a text that arrives with the upgrade itself is lost on some clients. */
  #refuse(error: SubscriptionError): void {
    if (this.#state !== 'authorizing') return;
    this.#state = 'refused';
    this.#refusal = error;
    if (this.#heard) this.#sendRefusal();
    else this.#cancelGrace = this.#context.clock.after(this.#context.limits.refusalGraceMs, () => this.#sendRefusal());
  }

  #sendRefusal(): void {
    if (this.#refusal !== null) this.write(connectionError(this.#refusal));
    this.end(CLOSE.refused);
  }

  #handle(message: ClientMessage): void {
    switch (message.type) {
      case 'connection_init':
        this.write(connectionAck(this.#context.limits.connectionTimeoutMs));
        this.write(KEEP_ALIVE);
        this.#speak();
        break;
      case 'start':
        this.#speak();
        this.#start(message.id, message.payload);
        break;
      case 'stop':
        this.#stop(message.id);
        break;
    }
  }

  /** The first `ka` of the interval is due that long after the ack, not after the upgrade. */
  #speak(): void {
    if (this.#speaks) return;
    this.#speaks = true;
    this.#context.keepAlive.remove(this);
    this.#context.keepAlive.add(this);
  }

  #start(id: string, payload: StartPayload | null): void {
    const request = payload === null ? null : readOperation(payload.data);
    const { subscriptionsPerConnection, startMs } = this.#context.limits;
    if (!this.#context.starts.take()) {
      this.write(operationError(null, [refusals.RATE_EXCEEDED]));
    } else if (id === '' || payload === null || request === null) {
      this.write(operationError('', [refusals.unsupportedOperation()]));
    } else if ('message' in request) {
      this.write(operationError(id, [request]));
    } else if (this.#subscriptions.has(id)) {
      this.write(operationError(id, [refusals.duplicatedOperation(id)]));
    } else if (this.#subscriptions.size >= subscriptionsPerConnection) {
      this.write(operationError(id, [refusals.tooManySubscriptions(subscriptionsPerConnection)]));
    } else {
      const cancelTimeout = this.#context.clock.after(startMs, () => this.#fail(started, [refusals.TIMED_OUT]));
      const started = new StartedSubscription(id, this, cancelTimeout);
      this.#subscriptions.set(id, started);
      void this.#subscribe(started, request, payload);
    }
  }

  async #subscribe(started: StartedSubscription, request: SubscriptionOperation, payload: StartPayload): Promise<void> {
    const { hub, random, log, clock } = this.#context;
    const requestId = random.uuid();
    try {
      const origin = { sourceIp: this.#sourceIp, requestId, startedAt: clock.now() };
      const outcome = await prepareOperation(request, payload, origin, this.#context);
      // Stopped, closed or timed out while it was being prepared.
      if (this.#subscriptions.get(started.id) !== started) return;
      if (!outcome.ok) {
        this.#fail(started, outcome.errors);
        return;
      }
      started.settle(hub.join(outcome.subscription, started));
      this.write(startAck(started.id));
    } catch (cause) {
      log.error('subscription failed', { requestId, cause: messageOf(cause) });
      this.#fail(started, [refusals.INTERNAL_FAILURE]);
    }
  }

  #fail(started: StartedSubscription, errors: readonly SubscriptionError[]): void {
    const { id } = started;
    if (this.#subscriptions.get(id) !== started) return;
    started.end();
    this.drop(id);
    const isUnsupported = errors.some(({ errorType }) => errorType === refusals.UNSUPPORTED_OPERATION);
    this.write(operationError(isUnsupported ? '' : id, errors));
  }

  #stop(id: string): void {
    const started = this.#subscriptions.get(id);
    if (started === undefined) this.write(operationError(id, [refusals.unknownOperation(id)]));
    else started.complete();
  }

  drop(id: string): void {
    this.#subscriptions.delete(id);
  }

  endInvalidated(): void {
    this.end(CLOSE.normal);
  }

  /** @param bytes - one message; closes the connection instead when its client does not read */
  write(bytes: string): void {
    if (this.#state === 'ended') return;
    const { limits, clock, log } = this.#context;
    const buffered = this.#transport.bufferedBytes();
    if (buffered <= limits.bufferedBytes) {
      this.#transport.send(bytes);
      return;
    }
    log.warn('slow subscriber closed', { bufferedBytes: buffered });
    this.end(CLOSE.slowConsumer);
    // A peer that reads nothing never answers the closing handshake either.
    clock.after(SLOW_CONSUMER_GRACE_MS, () => this.#transport.terminate());
  }
}
