/** The answers that the host itself gives, with the types and texts of Lambda. */
import type { InvokeOutcome } from '../kernel/index.ts';
import type { FailureBody } from './protocol.ts';

/** Limit of a synchronous payload, and of an answer. */
export const MAX_SYNC_BYTES = 6_291_456;
/** Limit of the payload of an `Event` invocation (spec/appsync-resolvers 6.1). */
export const MAX_ASYNC_BYTES = 262_144;

type FailedReason = Extract<InvokeOutcome, { ok: false }>['reason'];

export function failed(reason: FailedReason, body: FailureBody): InvokeOutcome {
  return { ok: false, reason, errorType: body.errorType, errorMessage: body.errorMessage, payload: body };
}

/** The function's own limit: the text that CloudWatch and `ctx.error` show (spec/appsync-resolvers 6.4). */
export function timedOut(nowMs: number, requestId: string, timeoutSeconds: number): InvokeOutcome {
  const at = new Date(nowMs).toISOString();
  const errorMessage = `${at} ${requestId} Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
  return failed('timeout', { errorType: 'Sandbox.Timedout', errorMessage });
}

/** @param how - an exit code, or `killed` when the memory limit ended the worker */
export function exited(requestId: string, how: number | 'killed'): InvokeOutcome {
  const what =
    how === 'killed'
      ? 'Runtime exited with error: signal: killed'
      : how === 0
        ? 'Runtime exited without providing a reason'
        : `Runtime exited with error: exit status ${how}`;
  return failed('crash', { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${what}` });
}

export function requestTooLarge(limit: number): InvokeOutcome {
  const errorMessage = `Request must be smaller than ${limit} bytes for the InvokeFunction operation`;
  return failed('too-large', { errorType: 'RequestTooLargeException', errorMessage });
}

export function answerTooLarge(): InvokeOutcome {
  const errorMessage = 'Response payload size exceeded maximum allowed payload size (6291556 bytes).';
  return failed('too-large', { errorType: 'Function.ResponseSizeTooLarge', errorMessage });
}

export function notFound(reference: string): InvokeOutcome {
  return failed('not-found', {
    errorType: 'ResourceNotFoundException',
    errorMessage: `Function not found: ${reference}`,
  });
}

export function throttled(): InvokeOutcome {
  return failed('throttled', { errorType: 'TooManyRequestsException', errorMessage: 'Rate Exceeded.' });
}

export function callerTimedOut(): InvokeOutcome {
  return failed('caller-timeout', { errorType: 'ExecutionTimeoutException', errorMessage: 'Execution timed out.' });
}

/** Exact size in UTF-8; short texts are not measured, because a UTF-16 unit is at most 3 bytes. */
export function isLargerThan(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && Buffer.byteLength(text) > bytes;
}
