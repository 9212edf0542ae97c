/** What a scalar accepts and prints. Both directions throw a `CoercionFailure` whose text is the end of AppSync's message. */
export interface LeafRule {
  readonly name: string;
  readonly description: string;
  /** An input value after JSON, or a literal as the value it stands for. */
  parse(value: unknown): unknown;
  serialize(value: unknown): unknown;
}

/** Carries only the end of a message: the caller knows the variable or the path. */
export class CoercionFailure extends Error {
  override readonly name = 'CoercionFailure';
}

/** The Java class that AppSync's evaluator would have held, as `Expected type 'ID' but was 'ArrayList'.` shows. */
export function javaClassOf(value: unknown): string {
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? (isInt32(value) ? 'Integer' : 'Long') : 'Double';
  return Array.isArray(value) ? 'ArrayList' : 'LinkedHashMap';
}

/** GraphQL's `Int` has 32 bits. */
export function isInt32(value: number): boolean {
  return Number.isInteger(value) && value >= -2147483648 && value <= 2147483647;
}

/** Java's `toString`, which AppSync applies to what reaches a String field: `{id=1, tags=[a, b]}`. */
export function toJavaText(value: unknown): string {
  return javaText(value, 0);
}

/** Deeper values are cut: they come from resolvers, and must not end the stack. */
const MAX_DEPTH = 500;

function javaText(value: unknown, depth: number): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'object') {
    if (depth > MAX_DEPTH) return '...';
    if (Array.isArray(value)) return `[${value.map((item) => javaText(item, depth + 1)).join(', ')}]`;
    return `{${Object.entries(value)
      .map(([key, member]) => `${key}=${javaText(member, depth + 1)}`)
      .join(', ')}}`;
  }
  if (typeof value === 'string') return value;
  // JSON holds nothing else.
  return typeof value === 'number' || typeof value === 'boolean' ? `${value}` : '';
}

/** A scalar whose output is its input, unchanged, when the text fits. */
export function textRule(
  name: string,
  noun: string,
  description: string,
  isValid: (text: string) => boolean,
): LeafRule {
  const check = (value: unknown, verb: string): string => {
    if (typeof value === 'string' && isValid(value)) return value;
    throw new CoercionFailure(`Unable to ${verb} \`${toJavaText(value)}\` as a valid ${noun}.`);
  };
  return {
    name,
    description,
    parse: (value) => check(value, 'parse'),
    serialize: (value) => check(value, 'serialize'),
  };
}
