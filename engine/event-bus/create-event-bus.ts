/** Buses with their rules: takes events, answers at once, delivers afterwards. */
import type { Clock, Invoke, Log, Random } from '../kernel/index.ts';
import type { EventBusBlueprint, EventRuleBlueprint } from '../template/index.ts';
import { deliver } from './delivery.ts';
import type { CallGraphql, DeliveryPorts, SendToQueue } from './delivery.ts';
import type { BusEvent, Fields } from './event.ts';
import type { Matches } from './matchers.ts';
import { compilePattern } from './pattern.ts';
import { refusalOf, toEvent } from './put-events.ts';
import type { PutEventsAnswer } from './put-events.ts';

export interface EventBusOptions {
  /** The default bus is always there. */
  readonly buses: readonly EventBusBlueprint[];
  readonly rules: readonly EventRuleBlueprint[];
  readonly region: string;
  readonly accountId: string;
  readonly invoke: Invoke;
  readonly sendToQueue: SendToQueue;
  readonly callGraphql: CallGraphql;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export interface EventBus {
  /**
   * The PutEvents API; `EventBusName` is a name or an ARN.
   * @throws {PutEventsRefused} when the whole call is wrong
   */
  putEvents(entries: readonly Fields[]): Promise<PutEventsAnswer>;
  /** Resolves when everything that was put so far is delivered or given up. */
  settled(): Promise<void>;
  /** Gives up waiting retries. What is being delivered ends by itself. */
  stop(): Promise<void>;
}

interface CompiledRule {
  readonly rule: EventRuleBlueprint;
  readonly matches: Matches;
}

/** @throws {EngineError} EVENT_BUS_PATTERN_INVALID for a rule that EventBridge would refuse */
export function createEventBus(options: EventBusOptions): EventBus {
  const { clock, random, log, region, accountId } = options;
  const prefix = `arn:aws:events:${region}:${accountId}:event-bus/`;
  const known = new Set([`${prefix}default`, ...options.buses.map((bus) => bus.arn)]);
  const rules: readonly CompiledRule[] = options.rules
    .filter((rule) => rule.enabled)
    .map((rule) => ({ rule, matches: compilePattern(rule.pattern) }));
  const underway = new Set<Promise<void>>();
  const wakers = new Set<(goesOn: boolean) => void>();
  let isStopped = false;

  const wait = (ms: number): Promise<boolean> =>
    new Promise((resolve) => {
      if (isStopped) {
        resolve(false);
        return;
      }
      const wake = (goesOn: boolean): void => {
        cancel();
        wakers.delete(wake);
        resolve(goesOn);
      };
      const cancel = clock.after(ms, () => wake(true));
      wakers.add(wake);
    });

  const track = (delivery: Promise<void>): void => {
    const tracked = delivery.finally(() => underway.delete(tracked));
    underway.add(tracked);
  };

  /** @param seen - buses that the event came through: a circle of rules ends where it began */
  const route = (busArn: string, event: BusEvent, seen: readonly string[]): void => {
    if (seen.includes(busArn)) {
      log.warn('an event ran in a circle and is dropped', { bus: busArn, eventId: event.id });
      return;
    }
    if (!known.has(busArn)) log.warn('an event was put on a bus that is not there', { bus: busArn, eventId: event.id });
    const forward = (to: string, forwarded: BusEvent): void => route(to, forwarded, [...seen, busArn]);
    const ports: DeliveryPorts = { ...options, forward, wait };
    for (const { rule, matches } of rules) {
      if (rule.eventBusArn !== busArn || !matches(event)) continue;
      for (const target of rule.targets) track(deliver(ports, rule, target, event));
    }
  };

  const put = (entry: Fields): Fields => {
    const event = toEvent(entry, { id: random.uuid(), now: clock.now(), account: accountId, region });
    if ('ErrorCode' in event) return { ...event };
    const bus = typeof entry.EventBusName === 'string' && entry.EventBusName !== '' ? entry.EventBusName : 'default';
    route(bus.startsWith('arn:') ? bus : `${prefix}${bus}`, event, []);
    return { EventId: event.id };
  };

  return {
    putEvents(entries) {
      const refusal = refusalOf(entries);
      if (refusal !== null) return Promise.reject(refusal);
      const Entries = entries.map(put);
      return Promise.resolve({ FailedEntryCount: Entries.filter((entry) => 'ErrorCode' in entry).length, Entries });
    },
    async settled() {
      while (underway.size > 0) await Promise.all(underway);
    },
    async stop() {
      isStopped = true;
      for (const wake of [...wakers]) wake(false);
      await Promise.all(underway);
    },
  };
}
