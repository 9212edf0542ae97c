export { createRealtime } from './realtime.ts';
export type { Realtime, RealtimeOptions } from './realtime.ts';
export type {
  AuthenticateMessage,
  Handshake,
  PreparedSubscription,
  RealtimeSession,
  SelectedPayload,
  SubscribeOutcome,
  SubscribePort,
  SubscriptionOperation,
  Transport,
} from './ports.ts';
export type { FilterCondition, SubscriptionFilter } from './filters.ts';
export type { SubscriptionError } from './messages.ts';
export { DEFAULT_LIMITS } from './limits.ts';
export type { RealtimeLimits } from './limits.ts';
