/** Event patterns: an event matches when every member of the pattern does, and a member when one of its values does. */
import { isFields } from './event.ts';
import { compileOperator, invalidPattern, type Matches } from './matchers.ts';

function compileLeaf(matchers: readonly unknown[], path: string): Matches {
  if (matchers.length === 0) throw invalidPattern(`the list at ${path} is empty`);
  const tests = matchers.map<Matches>((matcher) => {
    if (isFields(matcher)) return compileOperator(matcher);
    if (Array.isArray(matcher)) throw invalidPattern(`the list at ${path} holds a list`);
    return (value) => value === matcher;
  });
  return (value) => {
    // A list in the event matches when one of its items does.
    const candidates: readonly unknown[] = Array.isArray(value) ? value.flat(Infinity) : [value];
    return tests.some((test) => candidates.some(test));
  };
}

function compileOr(alternatives: unknown, path: string): Matches {
  if (!Array.isArray(alternatives) || alternatives.length === 0)
    throw invalidPattern(`"$or" at ${path} takes a list of patterns`);
  const tests = alternatives.map((one: unknown, index) => compilePattern(one, `${path}.$or[${index}]`));
  return (value) => tests.some((test) => test(value));
}

/** @throws {EngineError} EVENT_BUS_PATTERN_INVALID */
export function compilePattern(pattern: unknown, path = '$'): Matches {
  if (Array.isArray(pattern)) return compileLeaf(pattern, path);
  if (!isFields(pattern)) throw invalidPattern(`the leaf at ${path} is no list: ${JSON.stringify(pattern)}`);
  const parts = Object.entries(pattern).map<Matches>(([key, part]) => {
    if (key === '$or') return compileOr(part, path);
    const matches = compilePattern(part, `${path}.${key}`);
    return (value) => matches(isFields(value) ? value[key] : undefined);
  });
  const matchesAll: Matches = (value) => parts.every((matches) => matches(value));
  // Of a list of objects one must match as a whole.
  return (value) => (Array.isArray(value) && value.some(isFields) ? value.some(matchesAll) : matchesAll(value));
}
