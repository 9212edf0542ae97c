/**
 * Turns CloudFormation intrinsics into plain values.
 *
 * An unknown intrinsic is an error and never `undefined`: a half-built ARN would fail far away from its cause.
 */
import { isEngineError, userError } from '../kernel/index.ts';
import { isRecord, refuseValue, toText } from './section.ts';

/** Stands for `AWS::NoValue` while resolving; removed from the objects and lists that hold it. */
export const NO_VALUE: unique symbol = Symbol('AWS::NoValue');

/** What intrinsics may ask of the stack they stand in. */
export interface IntrinsicScope {
  ref(name: string, place: string): unknown;
  getAtt(logicalId: string, attribute: string, place: string): unknown;
  condition(name: string, place: string): boolean;
  /** @param mayLack - then undefined says that there is no such entry */
  mapping(map: string, first: string, second: string, place: string, mayLack?: boolean): unknown;
  importValue(name: string, place: string): unknown;
  readonly region: string;
}

/** One walk through a value. */
interface Walk {
  readonly scope: IntrinsicScope;
  /** Unresolvable parts become a text that matches nothing. */
  readonly tolerant: boolean;
  /** `{ Condition: Name }` is an intrinsic in `Conditions` only: policies have a key of that name. */
  readonly inConditions: boolean;
}

type Intrinsic = (argument: unknown, place: string, walk: Walk) => unknown;

/** Resolves a value of a template. @returns undefined for `AWS::NoValue` */
export function resolveValue(
  value: unknown,
  place: string,
  scope: IntrinsicScope,
  options: { readonly tolerant?: boolean; readonly inConditions?: boolean } = {},
): unknown {
  const walk = { scope, tolerant: options.tolerant ?? false, inConditions: options.inConditions ?? false };
  const resolved = visit(value, place, walk);
  return resolved === NO_VALUE ? undefined : resolved;
}

function visit(value: unknown, place: string, walk: Walk): unknown {
  if (typeof value === 'string') return plainText(value, place, walk);
  if (Array.isArray(value)) {
    return value.map((item, index) => visit(item, `${place}[${index}]`, walk)).filter((item) => item !== NO_VALUE);
  }
  if (!isRecord(value)) return value;
  const keys = Object.keys(value);
  const [key] = keys;
  if (keys.length === 1 && key !== undefined && isIntrinsicName(key, walk)) {
    return tolerated(place, walk, () => intrinsicOf(key, place)(value[key], `${place}.${key}`, walk));
  }
  const entries: [string, unknown][] = [];
  for (const [name, item] of Object.entries(value)) {
    if (name.startsWith('Fn::')) intrinsicOf('an intrinsic beside other keys: ' + name, place);
    const resolved = visit(item, `${place}.${name}`, walk);
    if (resolved !== NO_VALUE) entries.push([name, resolved]);
  }
  return Object.fromEntries(entries);
}

function isIntrinsicName(key: string, walk: Walk): boolean {
  return key === 'Ref' || key.startsWith('Fn::') || (walk.inConditions && key === 'Condition');
}

function intrinsicOf(name: string, place: string): Intrinsic {
  const intrinsic = Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
  if (intrinsic !== undefined) return intrinsic;
  throw userError(
    'TEMPLATE_UNKNOWN_INTRINSIC',
    `${place} uses ${name}; known are ${Object.keys(INTRINSICS).join(', ')}`,
    `Write the value at ${place} without ${name}.`,
  );
}

function plainText(text: string, place: string, walk: Walk): string {
  if (!text.includes('{{resolve:') || walk.tolerant) return text;
  throw userError(
    'TEMPLATE_DYNAMIC_REFERENCE',
    `${place} is ${JSON.stringify(text)}, a dynamic reference, which only AWS can look up`,
    'Give the value by a template parameter with a default, or write it out.',
  );
}

function tolerated(place: string, walk: Walk, resolve: () => unknown): unknown {
  if (!walk.tolerant) return resolve();
  try {
    return resolve();
  } catch (cause) {
    if (isEngineError(cause) && cause.kind === 'user') return `not-served:${place}`;
    throw cause;
  }
}

function listArgument(argument: unknown, place: string, length: number, form: string): readonly unknown[] {
  const list = Array.isArray(argument) ? (argument as readonly unknown[]) : refuseValue(place, argument, form);
  return list.length === length ? list : refuseValue(place, argument, form);
}

const textAt = (value: unknown, place: string, walk: Walk): string => toText(visit(value, place, walk), place);

const listAt = (value: unknown, place: string, walk: Walk): readonly unknown[] => {
  const list = visit(value, place, walk);
  return Array.isArray(list) ? (list as readonly unknown[]) : refuseValue(place, list, 'a list');
};

const truthAt = (value: unknown, place: string, walk: Walk): boolean => {
  const truth = visit(value, place, { ...walk, inConditions: true });
  if (truth === true || truth === 'true') return true;
  return truth === false || truth === 'false' ? false : refuseValue(place, truth, 'a condition');
};

const truths = (argument: unknown, place: string, walk: Walk): readonly boolean[] => {
  const list = Array.isArray(argument)
    ? (argument as readonly unknown[])
    : refuseValue(place, argument, 'a list of conditions');
  return list.map((item, index) => truthAt(item, `${place}[${index}]`, walk));
};

const getAtt: Intrinsic = (argument, place, walk) => {
  const path = typeof argument === 'string' ? argument.split('.') : argument;
  const list = Array.isArray(path)
    ? (path as readonly unknown[])
    : refuseValue(place, argument, '[logical id, attribute]');
  const [logicalId, ...attribute] = list.map((part, index) => textAt(part, `${place}[${index}]`, walk));
  if (logicalId === undefined || attribute.length === 0) return refuseValue(place, argument, '[logical id, attribute]');
  return walk.scope.getAtt(logicalId, attribute.join('.'), place);
};

