export { createScheduler } from './create-scheduler.ts';
export type { Scheduler, SchedulerOptions } from './create-scheduler.ts';
export type { RefusalOf } from './delivery.ts';
