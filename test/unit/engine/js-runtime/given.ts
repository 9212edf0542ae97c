/** Contexts and surroundings for one evaluation. */
import {
  JsRuntime,
  type Evaluation,
  type EvaluationHost,
  type ResolverContext,
} from '../../../../engine/js-runtime/index.ts';

export const host: EvaluationHost = {
  clock: { now: () => 0 },
  random: { uuid: () => 'id', number: () => 0, bytes: (length) => new Uint8Array(length) },
};

export function aContext(parts: Partial<ResolverContext> = {}): ResolverContext {
  return {
    arguments: {},
    identity: null,
    source: null,
    stash: {},
    request: { headers: {}, domainName: null },
    info: {},
    env: {},
    outErrors: [],
    ...parts,
  };
}

/** Code whose request handler has this body. */
export function requestCode(body: string, before = ''): string {
  return `${before}export function request(ctx) {\n${body}\n}\nexport function response(ctx) { return ctx.result; }`;
}

export function evaluateBody(body: string, context = aContext(), at: EvaluationHost = host): Evaluation {
  const runtime = new JsRuntime({ maxOperations: 100_000 });
  return runtime.compile({ text: requestCode(body), origin: 'test/code.js' }).evaluate('request', context, at);
}
