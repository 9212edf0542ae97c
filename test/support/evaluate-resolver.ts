/** Runs a field's own resolver code offline: bundled as the template bundles it, then evaluated as AppSync's EvaluateCode does. */
import {
  evaluateCode,
  JsRuntime,
  type Evaluation,
  type EvaluationHost,
  type HandlerName,
} from '../../engine/js-runtime/index.ts';
import { systemClock, systemRandom } from '../../engine/kernel/index.ts';
import { bundleResolver } from '../../infra/constructs/bundle.ts';

/** The parts of `ctx` that a test gives; the rest is as EvaluateCode leaves it. */
export interface MockedContext {
  readonly args?: object;
  readonly source?: object | null;
  readonly identity?: object | null;
  readonly stash?: object;
  readonly result?: unknown;
  readonly prev?: { readonly result: unknown };
  readonly error?: { readonly message: string; readonly type: string } | null;
  readonly env?: Readonly<Record<string, string>>;
  readonly info?: object;
}

export interface ResolverAnswer {
  /** Null when the handler did not end with a value. */
  readonly evaluationResult: unknown;
  /** `errorType` is what clients see; AppSync's own answer has the message alone. */
  readonly error: { readonly message: string; readonly errorType: string | null } | null;
  readonly stash: unknown;
  readonly outErrors: unknown;
  readonly logs: readonly string[];
  /** As `extensions.setSubscriptionFilter` got it; null when it was not called. */
  readonly subscriptionFilter: unknown;
}

/** Thrown by `fieldResolver`, so that a test can expect a handler to end. */
export class HandlerEnded extends Error {
  readonly errorType: string | null;

  constructor(message: string, errorType: string | null) {
    super(message);
    this.errorType = errorType;
  }
}

// Each jest worker has its own copy of this file: one runtime and one bundle a resolver serve all tests in it.
const runtime = new JsRuntime();
const bundles = new Map<string, string>();
const systemHost: EvaluationHost = { clock: systemClock, random: systemRandom };

function codeOf(source: string): string {
  const code = bundles.get(source) ?? bundleResolver(source);
  bundles.set(source, code);
  return code;
}

/** @param source - path from the project root, such as `resolvers/loyalty/js/Query.me.ts` */
export function evaluateResolver(
  source: string,
  handler: HandlerName,
  context: MockedContext = {},
  host: Partial<EvaluationHost> = {},
): ResolverAnswer {
  let evaluation: Evaluation | undefined;
  const answer = evaluateCode(
    { code: codeOf(source), context, function: handler },
    { runtime, host: { ...systemHost, ...host }, observe: (each) => (evaluation = each) },
  );
  const { codeErrors, message } = answer.error ?? {};
  if (codeErrors !== undefined) throw new Error(`${source}: ${JSON.stringify(codeErrors)}`);
  return {
    evaluationResult: parsed(answer.evaluationResult),
    error: message === undefined ? null : { message, errorType: errorTypeOf(evaluation?.outcome) },
    stash: parsed(answer.stash),
    outErrors: parsed(answer.outErrors),
    logs: answer.logs,
    subscriptionFilter: evaluation?.subscriptionFilter ?? null,
  };
}

const parsed = (text: string | null): unknown => (text === null ? null : (JSON.parse(text) as unknown));

function errorTypeOf(outcome: Evaluation['outcome'] | undefined): string | null {
  if (outcome?.kind === 'error') return outcome.errorType;
  if (outcome?.kind === 'unauthorized') return 'Unauthorized';
  return outcome?.kind === 'codeError' ? 'Code' : null;
}

/** A field's two handlers as functions of what a test mocks. */
export interface FieldResolver<Answer = unknown> {
  readonly request: (context?: MockedContext) => unknown;
  readonly response: (context?: MockedContext) => Answer;
}

/** @param coordinate - folder and field, such as `loyalty/js/Query.me`. Its handlers throw `HandlerEnded` for what ends them. */
export function fieldResolver<Answer = unknown>(
  coordinate: string,
  host: Partial<EvaluationHost> = {},
): FieldResolver<Answer> {
  const run =
    (handler: HandlerName) =>
    (context: MockedContext = {}): unknown => {
      const { evaluationResult, error } = evaluateResolver(`resolvers/${coordinate}.ts`, handler, context, host);
      if (error !== null) throw new HandlerEnded(error.message, error.errorType);
      return evaluationResult;
    };
  return { request: run('request'), response: run('response') as (context?: MockedContext) => Answer };
}
