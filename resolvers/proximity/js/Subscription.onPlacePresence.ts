/** Staff only: the schema's directive lets nobody else in. Events come from the mutation; the argument filters them. */
export function request() {
  return { payload: null };
}

export function response() {
  // A subscription's resolver answers the registration, and null is the only answer that carries no event.
  return null;
}
