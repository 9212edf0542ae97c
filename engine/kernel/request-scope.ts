/** How a request begins: what it will collect is empty, and its time runs. */
import { CostMeter } from './cost.ts';
import type { Clock } from './clock.ts';
import type { RequestScope } from './ports.ts';

/** AppSync gives a request 30 seconds (spec/appsync-resolvers 10.3). */
export const MAX_REQUEST_MS = 30_000;

/** @param given.startedAt - milliseconds since 1970 */
export function openRequestScope({
  startedAt,
  cost = new CostMeter(),
  ...given
}: Pick<RequestScope, 'requestId' | 'caller' | 'headers'> & {
  readonly startedAt: number;
  readonly cost?: CostMeter;
}): RequestScope {
  return {
    ...given,
    domainName: null,
    cost,
    endsAt: startedAt + MAX_REQUEST_MS,
    responseHeaders: new Map(),
    invalidations: [],
  };
}

/** For a call that is made on behalf of the request. */
export function timeLeft({ endsAt }: Pick<RequestScope, 'endsAt'>, clock: Pick<Clock, 'now'>): number {
  return Math.max(0, endsAt - clock.now());
}
