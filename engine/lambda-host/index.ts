export { createLambdaHost } from './host.ts';
export type { LambdaHost, LambdaHostOptions } from './host.ts';
export type { PoolStats } from './pool.ts';
