import type { FailureBody } from '../protocol.ts';

/** Compares by shape: an error made in another realm is no `instanceof Error` here. */
function isErrorLike(thrown: unknown): thrown is { name: string; message: string; stack?: string } {
  if (typeof thrown !== 'object' || thrown === null) return false;
  return (
    'name' in thrown && typeof thrown.name === 'string' && 'message' in thrown && typeof thrown.message === 'string'
  );
}

/** The error body of Lambda's Node.js runtime. What is no error keeps its `typeof` as type. */
export function toFailureBody(thrown: unknown): FailureBody {
  if (!isErrorLike(thrown)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') };
}

/** An error of the runtime itself, such as `Runtime.ImportModuleError`; its message names the error behind it. */
export function toRuntimeFailure(errorType: string, thrown: unknown): FailureBody {
  const { errorType: name, errorMessage, trace } = toFailureBody(thrown);
  return {
    errorType,
    errorMessage: isErrorLike(thrown) ? `${name}: ${errorMessage}` : errorMessage,
    trace: trace ?? [],
  };
}
