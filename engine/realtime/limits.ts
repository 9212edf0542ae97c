/** Quotas and intervals of the realtime endpoint (spec/appsync-edge 3.2, 5). Tests and tools may lower them. */
export interface RealtimeLimits {
  readonly keepAliveMs: number;
  /** Told to the client in `connection_ack`: it gives up after that long without `ka`. */
  readonly connectionTimeoutMs: number;
  readonly connectionLifetimeMs: number;
  /** A `start` that has no answer after that long is refused: clients stop waiting after 15 s (3.4). */
  readonly startMs: number;
  readonly subscriptionsPerConnection: number;
  /** Of the whole API, as is the next. */
  readonly connectionsPerSecond: number;
  readonly startsPerSecond: number;
  /** A larger payload is dropped in silence, as the service does. */
  readonly payloadBytes: number;
  /** What may wait in a socket's buffer before its client counts as too slow. */
  readonly bufferedBytes: number;
  /** How long a refused client has to send its first message, so that the refusal finds it listening. */
  readonly refusalGraceMs: number;
}

export const DEFAULT_LIMITS: RealtimeLimits = {
  keepAliveMs: 60_000,
  connectionTimeoutMs: 300_000,
  connectionLifetimeMs: 24 * 3_600_000,
  startMs: 14_000,
  subscriptionsPerConnection: 200,
  connectionsPerSecond: 2_000,
  startsPerSecond: 10_000,
  payloadBytes: 240 * 1024,
  bufferedBytes: 4 * 1024 * 1024,
  refusalGraceMs: 250,
};
