export { createEventBus } from './create-event-bus.ts';
export type { EventBus, EventBusOptions } from './create-event-bus.ts';
export type { CallGraphql, SendToQueue } from './delivery.ts';
export { PutEventsRefused } from './put-events.ts';
export type { PutEventsAnswer } from './put-events.ts';
