/** Condition blocks: every operator that IAM has for text, numbers, dates, booleans, addresses, ARNs and absence. */
import { BlockList, isIP } from 'node:net';
import { fillVariables, toPattern } from './pattern.ts';
import type { RequestContext } from './pattern.ts';
import type { Condition } from './statement.ts';

/** Tells whether one value of the request meets one value of the policy. */
type Test = (given: string, wanted: string, context: RequestContext) => boolean;

const filled =
  (test: (given: string, wanted: string) => boolean): Test =>
  (given, wanted, context) => {
    const text = fillVariables(wanted, context);
    return text !== null && test(given, text);
  };

const like: Test = (given, wanted, context) => toPattern(wanted, { hasVariables: true }).matches(given, context);

/** Each of the six parts of an ARN is compared by itself, so that `*` never reaches into the next one. */
const arnLike: Test = (given, wanted, context) => {
  const parts = splitArn(given);
  const patterns = splitArn(wanted);
  return (
    parts.length === patterns.length && patterns.every((pattern, index) => like(parts[index] ?? '', pattern, context))
  );
};

/** The resource part keeps its colons; those of a variable do not count. */
function splitArn(text: string): readonly string[] {
  const parts = text.replace(/\$\{[^}]*\}/g, (variable) => variable.replaceAll(':', '\0')).split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')].map((part) => part.replaceAll('\0', ':'));
}

const sameText = (a: string, b: string): boolean => a === b;
const sameLetters = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function isInRange(address: string, range: string): boolean {
  const [network = '', bits] = range.split('/');
  const version = isIP(network);
  if (version === 0 || isIP(address) !== version) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  const prefix = bits === undefined ? (version === 4 ? 32 : 128) : Number(bits);
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > (version === 4 ? 32 : 128)) return false;
  list.addSubnet(network, prefix, family);
  return list.check(address, family);
}

/** ISO 8601, or seconds since 1970. */
const toMoment = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));

const compared = (read: (text: string) => number, holds: (a: number, b: number) => boolean): Test =>
  filled((a, b) => holds(read(a), read(b)));

const TESTS: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['StringEquals', filled(sameText)],
  ['StringEqualsIgnoreCase', filled(sameLetters)],
  ['StringLike', like],
  ['ArnEquals', arnLike],
  ['ArnLike', arnLike],
  ['Bool', filled(sameLetters)],
  ['BinaryEquals', filled(sameText)],
  ['IpAddress', filled(isInRange)],
  ...(['Numeric', 'Date'] as const).flatMap((kind): [string, Test][] => {
    const read = kind === 'Date' ? toMoment : Number;
    return [
      [`${kind}Equals`, compared(read, (a, b) => a === b)],
      [`${kind}LessThan`, compared(read, (a, b) => a < b)],
      [`${kind}LessThanEquals`, compared(read, (a, b) => a <= b)],
      [`${kind}GreaterThan`, compared(read, (a, b) => a > b)],
      [`${kind}GreaterThanEquals`, compared(read, (a, b) => a >= b)],
    ];
  }),
]);

/** A negated operator holds when none of the policy's values is met. */
const NEGATED: ReadonlyMap<string, string> = new Map([
  ['StringNotEquals', 'StringEquals'],
  ['StringNotEqualsIgnoreCase', 'StringEqualsIgnoreCase'],
  ['StringNotLike', 'StringLike'],
  ['ArnNotEquals', 'ArnEquals'],
  ['ArnNotLike', 'ArnLike'],
  ['NotIpAddress', 'IpAddress'],
  ['NumericNotEquals', 'NumericEquals'],
  ['DateNotEquals', 'DateEquals'],
]);

/** Keys that calls of these kinds never carry. Any other key that the context lacks is one whose value nobody can tell here. */
const NEVER_PRESENT: ReadonlySet<string> = new Set([
  'aws:calledvia',
  'aws:calledviafirst',
  'aws:calledvialast',
  'aws:multifactorauthage',
  'aws:multifactorauthpresent',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:tagkeys',
]);

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** `unknown`: an operator or a key that is not known here. Nobody may guess what it would say. */
export function holds(condition: Condition, context: RequestContext): boolean | 'unknown' {
  const [, quantifier, name = '', ifExists] = OPERATOR.exec(condition.operator) ?? [];
  const key = condition.key.toLowerCase();
  const value = context.get(key);
  if (value === undefined && !NEVER_PRESENT.has(key)) return 'unknown';
  const given = value === undefined ? [] : typeof value === 'string' ? [value] : value;
  if (name === 'Null')
    return condition.values.some((wanted) => (given.length === 0) === (wanted.toLowerCase() === 'true'));
  const isNegated = NEGATED.has(name);
  const test = TESTS.get(NEGATED.get(name) ?? name);
  if (test === undefined) return 'unknown';
  if (given.length === 0) {
    // An absent key meets no value: that is what negated operators and ForAllValues ask for (IAM: condition operators).
    return ifExists !== undefined || quantifier === 'ForAllValues' || (isNegated && quantifier === undefined);
  }
  const meets = (one: string): boolean => condition.values.some((wanted) => test(one, wanted, context)) !== isNegated;
  if (quantifier === 'ForAllValues') return given.every(meets);
  return isNegated && quantifier === undefined ? given.every(meets) : given.some(meets);
}
