import type { EvaluatedStep } from '../logging/field-log.ts';
import type { HandlerCode } from '../ports.ts';
import type { Frame } from './context.ts';
import { toEnding } from './ending.ts';
import type { Ending } from './ending.ts';

/** Runs one handler; a request that is logged hears of it. */
export function evaluate(
  frame: Frame,
  code: HandlerCode,
  handler: 'request' | 'response',
  step: EvaluatedStep,
): Ending {
  const evaluation = code.evaluate(handler, frame.context, frame.host);
  frame.call.fieldLog?.evaluated(step, handler, frame.context, evaluation);
  return toEnding(frame, evaluation);
}
