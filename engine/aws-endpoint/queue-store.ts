/** Standard queues in memory: what SQS calls see, and where failed stream batches go. */
import { createHash } from 'node:crypto';
import { userError } from '../kernel/index.ts';
import type { Clock, Random } from '../kernel/index.ts';
import type { QueueBlueprint } from '../template/index.ts';

const DEFAULT_VISIBILITY_SECONDS = 30;
/** SQS keeps a message for four days. */
const RETENTION_MS = 345_600_000;

export interface QueueMessage {
  readonly messageId: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly sentAt: number;
  readonly receiveCount: number;
  readonly firstReceivedAt: number | null;
  /** Of the latest receive; null before the first. */
  readonly receiptHandle: string | null;
}

export interface QueueCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

export interface SendOptions {
  readonly delaySeconds?: number;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export interface ReceiveOptions {
  readonly max: number;
  readonly visibilitySeconds?: number;
  /** @default 0: answers at once */
  readonly waitSeconds?: number;
}

/** Queues are named by their ARN, or by their URL in SQS calls. */
export interface QueueStore {
  find(arnOrUrl: string): QueueBlueprint | null;
  send(queueArn: string, body: string, options?: SendOptions): QueueMessage;
  receive(queueArn: string, options: ReceiveOptions): Promise<readonly QueueMessage[]>;
  /** Nothing happens for a handle that is not known, as in SQS. */
  delete(queueArn: string, receiptHandle: string): void;
  counts(queueArn: string): QueueCounts;
  /** All messages, without receiving them. */
  messages(queueArn: string): readonly QueueMessage[];
}

interface Stored extends QueueMessage {
  readonly visibleAt: number;
}

class Queue {
  readonly waiters = new Set<() => void>();
  readonly #clock: Clock;
  #messages: readonly Stored[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get messages(): readonly Stored[] {
    const oldest = this.#clock.now() - RETENTION_MS;
    return this.#messages.filter((message) => message.sentAt >= oldest);
  }

  send(message: Stored): void {
    this.#messages = [...this.messages, message];
    for (const wake of this.waiters) wake();
  }

  delete(receiptHandle: string): void {
    this.#messages = this.messages.filter((message) => message.receiptHandle !== receiptHandle);
  }

  take(max: number, visibilityMs: number, newHandle: () => string): readonly Stored[] {
    const now = this.#clock.now();
    const taken: Stored[] = [];
    this.#messages = this.messages.map((message) => {
      if (taken.length >= max || message.visibleAt > now) return message;
      const received: Stored = {
        ...message,
        visibleAt: now + visibilityMs,
        receiptHandle: newHandle(),
        receiveCount: message.receiveCount + 1,
        firstReceivedAt: message.firstReceivedAt ?? now,
      };
      taken.push(received);
      return received;
    });
    return taken;
  }

  /** Ends when a message is sent, when a hidden one comes back, or at the deadline. */
  wait(deadline: number): Promise<void> {
    const now = this.#clock.now();
    const next = Math.min(deadline, ...this.messages.map((message) => message.visibleAt).filter((at) => at > now));
    return new Promise((resolve) => {
      const wake = (): void => {
        cancel();
        this.waiters.delete(wake);
        resolve();
      };
      const cancel = this.#clock.after(next - now, wake);
      this.waiters.add(wake);
    });
  }
}

/** @throws {EngineError} ENDPOINT_UNKNOWN_QUEUE from the store's methods, for an ARN that the blueprint lacks */
export function createQueueStore(options: {
  readonly queues: readonly QueueBlueprint[];
  readonly clock: Clock;
  readonly random: Random;
}): QueueStore {
  const { clock, random } = options;
  const queues = new Map(options.queues.map((queue) => [queue.arn, new Queue(clock)]));
  const queueOf = (arn: string): Queue => {
    const queue = queues.get(arn);
    if (queue !== undefined) return queue;
    const known = [...queues.keys()].join(', ') || 'none';
    throw userError(
      'ENDPOINT_UNKNOWN_QUEUE',
      `there is no queue ${arn}; queues: ${known}`,
      'Declare the queue in the served stack.',
    );
  };
  return {
    find: (arnOrUrl) => options.queues.find(({ arn, url }) => arn === arnOrUrl || url === arnOrUrl) ?? null,
    send(arn, body, { delaySeconds = 0, attributes = {} } = {}) {
      const now = clock.now();
      const message: Stored = {
        messageId: random.uuid(),
        body,
        md5OfBody: createHash('md5').update(body).digest('hex'),
        attributes,
        sentAt: now,
        receiveCount: 0,
        firstReceivedAt: null,
        receiptHandle: null,
        visibleAt: now + delaySeconds * 1000,
      };
      queueOf(arn).send(message);
      return message;
    },
    async receive(arn, { max, visibilitySeconds = DEFAULT_VISIBILITY_SECONDS, waitSeconds = 0 }) {
      const queue = queueOf(arn);
      const deadline = clock.now() + waitSeconds * 1000;
      const take = (): readonly Stored[] => queue.take(max, visibilitySeconds * 1000, () => random.uuid());
      let taken = take();
      while (taken.length === 0 && clock.now() < deadline) {
        await queue.wait(deadline);
        taken = take();
      }
      return taken;
    },
    delete: (arn, receiptHandle) => queueOf(arn).delete(receiptHandle),
    counts(arn) {
      const now = clock.now();
      const { messages } = queueOf(arn);
      const hidden = messages.filter((message) => message.visibleAt > now);
      const inFlight = hidden.filter((message) => message.receiveCount > 0).length;
      return { visible: messages.length - hidden.length, inFlight, delayed: hidden.length - inFlight };
    },
    messages: (arn) => queueOf(arn).messages,
  };
}
