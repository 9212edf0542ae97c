/** The state machine of one connection (PROTOCOL.md). Knows no socket: a transport carries the text. */
import { messageOf } from '../kernel/index.ts';
import type { Clock, Log, Random } from '../kernel/index.ts';
import { CLOSE } from './close-codes.ts';
import type { CloseCause } from './close-codes.ts';
import { readAuthorizationHeaders, SUBPROTOCOL } from './handshake.ts';
import type { Hub } from './hub.ts';
import type { KeepAlive } from './keep-alive.ts';
import type { RealtimeLimits } from './limits.ts';
import {
  complete,
  connectionAck,
  connectionError,
  dataMessage,
  KEEP_ALIVE,
  operationError,
  readClientMessage,
  startAck,
} from './messages.ts';
import type { ClientMessage, StartPayload, SubscriptionError } from './messages.ts';
import { prepareOperation, readOperation } from './operation.ts';
import type { OperationPorts } from './operation.ts';
import type { Handshake, RealtimeSession, SubscriptionOperation, Transport } from './ports.ts';
import * as refusals from './refusals.ts';

export interface ConnectionContext extends OperationPorts {
  readonly hub: Hub;
  readonly keepAlive: KeepAlive;
  readonly limits: RealtimeLimits;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Called once, when the connection is over for whatever reason. */
  readonly onEnd: (connection: Connection) => void;
}

/** `refused` still waits for the client's first message, or for its grace to pass. */
type State = 'authorizing' | 'open' | 'refused' | 'ended';

interface Operation {
  /** Null until the subscription is registered. */
  leave: (() => void) | null;
}

const MAX_EARLY_MESSAGES = 32;
const SLOW_CONSUMER_GRACE_MS = 5000;

export class Connection implements RealtimeSession {
  readonly #handshake: Handshake;
  readonly #transport: Transport;
  readonly #context: ConnectionContext;
  readonly #openedAt: number;
  readonly #operations = new Map<string, Operation>();
  #state: State = 'authorizing';
  /** What came before the credential was checked. */
  #early: ClientMessage[] = [];
  #heard = false;
  #refusal: SubscriptionError | null = null;
  #cancelGrace: (() => void) | null = null;

  constructor(handshake: Handshake, transport: Transport, context: ConnectionContext) {
    this.#handshake = handshake;
    this.#transport = transport;
    this.#context = context;
    this.#openedAt = context.clock.now();
  }

