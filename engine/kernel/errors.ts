/**
 * What the engine itself throws. Three audiences stay apart: a `user` error can be mended by a person (its `fix` says how), a
 * `fault` is our bug or a broken machine. What a GraphQL client sees is neither: that is `engine/graphql/errors.ts`.
 */
export interface EngineErrorOptions {
  /** An imperative sentence: what the reader should do now. Needed for `user` errors. */
  readonly fix?: string;
  readonly cause?: unknown;
}

/** An error with a stable code, prefixed by the room that throws it: `TEMPLATE_UNKNOWN_INTRINSIC`. All codes: docs/errors.md. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: string;
  readonly kind: 'user' | 'fault';
  readonly fix: string | undefined;

  constructor(code: string, kind: 'user' | 'fault', message: string, options: EngineErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.kind = kind;
    this.fix = options.fix;
  }
}

/** A mistake that the reader can mend: `message` says what failed, the value got and the values allowed; `fix` what to change. */
export function userError(code: string, message: string, fix: string, cause?: unknown): EngineError {
  return new EngineError(code, 'user', message, { fix, cause });
}

/** Our own mistake, or a machine that does not do what it must. */
export function fault(code: string, message: string, cause?: unknown): EngineError {
  return new EngineError(code, 'fault', message, { cause });
}

/** Compares by shape, so that it holds across module copies, realms and worker borders. */
export function isEngineError(value: unknown): value is EngineError {
  return isErrorLike(value) && value.name === 'EngineError' && 'code' in value && 'kind' in value;
}

/** Fails with a fault when something that our own code guarantees does not hold. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw fault('KERNEL_INVARIANT', message);
}

/** Ends an exhaustive `switch`: the compiler refuses a case that was forgotten. */
export function assertNever(value: never): never {
  throw fault('KERNEL_INVARIANT', `unexpected value ${JSON.stringify(value)}`);
}

/** The text of anything thrown. */
export function messageOf(thrown: unknown): string {
  return isErrorLike(thrown) ? thrown.message : String(thrown);
}

function isErrorLike(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';
}
