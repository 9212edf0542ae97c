/** The error texts of the protocol itself (spec/appsync-edge 3.3). Errors of a document come from the GraphQL side. */
import type { SubscriptionError } from './messages.ts';
import type { AuthenticateOutcome } from './ports.ts';

type Refused = Extract<AuthenticateOutcome, { readonly ok: false }>;

export const NO_PROTOCOL: SubscriptionError = { message: 'NoProtocolError', errorCode: 400 };

export const NO_HEADERS: SubscriptionError = {
  errorType: 'BadRequestException',
  message: 'Required headers are missing.',
  errorCode: 400,
};

export const INTERNAL_FAILURE: SubscriptionError = { errorType: 'InternalFailure', message: 'Internal failure' };

/** A resolver or an authorizer that does not come back. */
export const TIMED_OUT: SubscriptionError = { errorType: 'ExecutionTimeout', message: 'Execution timed out.' };

/** Not in AppSync's form, or not a subscription: answered without an id. */
export const UNSUPPORTED_OPERATION = 'UnsupportedOperation';

export function unsupportedOperation(): SubscriptionError {
  return { errorType: UNSUPPORTED_OPERATION, message: 'unknown not supported through the realtime channel' };
}

/** Clients try again after a 429, and back off. */
export const RATE_EXCEEDED: SubscriptionError = {
  errorType: 'LimitExceededError',
  message: 'Rate limit exceeded',
  errorCode: 429,
};

export function duplicatedOperation(id: string): SubscriptionError {
  return { errorType: 'DuplicatedOperationError', message: `Duplicated operation with id ${id}` };
}

export function tooManySubscriptions(limit: number): SubscriptionError {
  return { errorType: 'MaxSubscriptionsReachedError', message: `Max number of ${limit} subscriptions reached` };
}

export function unknownOperation(id: string): SubscriptionError {
  return { errorType: 'UnknownOperationError', message: `Unknown operation id ${id}` };
}

/** At connect the service has one text for every refused credential; clients read the code. */
export function connectRefused({ status, errorType, message }: Refused): SubscriptionError {
  const text = status === 401 ? 'You are not authorized to make this call.' : message;
  return { errorType, message: text, errorCode: status };
}

export function startRefused({ errorType, message, startMessage }: Refused): SubscriptionError {
  return { errorType, message: startMessage ?? message };
}
