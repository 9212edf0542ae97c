/** AppSync's EvaluateCode: one handler over a mocked context (spec 2.6). */
import { isEngineError, messageOf, systemClock, systemRandom } from '../kernel/index.ts';
import { readCode } from './check/check-code.ts';
import { readMockedContext } from './mocked-context.ts';
import { toPlainJson } from './run/plain-json.ts';
import { JsRuntime } from './runtime.ts';
import { refusedMember } from './request-limits.ts';
import type { Evaluation, EvaluationHost, Finding, HandlerName, Outcome, ResolverContext } from './types.ts';

export interface EvaluateCodeRequest {
  readonly code?: unknown;
  /** Its JSON text, as AWS takes it, or the object itself. */
  readonly context?: unknown;
  /** Without it the code is checked, and nothing runs. */
  readonly function?: unknown;
  /** `{name, runtimeVersion}`; there is one. */
  readonly runtime?: unknown;
}

export interface EvaluateCodeAnswer {
  /** JSON text, or null when the handler did not end with a value. */
  readonly evaluationResult: string | null;
  readonly error: { readonly message: string; readonly codeErrors?: readonly CodeError[] } | null;
  readonly logs: readonly string[];
  /** JSON text. */
  readonly stash: string;
  /** JSON text of the list of appended errors. */
  readonly outErrors: string;
}

export interface EvaluateCodeOptions {
  /** Keeps what it compiled: give the same one to evaluate the same code often. */
  readonly runtime?: JsRuntime;
  readonly host?: EvaluationHost;
  /** Gets what AWS's answer leaves out: error types, evictions, headers, filters. */
  readonly observe?: (evaluation: Evaluation) => void;
}

interface CodeError {
  readonly errorType: string;
  readonly value: string;
  readonly location: { readonly line: number; readonly column: number; readonly span: number };
}

/** Never throws: what is wrong with the request comes back in `error`. */
export function evaluateCode(request: EvaluateCodeRequest, options: EvaluateCodeOptions = {}): EvaluateCodeAnswer {
  const { code, function: handler } = request;
  const refused = refusedMember(request);
  if (refused !== undefined) return failedEvaluation(refused);
  const context = readMockedContext(request.context);
  if (typeof context === 'string') return failedEvaluation(context);
  try {
    return run(code as string, (handler ?? undefined) as HandlerName | undefined, context, options);
  } catch (cause) {
    const errors = readCode(code as string).findings.filter((finding) => finding.severity === 'error');
    if (errors.length > 0) return failedEvaluation('The code contains one or more errors.', errors.map(codeError));
    return failedEvaluation(isEngineError(cause) ? cause.message : messageOf(cause));
  }
}

function run(
  code: string,
  handler: HandlerName | undefined,
  context: ResolverContext,
  { runtime = new JsRuntime(), host = { clock: systemClock, random: systemRandom }, observe }: EvaluateCodeOptions,
): EvaluateCodeAnswer {
  const compiled = runtime.compileKept({ text: code, origin: 'code.js' });
  const evaluation = handler === undefined ? undefined : compiled.evaluate(handler, context, host);
  if (evaluation) observe?.(evaluation);
  return {
    ...resultOf(evaluation?.outcome),
    logs: evaluation?.logs ?? [],
    stash: jsonOf(context.stash, '{}'),
    outErrors: jsonOf(context.outErrors, '[]'),
  };
}

function resultOf(outcome: Outcome | undefined): Pick<EvaluateCodeAnswer, 'evaluationResult' | 'error'> {
  if (outcome === undefined) return { evaluationResult: null, error: null };
  if (outcome.kind === 'value' || outcome.kind === 'earlyReturn') {
    return { evaluationResult: JSON.stringify(outcome.value), error: null };
  }
  const message = outcome.kind === 'unauthorized' ? 'Unauthorized' : outcome.message;
  return { evaluationResult: null, error: { message } };
}

/** A stash that holds itself has no text: the handler has failed then, and the answer says so. */
function jsonOf(value: unknown, otherwise: string): string {
  try {
    return JSON.stringify(toPlainJson(value));
  } catch {
    return otherwise;
  }
}

/** The answer to what could not run at all. */
export function failedEvaluation(message: string, codeErrors?: readonly CodeError[]): EvaluateCodeAnswer {
  const error = codeErrors === undefined ? { message } : { message, codeErrors };
  return { evaluationResult: null, error, logs: [], stash: '{}', outErrors: '[]' };
}

function codeError({ errorType, message, line, column, span }: Finding): CodeError {
  // What the parser and the type check say is compiler output; the numbers of its messages are TypeScript's own, and left out.
  const value = errorType === 'PARSE_ERROR' ? `code.js(${line},${column}): error: ${message}\n` : message;
  return { errorType, value, location: { line, column, span } };
}
