/** Runs one event through the handler: promise, plain value, callback, and the old `context.done`. */
import type { EventMessage, FailureBody, StaticContext } from '../protocol.ts';
import { toFailureBody } from './failure.ts';
import type { Handler } from './load-handler.ts';

export type Ending = { readonly body: string } | { readonly error: FailureBody };

/** One running event. `loopIsEmpty` is told when nothing is left that could still answer. */
export interface RunningEvent {
  loopIsEmpty(): void;
}

function toEnding(value: unknown): Ending {
  try {
    // Undefined and functions have no JSON: Lambda answers null.
    if (value === undefined || typeof value === 'function') return { body: 'null' };
    return { body: JSON.stringify(value) };
  } catch {
    return { error: toFailureBody(new Error('Unable to stringify response body')) };
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

function toContext(fixed: StaticContext, event: EventMessage, done: (error: unknown, result?: unknown) => void) {
  const startedAt = performance.now();
  return {
    ...fixed,
    awsRequestId: event.requestId,
    invokedFunctionArn: event.invokedFunctionArn,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(event.remainingMs - (performance.now() - startedAt))),
    done,
    succeed: (result?: unknown) => done(null, result),
    fail: (error: unknown) => done(error ?? 'handled'),
  };
}

/** @param end - called exactly once */
export function serveEvent(
  handler: Handler,
  fixed: StaticContext,
  event: EventMessage,
  end: (ending: Ending) => void,
): RunningEvent {
  let ended = false;
  let held: Ending | null = null;
  const finish = (ending: Ending): void => {
    if (ended) return;
    ended = true;
    end(ending);
  };
  const callback = (error: unknown, result?: unknown): void => {
    if (error !== null && error !== undefined) {
      finish({ error: toFailureBody(error) });
      return;
    }
    if (!context.callbackWaitsForEmptyEventLoop) {
      finish(toEnding(result));
      return;
    }
    held ??= toEnding(result);
  };
  const done = (error: unknown, result?: unknown): void => {
    finish(error === null || error === undefined ? toEnding(result) : { error: toFailureBody(error) });
  };
  const context = toContext(fixed, event, done);
  try {
    const returned = handler(JSON.parse(event.body), context, callback);
    if (isThenable(returned)) {
      returned.then(
        (value) => finish(toEnding(value)),
        (thrown: unknown) => finish({ error: toFailureBody(thrown) }),
      );
    } else if (returned !== undefined && handler.length < 3) {
      finish(toEnding(returned));
    }
  } catch (thrown) {
    finish({ error: toFailureBody(thrown) });
  }
  return { loopIsEmpty: () => finish(held ?? { body: 'null' }) };
}
