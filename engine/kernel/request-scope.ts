/** How a request begins: what it will collect is empty, and its time runs. */
import type { Clock } from './clock.ts';
import { CostMeter } from './cost.ts';
import type { RequestScope } from './ports.ts';

/** AppSync gives a request 30 seconds (spec/appsync-resolvers 10.3). */
export const MAX_REQUEST_MS = 30_000;

/** @param given.startedAt - milliseconds since 1970 */
export function openRequestScope(
  given: Pick<RequestScope, 'requestId' | 'caller' | 'headers'> & {
    readonly startedAt: number;
    readonly cost?: CostMeter;
  },
): RequestScope {
  // Written out: to copy the rest of an object takes longer than most requests take in all.
  return {
    requestId: given.requestId,
    caller: given.caller,
    headers: given.headers,
    domainName: null,
    cost: given.cost ?? new CostMeter(),
    endsAt: given.startedAt + MAX_REQUEST_MS,
    responseHeaders: new Map(),
    invalidations: [],
  };
}

/** For a call that is made on behalf of the request. */
export function timeLeft({ endsAt }: Pick<RequestScope, 'endsAt'>, clock: Pick<Clock, 'now'>): number {
  return Math.max(0, endsAt - clock.now());
}
