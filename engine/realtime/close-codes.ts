/** Why a socket ends. The service's own codes are not documented; these are RFC 6455's for the same causes. */
export const CLOSE = {
  /** After an invalidation, and at the end of a connection's 24 hours. */
  normal: { code: 1000, reason: '' },
  serverStops: { code: 1001, reason: 'Server is shutting down' },
  /** After `connection_error`. */
  refused: { code: 1008, reason: 'Connection refused' },
  slowConsumer: { code: 1013, reason: 'Messages are not read fast enough' },
} as const;

export type CloseCause = (typeof CLOSE)[keyof typeof CLOSE];
