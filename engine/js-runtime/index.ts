/** The APPSYNC_JS runtime: (code, context) to result. Knows neither GraphQL nor any data source. */
export { checkCode } from './check/check-code.ts';
export { MAX_CODE_CHARACTERS } from './check/module.ts';
export {
  evaluateCode,
  type EvaluateCodeRequest,
  type EvaluateCodeAnswer,
  type EvaluateCodeOptions,
} from './evaluate-code.ts';
export { evaluateLine } from './evaluate-line.ts';
export { ResolverInfo, type InfoParts } from './run/context.ts';
export { compileCode, JsRuntime, type CompiledCode, type JsRuntimeOptions } from './runtime.ts';
export type {
  CacheEviction,
  Effects,
  Evaluation,
  EvaluationHost,
  Finding,
  HandlerName,
  OutError,
  Outcome,
  ResolverCode,
  ResolverContext,
  ResolverError,
} from './types.ts';
