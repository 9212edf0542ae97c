/** `FilterCriteria`: a record passes when one of the patterns matches it. What no pattern matches counts as handled. */
import { messageOf, userError } from '../kernel/index.ts';

type Fields = Readonly<Record<string, unknown>>;
type Matches = (value: unknown) => boolean;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(problem: string, cause?: unknown): Error {
  return userError(
    'STREAMS_FILTER_INVALID',
    `a filter pattern of an event-source mapping is wrong: ${problem}`,
    'Write the pattern as an object whose leaves are lists, such as {"eventName": ["INSERT"]}.',
    cause,
  );
}

function textOf(operator: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw invalid(`"${operator}" takes a text and got ${JSON.stringify(value)}`);
}

const COMPARISONS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '=': (left, right) => left === right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** Matches JSON numbers only. DynamoDB writes numbers as text, so a leaf like `{"N": "5"}` never matches, as on AWS. */
function compileNumeric(operand: unknown): Matches {
  const parts: readonly unknown[] = Array.isArray(operand) ? operand : [];
  const tests: ((value: number) => boolean)[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const [sign, limit] = [parts[at], parts[at + 1]];
    const compare = typeof sign === 'string' ? COMPARISONS[sign] : undefined;
    if (compare === undefined || typeof limit !== 'number') throw invalid(`"numeric" got ${JSON.stringify(operand)}`);
    tests.push((value) => compare(value, limit));
  }
  if (tests.length === 0) throw invalid(`"numeric" got ${JSON.stringify(operand)}`);
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

function compileAnythingBut(operand: unknown): Matches {
  if (isFields(operand)) {
    const inner = compileOperator(operand);
    return (value) => typeof value === 'string' && !inner(value);
  }
  const banned: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  return (value) => value !== undefined && !banned.includes(value);
}

function compileOperator(matcher: Fields): Matches {
  const [operator, operand, ...more] = Object.entries(matcher).flat();
  if (typeof operator !== 'string' || more.length > 0)
    throw invalid(`a matcher has one operator, got ${JSON.stringify(matcher)}`);
  switch (operator) {
    case 'prefix': {
      const prefix = textOf(operator, operand);
      return (value) => typeof value === 'string' && value.startsWith(prefix);
    }
    case 'suffix': {
      const suffix = textOf(operator, operand);
      return (value) => typeof value === 'string' && value.endsWith(suffix);
    }
    case 'equals-ignore-case': {
      const wanted = textOf(operator, operand).toLowerCase();
      return (value) => typeof value === 'string' && value.toLowerCase() === wanted;
    }
    case 'exists':
      // EventBridge knows `exists` for leaves only: an object is not "there".
      return (value) => (value !== undefined && !isFields(value)) === operand;
    case 'anything-but':
      return compileAnythingBut(operand);
    case 'numeric':
      return compileNumeric(operand);
    default:
      throw userError(
        'STREAMS_FILTER_OPERATOR',
        `filter operator "${operator}" is not served; served are prefix, suffix, equals-ignore-case, exists, anything-but, numeric`,
        'Use one of the served operators, or filter inside the function.',
      );
  }
}

function compileLeaf(matchers: readonly unknown[]): Matches {
  const tests = matchers.map<Matches>((matcher) => {
    if (isFields(matcher)) return compileOperator(matcher);
    return (value) => value === matcher;
  });
  return (value) => {
    const candidates: readonly unknown[] = Array.isArray(value) ? value : [value];
    return tests.some((test) => candidates.some(test));
  };
}

function compileAlternatives(list: unknown): Matches {
  if (!Array.isArray(list)) throw invalid(`"$or" takes a list and got ${JSON.stringify(list)}`);
  const alternatives = list.map((pattern: unknown) => compilePattern(pattern));
  return (value) => alternatives.some((matches) => matches(value));
}

function compilePattern(pattern: unknown): Matches {
  if (Array.isArray(pattern)) return compileLeaf(pattern);
  if (!isFields(pattern)) throw invalid(`a leaf must be a list, got ${JSON.stringify(pattern)}`);
  const parts = Object.entries(pattern).map(([key, part]) => {
    if (key === '$or') return compileAlternatives(part);
    const matches = compilePattern(part);
    return (value: unknown) => matches(isFields(value) ? value[key] : undefined);
  });
  return (value) => parts.every((matches) => matches(value));
}

/**
 * @param filters - patterns as JSON text; none means that every record passes
 * @throws {EngineError} STREAMS_FILTER_INVALID, STREAMS_FILTER_OPERATOR
 */
export function compileFilters(filters: readonly string[]): (event: Fields) => boolean {
  const patterns = filters.map((text) => {
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      throw invalid(`it is no JSON (${messageOf(cause)}): ${text}`, cause);
    }
  });
  const tests = patterns.map(compilePattern);
  return (event) => tests.length === 0 || tests.some((matches) => matches(event));
}
