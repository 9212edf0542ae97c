/** One line of `npm run evaluate` (design 3). */
import { messageOf } from '../kernel/index.ts';
import { evaluateCode, failedEvaluation } from './evaluate-code.ts';
import type { JsRuntime } from './runtime.ts';

/** Answers `{"code", "context", "function"}`; never throws. @returns one line of JSON, without its newline */
export function evaluateLine(line: string, runtime: JsRuntime): string {
  let request: unknown;
  try {
    request = JSON.parse(line);
  } catch (cause) {
    return JSON.stringify(failedEvaluation(`the line is not JSON: ${messageOf(cause)}`));
  }
  if (typeof request !== 'object' || request === null || Array.isArray(request)) {
    return JSON.stringify(failedEvaluation('the line must be a JSON object {"code", "context", "function"}'));
  }
  return JSON.stringify(evaluateCode(request, { runtime }));
}