  /** Checks the handshake in the service's order: protocol, header object, credential (3.1). */
  async authorize(): Promise<void> {
    const { authenticate, random, log } = this.#context;
    if (!this.#handshake.protocols.includes(SUBPROTOCOL)) {
      this.#refuse(refusals.NO_PROTOCOL);
      return;
    }
    const headers = readAuthorizationHeaders(this.#handshake);
    if (headers === null) {
      this.#refuse(refusals.NO_HEADERS);
      return;
    }
    try {
      const outcome = await authenticate({
        purpose: 'connect',
        method: 'POST',
        path: '/graphql/connect',
        query: '',
        headers,
        body: '{}',
        sourceIp: this.#handshake.sourceIp,
        requestId: random.uuid(),
      });
      if (outcome.ok) this.#accept();
      else this.#refuse(refusals.connectRefused(outcome));
    } catch (cause) {
      log.error('connection not authorized', { cause: messageOf(cause) });
      this.#refuse({ ...refusals.INTERNAL_FAILURE, errorCode: 500 });
    }
  }

  receive(text: string): void {
    this.#heard = true;
    const message = readClientMessage(text);
    if (this.#state === 'refused') this.#sendRefusal();
    else if (message === null) return;
    else if (this.#state === 'open') this.#handle(message);
    else if (this.#state === 'authorizing' && this.#early.length < MAX_EARLY_MESSAGES) this.#early.push(message);
  }

  closed(): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#cancelGrace?.();
    this.#context.keepAlive.remove(this);
    for (const operation of this.#operations.values()) operation.leave?.();
    this.#operations.clear();
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
    if (clock.now() - this.#openedAt >= limits.connectionLifetimeMs) this.end(CLOSE.normal);
    else this.#send(KEEP_ALIVE);
  }

  #accept(): void {
    if (this.#state !== 'authorizing') return;
    this.#state = 'open';
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
    if (this.#refusal !== null) this.#send(connectionError(this.#refusal));
    this.end(CLOSE.refused);
  }

  #handle(message: ClientMessage): void {
    switch (message.type) {
      case 'connection_init':
        this.#send(connectionAck(this.#context.limits.connectionTimeoutMs));
        this.#send(KEEP_ALIVE);
        this.#context.keepAlive.add(this);
        break;
      case 'start':
        this.#context.keepAlive.add(this);
        this.#start(message.id, message.payload);
        break;
      case 'stop':
        this.#stop(message.id);
        break;
    }
  }

  #start(id: string, payload: StartPayload | null): void {
    const request = payload === null ? null : readOperation(payload.data);
    const { subscriptionsPerConnection } = this.#context.limits;
    if (id === '' || payload === null || request === null) {
      this.#send(operationError('', [refusals.unsupportedOperation()]));
    } else if (this.#operations.has(id)) {
      this.#send(operationError(id, [refusals.duplicatedOperation(id)]));
    } else if (this.#operations.size >= subscriptionsPerConnection) {
      this.#send(operationError(id, [refusals.tooManySubscriptions(subscriptionsPerConnection)]));
    } else {
      const operation: Operation = { leave: null };
      this.#operations.set(id, operation);
      void this.#subscribe(id, operation, request, payload);
    }
  }

  async #subscribe(
    id: string,
    operation: Operation,
    request: SubscriptionOperation,
    payload: StartPayload,
  ): Promise<void> {
    const { hub, random, log } = this.#context;
    const requestId = random.uuid();
    try {
      const origin = { sourceIp: this.#handshake.sourceIp, requestId };
      const outcome = await prepareOperation(request, payload, origin, this.#context);
      // Stopped, or closed, while it was being prepared.
      if (this.#operations.get(id) !== operation) return;
      if (!outcome.ok) {
        this.#fail(id, outcome.errors);
        return;
      }
      operation.leave = hub.join(outcome.subscription, outcome.shareKey, {
        id,
        deliver: (body) => this.#send(dataMessage(id, body)),
        invalidate: () => this.#invalidate(id),
      });
      this.#send(startAck(id));
    } catch (cause) {
      log.error('subscription failed', { requestId, cause: messageOf(cause) });
      if (this.#operations.get(id) === operation) this.#fail(id, [refusals.INTERNAL_FAILURE]);
    }
  }

  #fail(id: string, errors: readonly SubscriptionError[]): void {
    this.#operations.delete(id);
    const isUnsupported = errors.some(({ errorType }) => errorType === refusals.UNSUPPORTED_OPERATION);
    this.#send(operationError(isUnsupported ? '' : id, errors));
  }

  #stop(id: string): void {
    const operation = this.#operations.get(id);
    if (operation === undefined) {
      this.#send(operationError(id, [refusals.unknownOperation(id)]));
      return;
    }
    this.#operations.delete(id);
    operation.leave?.();
    this.#send(complete(id));
  }

  #invalidate(id: string): void {
    this.#operations.get(id)?.leave?.();
    this.#operations.delete(id);
    this.#send(complete(id));
    this.end(CLOSE.normal);
  }

  #send(text: string): void {
    if (this.#state === 'ended') return;
    const { limits, clock, log } = this.#context;
    const buffered = this.#transport.bufferedBytes();
    if (buffered <= limits.bufferedBytes) {
      this.#transport.send(text);
      return;
    }
    log.warn('slow subscriber closed', { bufferedBytes: buffered });
    this.end(CLOSE.slowConsumer);
    // A peer that reads nothing never answers the closing handshake either.
    clock.after(SLOW_CONSUMER_GRACE_MS, () => this.#transport.terminate());
  }
}
