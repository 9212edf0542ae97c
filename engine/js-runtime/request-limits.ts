/** What AWS asks of the members of an EvaluateCode request: the lengths and values of its API model. */

/** Length limits of `EvaluateCode` in AWS's API reference, in characters. */
const CODE_LENGTH = { least: 1, most: 32_768 };
const CONTEXT_LENGTH = { least: 2, most: 28_000 };

interface Members {
  readonly code?: unknown;
  readonly context?: unknown;
  readonly function?: unknown;
  readonly runtime?: unknown;
}

/** @returns what is wrong with the first bad member; the texts follow AWS's validation of other actions, none of this one is recorded */
export function refusedMember({ code, context, function: handler, runtime }: Members): string | undefined {
  if (typeof code !== 'string') return 'code must be a text';
  if (handler !== undefined && handler !== null && handler !== 'request' && handler !== 'response') {
    return "function must be 'request' or 'response'";
  }
  // A mocked context that is no text never comes from AWS's API: it has no limit.
  const wrongLength =
    lengthError('code', code, CODE_LENGTH) ??
    (typeof context === 'string' ? lengthError('context', context, CONTEXT_LENGTH) : undefined);
  return wrongLength ?? runtimeError(runtime);
}

function lengthError(name: string, text: string, { least, most }: typeof CODE_LENGTH): string | undefined {
  const [than, bound] = text.length < least ? ['greater', least] : ['less', most];
  if (text.length >= least && text.length <= most) return undefined;
  return (
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: ` +
    `Member must have length ${than} than or equal to ${bound}`
  );
}

function runtimeError(runtime: unknown): string | undefined {
  if (runtime === undefined || runtime === null) return undefined;
  const { name, runtimeVersion } = runtime as { readonly name?: unknown; readonly runtimeVersion?: unknown };
  return name === 'APPSYNC_JS' && runtimeVersion === '1.0.0'
    ? undefined
    : "runtime must be { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' }";
}
