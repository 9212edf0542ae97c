/** Joins `graphql`'s answer to a `start` to what `realtime` keeps and sends. */
import type { GraphqlApi } from './graphql/index.ts';
import type { FilterCondition, SubscribePort, SubscriptionError, SubscriptionFilter } from './realtime/index.ts';

/** On a socket an error has its type and its text alone (spec/appsync-edge 3.3). */
function toSubscriptionError({
  errorType,
  message,
}: {
  readonly errorType?: string | null;
  readonly message: string;
}): SubscriptionError {
  return errorType === undefined || errorType === null ? { message } : { errorType, message };
}

function isFilter(value: unknown): value is SubscriptionFilter {
  const groups = (value as { readonly filterGroup?: unknown } | null)?.filterGroup;
  if (!Array.isArray(groups)) return false;
  return groups.every((group: unknown) => {
    const filters = (group as { readonly filters?: unknown } | null)?.filters;
    return Array.isArray(filters) && filters.every(isCondition);
  });
}

/** What may be compared with what is checked by whoever keeps the filter. */
function isCondition(value: unknown): value is FilterCondition {
  const { fieldName, operator } = (value ?? {}) as Partial<Record<keyof FilterCondition, unknown>>;
  return typeof fieldName === 'string' && typeof operator === 'string';
}

const MALFORMED: SubscriptionError = {
  errorType: 'BadRequestException',
  errorCode: 400,
  message:
    'A subscription filter must have the form { filterGroup: [{ filters: [{ fieldName, operator, value }] }] }, with texts as fieldName and operator.',
};

export function subscribePort(graphql: GraphqlApi): SubscribePort {
  return async (operation, scope) => {
    const outcome = await graphql.prepareSubscription(operation, scope);
    if (!outcome.ok) return { ok: false, errors: outcome.errors.map(toSubscriptionError) };
    const { filter, invalidationFilter, ...subscription } = outcome.subscription;
    if ((filter !== null && !isFilter(filter)) || (invalidationFilter !== null && !isFilter(invalidationFilter))) {
      return { ok: false, errors: [MALFORMED] };
    }
    return { ok: true, subscription: { ...subscription, filter, invalidationFilter } };
  };
}
