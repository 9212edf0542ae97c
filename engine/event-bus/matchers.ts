/** The operators of an event pattern's leaf: each becomes a test of one JSON value, undefined when the member is absent. */
import { BlockList, isIP } from 'node:net';
import { userError } from '../kernel/index.ts';
import { isFields, type Fields } from './event.ts';

export type Matches = (value: unknown) => boolean;

export function invalidPattern(problem: string): Error {
  return userError(
    'EVENT_BUS_PATTERN_INVALID',
    `the pattern of an event rule is wrong: ${problem}`,
    'Write it as EventBridge takes it: an object whose leaves are lists, such as {"source": ["shop"]}.',
  );
}

const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

const onText =
  (test: (text: string) => boolean): Matches =>
  (value) =>
    typeof value === 'string' && test(value);

function textOf(operator: string, operand: unknown): string {
  if (typeof operand === 'string') return operand;
  throw invalidPattern(`"${operator}" takes a text and got ${shown(operand)}`);
}

/** `{"prefix": "a"}` and `{"prefix": {"equals-ignore-case": "A"}}`. */
function affix(operator: string, operand: unknown, test: (text: string, affix: string) => boolean): Matches {
  const ignored = isFields(operand) ? operand['equals-ignore-case'] : undefined;
  if (ignored === undefined) {
    const wanted = textOf(operator, operand);
    return onText((text) => test(text, wanted));
  }
  const wanted = textOf(operator, ignored).toLowerCase();
  return onText((text) => test(text.toLowerCase(), wanted));
}

/** `*` is any run of characters; `\*` and `\\` stand for themselves. */
function wildcard(operand: unknown): Matches {
  const pattern = textOf('wildcard', operand);
  if (pattern.replace(/\\./g, '').includes('**')) throw invalidPattern(`"wildcard" has two stars in a row: ${pattern}`);
  const source = pattern.replace(/\\([*\\])|\*|[.+?^${}()|[\]\\]/g, (part, escaped: string | undefined) => {
    if (escaped !== undefined) return `\\${escaped}`;
    return part === '*' ? '[\\s\\S]*' : `\\${part}`;
  });
  const expression = new RegExp(`^${source}$`);
  return onText((text) => expression.test(text));
}

const COMPARISONS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '=': (left, right) => left === right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

function numeric(operand: unknown): Matches {
  const parts: readonly unknown[] = Array.isArray(operand) ? operand : [];
  const tests: ((value: number) => boolean)[] = [];
  for (let at = 0; at < parts.length; at += 2) {
    const [sign, limit] = [parts[at], parts[at + 1]];
    const compare = typeof sign === 'string' && Object.hasOwn(COMPARISONS, sign) ? COMPARISONS[sign] : undefined;
    if (compare === undefined || typeof limit !== 'number') throw invalidPattern(`"numeric" got ${shown(operand)}`);
    tests.push((value) => compare(value, limit));
  }
  if (tests.length === 0) throw invalidPattern(`"numeric" got ${shown(operand)}`);
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

function cidr(operand: unknown): Matches {
  const [address = '', bits] = textOf('cidr', operand).split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  try {
    list.addSubnet(address, Number(bits), family);
  } catch {
    throw invalidPattern(`"cidr" got ${shown(operand)}`);
  }
  return onText((text) => isIP(text) !== 0 && list.check(text, isIP(text) === 6 ? 'ipv6' : 'ipv4'));
}

/** Texts and numbers that it must not be, or an operator with one text or several. An absent member matches nothing. */
function anythingBut(operand: unknown): Matches {
  if (isFields(operand)) {
    const [[operator, given] = ['', undefined], ...more] = Object.entries(operand);
    if (more.length > 0) throw invalidPattern(`"anything-but" has one operator, got ${shown(operand)}`);
    const each: readonly unknown[] = Array.isArray(given) ? given : [given];
    const banned = each.map((one) => compileOperator({ [operator]: one }));
    return onText((text) => !banned.some((test) => test(text)));
  }
  const banned: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  return (value) => value !== undefined && !isFields(value) && !banned.includes(value);
}

const OPERATORS: Readonly<Record<string, (operand: unknown) => Matches>> = {
  prefix: (operand) => affix('prefix', operand, (text, start) => text.startsWith(start)),
  suffix: (operand) => affix('suffix', operand, (text, end) => text.endsWith(end)),
  'equals-ignore-case': (operand) => affix('equals-ignore-case', { 'equals-ignore-case': operand }, (a, b) => a === b),
  wildcard,
  numeric,
  cidr,
  'anything-but': anythingBut,
  exists: (operand) => {
    if (typeof operand !== 'boolean') throw invalidPattern(`"exists" takes true or false and got ${shown(operand)}`);
    // Leaves only: an object is not "there".
    return (value) => (value !== undefined && !isFields(value)) === operand;
  },
};

/** @param matcher - an object with one operator: `{"prefix": "a"}` */
export function compileOperator(matcher: Fields): Matches {
  const [[operator, operand] = ['', undefined], ...more] = Object.entries(matcher);
  const make = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (make !== undefined && more.length === 0) return make(operand);
  throw invalidPattern(`${shown(matcher)} is none of ${Object.keys(OPERATORS).join(', ')}`);
}
