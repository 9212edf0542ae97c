import { openRequestScope } from '../../engine/kernel/index.ts';
import type { Caller, RequestScope } from '../../engine/kernel/index.ts';

export const API_KEY_CALLER: Caller = { mode: 'API_KEY', identity: null, groups: [] };

/** The scope of a request that begins now. */
export function aRequestScope(given: Partial<RequestScope> = {}): RequestScope {
  const scope = openRequestScope({
    requestId: 'request-1',
    caller: API_KEY_CALLER,
    headers: {},
    startedAt: Date.now(),
  });
  return { ...scope, ...given };
}
