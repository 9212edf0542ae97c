/**
 * Who listens to which subscription field. Subscribers with the same view of a payload and the same conditions form a group: one
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
  /** @param body - a data message from after its id */
  deliver(body: string): void;
  /** Says that the subscription is over (4.5). */
  complete(): void;
  /** Ends the connection (4.5). */
  endConnection(): void;
}

interface Group extends PreparedSubscription {
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

  constructor(limits: RealtimeLimits, log: Log) {
    this.#limits = limits;
    this.#log = log;
  }

  /** @returns how to leave */
  join(subscription: PreparedSubscription, subscriber: Subscriber): () => void {
    const { fieldName } = subscription;
    const field = this.#fields.get(fieldName) ?? {
      groups: new Map<string, Group>(),
      index: new SubscriptionIndex<Group>(),
    };
    this.#fields.set(fieldName, field);
    const key = keyOf(subscription);
    const group = field.groups.get(key) ?? openGroup(field, key, subscription);
    group.subscribers.add(subscriber);
    return () => {
      group.subscribers.delete(subscriber);
      if (group.subscribers.size > 0 || field.groups.get(key) !== group) return;
      field.groups.delete(key);
      field.index.remove(group);
      if (field.groups.size === 0) this.#fields.delete(fieldName);
    };
  }

  /** Hands the event to every matching subscriber before it returns, so that each socket gets events in the order of publication. */
  publish(fieldName: string, payload: unknown): void {
    const field = this.#fields.get(fieldName);
    if (field === undefined) return;
    for (const group of field.index.candidates(payload)) {
      if (group.filter !== null && !matchesFilter(group.filter, payload)) continue;
      const body = this.#bodyFor(group, payload);
      if (body === null) continue;
      for (const subscriber of group.subscribers) this.#deliver(subscriber, body, fieldName);
    }
  }

  /** One socket that cannot be written must not hold up the others. */
  #deliver(subscriber: Subscriber, body: string, fieldName: string): void {
    try {
      subscriber.deliver(body);
    } catch (cause) {
      this.#log.error('event not delivered', { fieldName, cause: messageOf(cause) });
    }
  }

  #bodyFor(group: Group, payload: unknown): string | null {
    try {
      const { data, errors } = group.select(payload);
      // Clients drop a message whose `data` is null, so the field itself carries the null.
      const selected = { data: data ?? { [group.fieldName]: null }, ...(errors?.length && { errors }) };
      const body = dataBody(selected);
      if (body.length <= this.#limits.payloadBytes) return body;
      this.#log.warn('subscription payload dropped', { fieldName: group.fieldName, bytes: body.length });
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
    // First all of them: several may share a connection, which can say nothing once it is ended.
    for (const subscriber of ended) subscriber.complete();
    for (const subscriber of ended) subscriber.endConnection();
    return ended.length;
  }

  stats(): HubStats {
    const groups = [...this.#fields.values()].flatMap((field) => [...field.groups.values()]);
    return { groups: groups.length, subscriptions: groups.reduce((sum, { subscribers }) => sum + subscribers.size, 0) };
  }
}

/** Filters may be made of the caller's identity, so they part what the view alone would join. */
function keyOf({ view, arguments: args, filter, invalidationFilter }: PreparedSubscription): string {
  return JSON.stringify([view, args, filter, invalidationFilter]);
}

function openGroup(field: Field, key: string, subscription: PreparedSubscription): Group {
  const group: Group = {
    fieldName: subscription.fieldName,
    arguments: subscription.arguments,
    filter: subscription.filter,
    invalidationFilter: subscription.invalidationFilter,
    view: subscription.view,
    select: (payload) => subscription.select(payload),
    subscribers: new Set(),
  };
  // First what may fail: a group that only one of the two knows could never leave.
  field.index.add(group);
  field.groups.set(key, group);
  return group;
}
