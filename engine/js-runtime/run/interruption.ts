/** What leaves a handler without returning. User code cannot catch: the language subset has no `try`. */
import type { Outcome } from '../types.ts';

/**
 * Thrown by `util.error`, `util.unauthorized` and `runtime.earlyReturn`. No `Error`: nobody reads its stack, and to collect one takes
 * longer than the handler.
 */
export class Interruption {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    this.outcome = outcome;
  }
}

/** A library function was used wrongly: becomes `code.js:L:C: <message>` (spec 2.5). */
export class LibraryError extends Error {
  override readonly name = 'LibraryError';
}
