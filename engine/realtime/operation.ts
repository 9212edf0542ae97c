/** From a `start` to a prepared subscription: credential, document, filter limits (spec/appsync-edge 4.2). */
import { isNestedTooDeeply, openRequestScope, REFUSALS } from '../kernel/index.ts';
import type { Awaitable, RefusalRow } from '../kernel/index.ts';
import { findFilterFault } from './filter-limits.ts';
import { isObject } from './filters.ts';
import { toRequestHeaders } from './handshake.ts';
import { readObject } from './messages.ts';
import type { StartPayload, SubscriptionError } from './messages.ts';
import type {
  AuthenticateMessage,
  AuthenticateOutcome,
  PreparedSubscription,
  SubscribePort,
  SubscriptionOperation,
} from './ports.ts';
import { startRefused } from './refusals.ts';

export interface OperationPorts {
  readonly authenticate: (message: AuthenticateMessage) => Awaitable<AuthenticateOutcome>;
  readonly subscribe: SubscribePort;
}

export type OperationOutcome =
  | { readonly ok: true; readonly subscription: PreparedSubscription }
  | { readonly ok: false; readonly errors: readonly SubscriptionError[] };

/** @returns null when `payload.data` is no GraphQL request, an error when it is one that HTTP refuses as well */
export function readOperation(data: string): SubscriptionOperation | SubscriptionError | null {
  if (isNestedTooDeeply(data)) return null;
  const body = readObject(data);
  if (typeof body?.query !== 'string') return null;
  const { query, variables = null, operationName = null } = body;
  // To drop them would drop the conditions that they were meant to be.
  if (variables !== null && !isObject(variables)) return toError(REFUSALS.badVariables);
  if (operationName !== null && typeof operationName !== 'string') return toError(REFUSALS.unparseable);
  return { query, variables, operationName: operationName === '' ? null : operationName };
}

function toError({ errorType, message }: RefusalRow): SubscriptionError {
  return { errorType, message };
}

export async function prepareOperation(
  operation: SubscriptionOperation,
  payload: StartPayload,
  { startedAt, ...origin }: { readonly sourceIp: string; readonly requestId: string; readonly startedAt: number },
  ports: OperationPorts,
): Promise<OperationOutcome> {
  const headers = toRequestHeaders(payload.authorization);
  const identified = await ports.authenticate({
    purpose: 'request',
    method: 'POST',
    path: '/graphql',
    query: '',
    headers,
    body: payload.data,
    ...origin,
  });
  if (!identified.ok) return { ok: false, errors: [startRefused(identified)] };
  const { caller } = identified;
  const scope = openRequestScope({ requestId: origin.requestId, caller, headers, startedAt });
  const outcome = await ports.subscribe(operation, scope);
  if (!outcome.ok) return outcome;
  const fault = findFault(outcome.subscription);
  if (fault !== null) return { ok: false, errors: [fault] };
  return outcome;
}

function findFault({ fieldName, filter, invalidationFilter }: PreparedSubscription): SubscriptionError | null {
  const inFilter = filter === null ? null : findFilterFault(filter, fieldName);
  if (inFilter !== null || invalidationFilter === null) return inFilter;
  return findFilterFault(invalidationFilter, fieldName);
}
