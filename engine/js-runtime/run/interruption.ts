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

/** Deeper than any function of the library goes on well-formed input; values nested deeper than that lose the place. */
const FRAMES = 200;

/** A library function was used wrongly: becomes `code.js:L:C: <message>` (spec 2.5). */
export class LibraryError extends Error {
  override readonly name = 'LibraryError';

  constructor(message: string, options?: ErrorOptions) {
    // The place is that of the resolver's own call, which the usual ten frames of a deep library would hide.
    const before = Error.stackTraceLimit;
    Error.stackTraceLimit = FRAMES;
    super(message, options);
    Error.stackTraceLimit = before;
  }
}
