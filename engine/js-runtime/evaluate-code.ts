/** AppSync's EvaluateCode: one handler over a mocked context (spec 2.6). */
import { isEngineError, messageOf, systemClock, systemRandom } from '../kernel/index.ts';
import { readCode } from './check/check-code.ts';
import { ResolverInfo } from './run/context.ts';
import { cloneJson, toPlainJson } from './run/plain-json.ts';
import { JsRuntime } from './runtime.ts';
import type { EvaluationHost, Finding, HandlerName, Outcome, ResolverContext } from './types.ts';

export interface EvaluateCodeRequest {
  readonly code?: unknown;
  /** An object, or its JSON text. */
  readonly context?: unknown;
  readonly function?: unknown;
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

interface CodeError {
  readonly errorType: string;
  readonly value: string;
  readonly location: { readonly line: number; readonly column: number; readonly span: number };
}

/** Never throws: what is wrong with the request comes back in `error`. */
export function evaluateCode(
  request: EvaluateCodeRequest,
  options: { readonly runtime?: JsRuntime; readonly host?: EvaluationHost } = {},
): EvaluateCodeAnswer {
  const { code, function: handler } = request;
  if (typeof code !== 'string') return failedEvaluation('code must be a text');
  if (handler !== 'request' && handler !== 'response')
    return failedEvaluation("function must be 'request' or 'response'");
  const context = readContext(request.context);
  if (typeof context === 'string') return failedEvaluation(context);
  const errors = readCode(code).findings.filter((finding) => finding.severity === 'error');
  if (errors.length > 0) return failedEvaluation('The code contains one or more errors.', errors.map(codeError));
  try {
    const host = options.host ?? { clock: systemClock, random: systemRandom };
    return run(options.runtime ?? new JsRuntime(), code, handler, context, host);
  } catch (cause) {
    return failedEvaluation(isEngineError(cause) ? cause.message : messageOf(cause));
  }
}

function run(
  runtime: JsRuntime,
  code: string,
  handler: HandlerName,
  context: ResolverContext,
  host: EvaluationHost,
): EvaluateCodeAnswer {
  const { outcome, logs } = runtime.compile({ text: code, origin: 'code.js' }).evaluate(handler, context, host);
  const hasValue = outcome.kind === 'value' || outcome.kind === 'earlyReturn';
  return {
    evaluationResult: hasValue ? JSON.stringify(outcome.value) : null,
    error: hasValue ? null : { message: messageOfOutcome(outcome) },
    logs,
    stash: jsonOf(context.stash, '{}'),
    outErrors: jsonOf(context.outErrors, '[]'),
  };
}

/** A stash that holds itself has no text: the handler has failed then, and the answer says so. */
function jsonOf(value: unknown, otherwise: string): string {
  try {
    return JSON.stringify(toPlainJson(value));
  } catch {
    return otherwise;
  }
}

function messageOfOutcome(outcome: Exclude<Outcome, { kind: 'value' | 'earlyReturn' }>): string {
  return outcome.kind === 'unauthorized' ? 'Unauthorized' : outcome.message;
}

/** The answer to what could not run at all. */
export function failedEvaluation(message: string, codeErrors?: readonly CodeError[]): EvaluateCodeAnswer {
  const error = codeErrors === undefined ? { message } : { message, codeErrors };
  return { evaluationResult: null, error, logs: [], stash: '{}', outErrors: '[]' };
}

function codeError({ errorType, message, line, column, span }: Finding): CodeError {
  return { errorType, value: message, location: { line, column, span } };
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns a context of its own, or a text that says what is wrong with the given one */
function readContext(given: unknown): ResolverContext | string {
  let value = given;
  if (typeof given === 'string') {
    try {
      value = JSON.parse(given) as unknown;
    } catch (cause) {
      return `context is not JSON: ${messageOf(cause)}`;
    }
  }
  if (!isMap(value)) return 'context must be an object, or its JSON text';
  const mocked = cloneJson(value);
  const mapOf = (member: unknown): Record<string, unknown> => (isMap(member) ? { ...member } : {});
  return {
    arguments: mapOf(mocked.arguments ?? mocked.args),
    identity: mocked.identity ?? null,
    source: mocked.source ?? null,
    stash: mapOf(mocked.stash),
    ...('result' in mocked ? { result: mocked.result } : {}),
    ...('prev' in mocked ? { prev: mocked.prev as ResolverContext['prev'] } : {}),
    ...('error' in mocked ? { error: mocked.error as ResolverContext['error'] } : {}),
    request: isMap(mocked.request) ? mocked.request : { headers: {}, domainName: null },
    info: readInfo(mapOf(mocked.info)),
    env: mapOf(mocked.env) as Record<string, string>,
    outErrors: Array.isArray(mocked.outErrors) ? (mocked.outErrors as ResolverContext['outErrors']) : [],
  };
}

function readInfo(info: Readonly<Record<string, unknown>>): ResolverInfo {
  return new ResolverInfo({
    fieldName: info.fieldName as string,
    parentTypeName: info.parentTypeName as string,
    variables: isMap(info.variables) ? info.variables : {},
    selectionSetList: () => (Array.isArray(info.selectionSetList) ? (info.selectionSetList as string[]) : []),
    selectionSetGraphQL: () => (typeof info.selectionSetGraphQL === 'string' ? info.selectionSetGraphQL : ''),
  });
}
