/** An async iterator that is fed from outside. One reader; values wait in order until they are read. */
export interface Channel<T> {
  readonly iterator: AsyncIterableIterator<T>;
  readonly push: (value: T) => void;
  /** The reader gets what is waiting, then the end. */
  readonly end: () => void;
  /** The reader gets what is waiting, then the error. */
  readonly fail: (error: Error) => void;
}

interface Waiter<T> {
  readonly resolve: (result: IteratorResult<T>) => void;
  readonly reject: (error: Error) => void;
}

/** @param onReturn called once, when the reader stops before the end */
export function createChannel<T>(onReturn: () => void): Channel<T> {
  const queue: T[] = [];
  const waiters: Waiter<T>[] = [];
  let outcome: { readonly error?: Error } | undefined;

  const settle = (result: { readonly error?: Error }): void => {
    if (outcome !== undefined) return;
    outcome = result;
    for (const waiter of waiters.splice(0)) finish(waiter, result);
  };
  const next = (): Promise<IteratorResult<T>> =>
    new Promise((resolve, reject) => {
      const waiter = { resolve, reject };
      if (queue.length > 0) resolve({ done: false, value: queue.shift() as T });
      else if (outcome !== undefined) finish(waiter, outcome);
      else waiters.push(waiter);
    });
  const iterator: AsyncIterableIterator<T> = {
    [Symbol.asyncIterator]: () => iterator,
    next,
    return: () => {
      queue.length = 0;
      if (outcome === undefined) onReturn();
      settle({});
      return Promise.resolve({ done: true, value: undefined });
    },
  };
  return {
    iterator,
    push: (value) => {
      if (outcome !== undefined) return;
      const waiter = waiters.shift();
      if (waiter === undefined) queue.push(value);
      else waiter.resolve({ done: false, value });
    },
    end: () => settle({}),
    fail: (error) => settle({ error }),
  };
}

function finish<T>(waiter: Waiter<T>, outcome: { readonly error?: Error }): void {
  if (outcome.error === undefined) waiter.resolve({ done: true, value: undefined });
  else waiter.reject(outcome.error);
}
