/** What one resolver or function gives: plain JSON of at most 5 MB (spec 2.3, 10.3). */
import { MAX_TEXT_LENGTH, type Budget } from './budget.ts';
import { Interruption } from './interruption.ts';
import { toPlainJson } from './plain-json.ts';

/** More than the punctuation, a number or a short name takes in JSON. */
const BYTES_OF_PART = 32;
/** UTF-8 takes at most so many for each unit of a text. */
const BYTES_OF_CHARACTER = 3;

/** Type and text are those of a template that grew too large (spec 8.4); what AppSync says of handlers is not recorded. */
const TOO_LARGE = new Interruption({
  kind: 'error',
  message: 'Transformation too large',
  errorType: 'MappingTemplate',
  data: null,
  errorInfo: null,
});

/** @throws {Interruption} when the value is larger */
export function plainResult(value: unknown, budget: Budget): unknown {
  const { left, characters } = budget;
  const result = toPlainJson(value, budget);
  if (isTooLarge(result, left - budget.left, budget.characters - characters)) throw TOO_LARGE;
  return result;
}

/** Measured only where the counts do not tell: nearly all results are far below. */
function isTooLarge(result: unknown, parts: number, characters: number): boolean {
  if (parts * BYTES_OF_PART + characters * BYTES_OF_CHARACTER <= MAX_TEXT_LENGTH) return false;
  return characters > MAX_TEXT_LENGTH || Buffer.byteLength(JSON.stringify(result)) > MAX_TEXT_LENGTH;
}
