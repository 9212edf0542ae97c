/** There already, or on its way: a step that waits for nothing costs no turn of the microtask queue. */
export type Awaitable<T> = T | Promise<T>;

/** Goes on at once where nothing is awaited. What `next` throws is thrown or rejected alike. */
export function andThen<T, R>(value: Awaitable<T>, next: (value: T) => Awaitable<R>): Awaitable<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}