const sub: Intrinsic = (argument, place, walk) => {
  const [template, own] = Array.isArray(argument) ? (argument as readonly unknown[]) : [argument, undefined];
  const text = typeof template === 'string' ? template : refuseValue(place, argument, 'a text, or [text, variables]');
  const variables = own === undefined || isRecord(own) ? (own ?? {}) : refuseValue(place, own, 'variables');
  return text.replace(/\$\{([^}]*)\}/g, (_whole, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const key = name.trim();
    if (Object.hasOwn(variables, key)) return textAt(variables[key], `${place}.${key}`, walk);
    const intrinsic = key.includes('.') ? { 'Fn::GetAtt': key } : { Ref: key };
    return textAt(intrinsic, `${place}(\${${key}})`, walk);
  });
};

const select: Intrinsic = (argument, place, walk) => {
  const [position, items] = listArgument(argument, place, 2, '[position, list]');
  const index = Number(textAt(position, `${place}[0]`, walk));
  const list = listAt(items, `${place}[1]`, walk);
  return list[index] ?? refuseValue(place, index, `a position below ${list.length}`);
};

const condition: Intrinsic = (argument, place, walk) => walk.scope.condition(toText(argument, place), place);

/** What CloudFormation compares: texts, so that `true` equals "true" and 5 equals "5". */
const asText = (value: unknown): string | undefined =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'number' || typeof part === 'boolean' ? String(part) : part,
  );

const findInMap: Intrinsic = (argument, place, walk) => {
  const form = '[map, first key, second key]';
  const list = Array.isArray(argument) ? (argument as readonly unknown[]) : refuseValue(place, argument, form);
  const fallback = list.length === 4 && isRecord(list[3]) ? list[3] : undefined;
  const keys = listArgument(fallback === undefined ? list : list.slice(0, 3), place, 3, form);
  const [map = '', first = '', second = ''] = keys.map((key, index) => textAt(key, `${place}[${index}]`, walk));
  const found = walk.scope.mapping(map, first, second, place, fallback !== undefined);
  return found === undefined ? visit(fallback?.DefaultValue, `${place}[3].DefaultValue`, walk) : found;
};

/** Blocks of `2^bits` addresses, one behind the other from the start of the given block. */
const cidr: Intrinsic = (argument, place, walk) => {
  const form = '[block, count, bits]';
  const list = listAt(argument, place, walk).map((part, index) => toText(part, `${place}[${index}]`));
  const [block = '', count = '', bits = ''] = list;
  const octets = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/\d+$/.exec(block)?.slice(1).map(Number);
  if (octets === undefined || list.length !== 3) return refuseValue(place, argument, form);
  const start = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** Number(bits);
  return Array.from({ length: Number(count) }, (_, index) => {
    const at = start + index * size;
    const address = [24, 16, 8, 0].map((shift) => Math.floor(at / 2 ** shift) % 256).join('.');
    return `${address}/${32 - Number(bits)}`;
  });
};

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, place, walk) => walk.scope.ref(toText(argument, place), place),
  Condition: condition,
  'Fn::GetAtt': getAtt,
  'Fn::Sub': sub,
  'Fn::Select': select,
  'Fn::Join': (argument, place, walk) => {
    const [delimiter, items] = listArgument(argument, place, 2, '[delimiter, list]');
    const list = listAt(items, `${place}[1]`, walk);
    return list
      .map((item, index) => toText(item, `${place}[1][${index}]`))
      .join(textAt(delimiter, `${place}[0]`, walk));
  },
  'Fn::Split': (argument, place, walk) => {
    const [delimiter, text] = listArgument(argument, place, 2, '[delimiter, text]');
    return textAt(text, `${place}[1]`, walk).split(textAt(delimiter, `${place}[0]`, walk));
  },
  'Fn::FindInMap': findInMap,
  'Fn::Cidr': cidr,
  'Fn::ImportValue': (argument, place, walk) => walk.scope.importValue(textAt(argument, place, walk), place),
  'Fn::GetAZs': (argument, place, walk) => {
    const region = textAt(argument, place, walk) || walk.scope.region;
    return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
  },
  'Fn::Length': (argument, place, walk) => listAt(argument, place, walk).length,
  'Fn::ToJsonString': (argument, place, walk) => JSON.stringify(visit(argument, place, walk)),
  'Fn::Base64': (argument, place, walk) => Buffer.from(textAt(argument, place, walk)).toString('base64'),
  'Fn::If': (argument, place, walk) => {
    const [name, whenTrue, whenFalse] = listArgument(argument, place, 3, '[condition, value, value]');
    // Only the chosen side is visited: the other may name resources that are not there.
    return walk.scope.condition(toText(name, place), place)
      ? visit(whenTrue, `${place}[1]`, walk)
      : visit(whenFalse, `${place}[2]`, walk);
  },
  'Fn::Equals': (argument, place, walk) => {
    const [left, right] = listArgument(argument, place, 2, '[value, value]');
    return asText(visit(left, `${place}[0]`, walk)) === asText(visit(right, `${place}[1]`, walk));
  },
  'Fn::And': (argument, place, walk) => truths(argument, place, walk).every((truth) => truth),
  'Fn::Or': (argument, place, walk) => truths(argument, place, walk).some((truth) => truth),
  'Fn::Not': (argument, place, walk) => !truthAt(listArgument(argument, place, 1, '[condition]')[0], place, walk),
};
