/** Joins `js-runtime`, which knows code and contexts, to `graphql`, which knows requests: effects of a handler reach their request. */
import type { CompileCode, EvaluationHost } from './graphql/index.ts';
import { compileCode, type Effects, type EvaluationHost as RuntimeHost, JsRuntime } from './js-runtime/index.ts';
import type { Clock, Log, Random } from './kernel/index.ts';

export interface ResolverCodeOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Told of what AppSync accepts but may treat otherwise. */
  readonly log: Pick<Log, 'info'>;
  /** Given when a debugger may attach: the folder from which sources are looked for. */
  readonly debugFrom?: string | undefined;
}

/** @returns what compiles a resolver's code; its `console` goes where the API's log level says */
export function resolverCode({ clock, random, log, debugFrom }: ResolverCodeOptions): CompileCode {
  const runtime = new JsRuntime(debugFrom === undefined ? {} : { debugFrom });
  return (code) => {
    const compiled = compileCode(code, runtime);
    for (const { line, column, message } of compiled.warnings)
      log.info('resolver code', { at: `${code.origin}:${line}:${column}`, message });
    return {
      evaluate(handler, context, host) {
        const evaluation = compiled.evaluate(handler, context, new HandlerHost(clock, random, host));
        if (evaluation.hasEffects) applyEffects(evaluation, host);
        return evaluation.outcome;
      },
    };
  };
}

/** A class, because a closure for each evaluation would show on the hot path. */
class HandlerHost implements RuntimeHost {
  readonly clock: Clock;
  readonly random: Random;
  readonly #host: EvaluationHost;

  constructor(clock: Clock, random: Random, host: EvaluationHost) {
    this.clock = clock;
    this.random = random;
    this.#host = host;
  }

  get responseHeaders(): ReadonlyMap<string, string> {
    return this.#host.scope.responseHeaders;
  }

  get invalidations(): EvaluationHost['scope']['invalidations'] {
    return this.#host.scope.invalidations;
  }

  log(line: string): void {
    this.#host.console(line);
  }
}

function applyEffects(effects: Effects, host: EvaluationHost): void {
  for (const error of effects.appendedErrors) host.appendedErrors.push(error);
  for (const message of effects.headerErrors) {
    host.appendedErrors.push({ message, errorType: 'ResponseHeaderError', data: null, errorInfo: null });
  }
  for (const [name, value] of effects.responseHeaders) host.scope.responseHeaders.set(name.toLowerCase(), value);
  for (const invalidation of effects.invalidations) host.scope.invalidations.push(invalidation);
  for (const { typeName, fieldName, keyValues } of effects.evictions)
    host.evictFromCache(typeName, fieldName, keyValues);
  if (effects.subscriptionFilter !== null) host.subscriptionFilter = effects.subscriptionFilter;
  if (effects.invalidationFilter !== null) host.subscriptionInvalidationFilter = effects.invalidationFilter;
}
