/** How a stream consumer calls a `publish…` mutation: signed by its own role, and given up soon enough to be delivered again. */
import { systemClock } from './clock.ts';
import { requiredVariable } from './environment.ts';
import { signedGraphql, type CallGraphql } from './signed-graphql.ts';

const CALL_TIMEOUT_MS = 3000;

/** One call, and time to say that it failed. */
export const PUBLISH_RESERVE_MS = CALL_TIMEOUT_MS + 500;

/** @throws Error when the function has no `GRAPHQL_URL` */
export function livePublishCall(): CallGraphql {
  return signedGraphql({ url: requiredVariable('GRAPHQL_URL'), clock: systemClock, fetch, timeoutMs: CALL_TIMEOUT_MS });
}
