import type { Clock, Log, Random, SubscriptionInvalidation } from '../kernel/index.ts';
import { CLOSE } from './close-codes.ts';
import { Connection } from './connection.ts';
import type { ConnectionContext } from './connection.ts';
import { Hub } from './hub.ts';
import { KeepAlive } from './keep-alive.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { RealtimeLimits } from './limits.ts';
import type { OperationPorts } from './operation.ts';
import { RateLimit } from './rate-limit.ts';
import type { Handshake, RealtimeSession, Transport } from './ports.ts';

export interface RealtimeOptions extends OperationPorts {
  /** Subscription fields by the mutation field that `@aws_subscribe` names. */
  readonly fieldsByMutation: ReadonlyMap<string, readonly string[]>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** @default the service's quotas */
  readonly limits?: Partial<RealtimeLimits>;
}

export interface RealtimeStats {
  readonly connections: number;
  readonly subscriptions: number;
  /** Subscriptions that share one selection count as one group. */
  readonly groups: number;
  /** Connections that wait for their next `ka`. */
  readonly keptAlive: number;
}

export interface Realtime {
  /** Takes over a socket whose upgrade is complete; bad credentials are answered on it, never by an HTTP status. */
  connect(handshake: Handshake, transport: Transport): RealtimeSession;
  /**
   * Tells subscribers of a mutation's root field. `payload` is its result cut to the mutation's selection set, keyed by the schema's
   * field names. Null publishes nothing. All sockets have been handed the event when it returns.
   */
  publish(event: { readonly mutationField: string; readonly payload: unknown }): void;
  /** @returns how many subscriptions ended */
  invalidate(invalidation: SubscriptionInvalidation): number;
  stats(): RealtimeStats;
  /** Ends every connection with 1001; later connections are ended at once. */
  close(): void;
}

/** Holds no socket and starts no timer until a client connects. */
export function createRealtime(options: RealtimeOptions): Realtime {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const hub = new Hub(limits, options.log);
  const keepAlive = new KeepAlive(options.clock, limits.keepAliveMs);
  const connections = new Set<Connection>();
  let isClosing = false;
  const context: ConnectionContext = {
    ...options,
    limits,
    hub,
    keepAlive,
    connects: new RateLimit(limits.connectionsPerSecond, options.clock),
    starts: new RateLimit(limits.startsPerSecond, options.clock),
    onEnd: (connection) => void connections.delete(connection),
  };

  return {
    connect(handshake, transport) {
      const connection = new Connection(handshake, transport, context);
      connections.add(connection);
      if (isClosing) connection.end(CLOSE.serverStops);
      else void connection.authorize();
      return connection;
    },
    publish({ mutationField, payload }) {
      if (payload === null || payload === undefined) return;
      for (const field of options.fieldsByMutation.get(mutationField) ?? []) hub.publish(field, payload);
    },
    invalidate: ({ subscriptionField, payload }) => hub.invalidate(subscriptionField, payload),
    stats: () => ({ connections: connections.size, keptAlive: keepAlive.size, ...hub.stats() }),
    close() {
      isClosing = true;
      for (const connection of [...connections]) connection.end(CLOSE.serverStops);
    },
  };
}
