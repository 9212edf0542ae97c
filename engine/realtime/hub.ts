/**
 * Who listens to which subscription field. Subscribers with the same document, variables and view of the schema form a group: one
 * match, one selection and one serialised body for all of them.
 */
import { fault, messageOf } from '../kernel/index.ts';
import type { Log } from '../kernel/index.ts';
import { matchesFilter } from './filters.ts';
import type { RealtimeLimits } from './limits.ts';
import { dataBody } from './messages.ts';
import type { PreparedSubscription } from './ports.ts';
import { SubscriptionIndex } from './subscription-index.ts';

/** One started subscription of one connection. */
export interface Subscriber {
  readonly id: string;
  /** @param body - a data message from after its id */
  deliver(body: string): void;
  /** Ends the subscription and its connection (4.5). */
  invalidate(): void;
}

interface Group extends PreparedSubscription {
  readonly key: string;
  readonly subscribers: Set<Subscriber>;
}

interface Field {
  readonly groups: Map<string, Group>;
  readonly index: SubscriptionIndex<Group>;
}

export interface HubStats {
  readonly subscriptions: number;
  readonly groups: number;
}

export class Hub {
  readonly #fields = new Map<string, Field>();
  readonly #limits: RealtimeLimits;
  readonly #log: Log;
  /** Events are delivered one after the other, so that each socket gets them in the order of publication. */
  #tail: Promise<void> = Promise.resolve();

  constructor(limits: RealtimeLimits, log: Log) {
    this.#limits = limits;
    this.#log = log;
  }

  /** @param shareKey - equal for subscribers that may share one selection; @returns how to leave */
  join(subscription: PreparedSubscription, shareKey: string, subscriber: Subscriber): () => void {
    const { fieldName, filter, invalidationFilter } = subscription;
    const field = this.#fields.get(fieldName) ?? {
      groups: new Map<string, Group>(),
      index: new SubscriptionIndex<Group>(),
    };
    this.#fields.set(fieldName, field);
    // Filters may be made of the caller's identity, so they part what the document alone would join.
    const key = `${shareKey}\n${JSON.stringify([subscription.arguments, filter, invalidationFilter])}`;
    const group = field.groups.get(key) ?? this.#openGroup(field, key, subscription);
    group.subscribers.add(subscriber);
    return () => {
      group.subscribers.delete(subscriber);
      if (group.subscribers.size > 0 || field.groups.get(key) !== group) return;
      field.groups.delete(key);
      field.index.remove(group);
      if (field.groups.size === 0) this.#fields.delete(fieldName);
    };
  }

  #openGroup(field: Field, key: string, subscription: PreparedSubscription): Group {
    const group: Group = {
      key,
      subscribers: new Set(),
      fieldName: subscription.fieldName,
      arguments: subscription.arguments,
      filter: subscription.filter,
      invalidationFilter: subscription.invalidationFilter,
      select: (payload) => subscription.select(payload),
    };
    field.groups.set(key, group);
    field.index.add(group);
    return group;
  }

  /** Resolves when every matching subscriber has been handed the event. */
  publish(fieldName: string, payload: unknown): Promise<void> {
    this.#tail = this.#tail
      .then(() => this.#deliver(fieldName, payload))
      // One event that cannot be delivered must not hold up all that follow.
      .catch((cause: unknown) => this.#log.error('event not delivered', { fieldName, cause: messageOf(cause) }));
    return this.#tail;
  }

  async #deliver(fieldName: string, payload: unknown): Promise<void> {
    const field = this.#fields.get(fieldName);
    if (field === undefined) return;
    for (const group of field.index.candidates(payload)) {
      if (group.filter !== null && !matchesFilter(group.filter, payload)) continue;
      const body = await this.#bodyFor(group, payload);
      if (body === null) continue;
      for (const subscriber of [...group.subscribers]) subscriber.deliver(body);
    }
  }

  async #bodyFor(group: Group, payload: unknown): Promise<string | null> {
    try {
      const { data, errors } = await group.select(payload);
      // Clients drop a message whose `data` is null, so the field itself carries the null.
      const selected = { data: data ?? { [group.fieldName]: null }, ...(errors?.length && { errors }) };
      const body = dataBody(selected);
      if (Buffer.byteLength(body) <= this.#limits.payloadBytes) return body;
      this.#log.warn('subscription payload dropped', { fieldName: group.fieldName, bytes: Buffer.byteLength(body) });
    } catch (cause) {
      const { message, code } = fault(
        'REALTIME_SELECT_FAILED',
        `no payload for ${group.fieldName}: ${messageOf(cause)}`,
        cause,
      );
      this.#log.error(message, { code, fieldName: group.fieldName });
    }
    return null;
  }

  /** @returns how many subscriptions ended */
  invalidate(fieldName: string, payload: unknown): number {
    const groups = [...(this.#fields.get(fieldName)?.groups.values() ?? [])];
    const ended = groups
      .filter(({ invalidationFilter }) => invalidationFilter !== null && matchesFilter(invalidationFilter, payload))
      .flatMap(({ subscribers }) => [...subscribers]);
    for (const subscriber of ended) subscriber.invalidate();
    return ended.length;
  }

  stats(): HubStats {
    const groups = [...this.#fields.values()].flatMap((field) => [...field.groups.values()]);
    return { groups: groups.length, subscriptions: groups.reduce((sum, { subscribers }) => sum + subscribers.size, 0) };
  }
}
