/** Int, Float, String, ID, Boolean. Input is strict as GraphQL asks; output is as lenient as AppSync's Java coercions are (section 9). */
import { CoercionFailure, isInt32, javaClassOf, toJavaText } from './leaf.ts';
import type { LeafRule } from './leaf.ts';

function mismatch(type: string, value: unknown): CoercionFailure {
  return new CoercionFailure(`Expected type '${type}' but was '${javaClassOf(value)}'.`);
}

const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Numeric text counts as a number on the way out: DynamoDB keys often are text. */
function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && DECIMAL.test(value) ? Number(value) : Number.NaN;
}

const int: LeafRule = {
  name: 'Int',
  description: '',
  parse(value) {
    if (typeof value === 'number' && isInt32(value)) return value;
    throw mismatch('Int', value);
  },
  serialize(value) {
    const number = toNumber(value);
    if (isInt32(number)) return number;
    throw mismatch('Int', value);
  },
};

const float: LeafRule = {
  name: 'Float',
  description: '',
  parse(value) {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw mismatch('Float', value);
  },
  serialize(value) {
    const number = toNumber(value);
    if (Number.isFinite(number)) return number;
    throw mismatch('Float', value);
  },
};

const string: LeafRule = {
  name: 'String',
  description: '',
  parse(value) {
    if (typeof value === 'string') return value;
    throw mismatch('String', value);
  },
  serialize: (value) => (typeof value === 'string' ? value : toJavaText(value)),
};

const id: LeafRule = {
  name: 'ID',
  description: '',
  parse(value) {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' && Number.isInteger(value)) return String(value);
    throw mismatch('ID', value);
  },
  serialize(value) {
    if (typeof value === 'string') return value;
    if (typeof value === 'object') throw mismatch('ID', value);
    return toJavaText(value);
  },
};

const boolean: LeafRule = {
  name: 'Boolean',
  description: '',
  parse(value) {
    if (typeof value === 'boolean') return value;
    throw mismatch('Boolean', value);
  },
  serialize(value) {
    if (typeof value === 'boolean') return value;
    // `Boolean.parseBoolean`: any text but "true" is false.
    if (typeof value === 'string') return value.toLowerCase() === 'true';
    if (typeof value === 'number') return value !== 0;
    throw mismatch('Boolean', value);
  },
};

/** GraphQL's own five, by name. */
export const BUILT_IN_SCALARS: readonly LeafRule[] = [int, float, string, id, boolean];
