/** Makes the value at the first call and keeps it: what a warm container shares between its calls. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
