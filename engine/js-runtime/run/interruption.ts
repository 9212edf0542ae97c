/** What leaves a handler without returning. User code cannot catch: the language subset has no `try`. */
import type { Outcome } from '../types.ts';

/** Thrown by `util.error`, `util.unauthorized` and `runtime.earlyReturn`. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

/** A library function was used wrongly: becomes `code.js:L:C: <message>` (spec 2.5). */
export class LibraryError extends Error {
  override readonly name = 'LibraryError';
}
