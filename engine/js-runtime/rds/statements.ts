/** What resolver code makes before it is written as SQL: statements, templates, type hints and aggregates (spec 7.4). */
import type { agg as Aggregates, typeHint as TypeHints } from '@aws-appsync/utils/rds.js';
import { LibraryError } from '../run/interruption.ts';

export type PlainMap = Readonly<Record<string, unknown>>;
export type Verb = 'select' | 'insert' | 'update' | 'remove';

export const isMap = (value: unknown): value is PlainMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A statement that `select` and its like have made; its payload is read when it is written. */
export class Statement {
  readonly verb: Verb;
  readonly payload: PlainMap;

  constructor(verb: Verb, payload: PlainMap) {
    this.verb = verb;
    this.payload = payload;
  }
}

/** The texts of a `sql` template and the values between them. */
export class SqlTemplate {
  readonly texts: readonly string[];
  readonly values: readonly unknown[];

  constructor(texts: readonly string[], values: readonly unknown[]) {
    this.texts = texts;
    this.values = values;
  }
}

/** A function over a column: `agg.countDistinct('id')`. */
export class Aggregate {
  readonly name: string;
  readonly isDistinct: boolean;
  readonly column: string;

  constructor(name: string, isDistinct: boolean, column: string) {
    this.name = name;
    this.isDistinct = isDistinct;
    this.column = column;
  }
}

/** The constructor of one kind of statement; the messages are AWS's, recorded. */
export function statementOf(verb: Verb): (payload?: unknown) => Statement {
  return (payload) => {
    if (payload === undefined) throw new LibraryError(`An argument is expected to be passed to ${verb}`);
    if (!isMap(payload)) throw new LibraryError('Expected payload to be an Object.');
    return new Statement(verb, payload);
  };
}

/** Recorded: AWS lets its own exception through when the texts and the values do not fit. */
export function sql(...[texts, ...values]: readonly unknown[]): SqlTemplate {
  if (!Array.isArray(texts) || texts.length !== values.length + 1) {
    throw new LibraryError('java.lang.IllegalArgumentException: Unexpected argument passed to sql tagged template');
  }
  return new SqlTemplate(texts.map(String), values);
}

const HINTS = ['DATE', 'DECIMAL', 'JSON', 'TIME', 'TIMESTAMP', 'UUID'] as const;
export type Hint = (typeof HINTS)[number];

export interface HintedValue {
  readonly type: Hint;
  readonly value: unknown;
}

const hint =
  (type: Hint) =>
  (value: unknown): HintedValue => ({ type, value });

export const typeHint = Object.freeze({
  DATE: hint('DATE'),
  DECIMAL: hint('DECIMAL'),
  JSON: hint('JSON'),
  TIME: hint('TIME'),
  TIMESTAMP: hint('TIMESTAMP'),
  UUID: hint('UUID'),
}) satisfies Readonly<Record<keyof typeof TypeHints, unknown>>;

/** True for what `typeHint` gives, also after the code has spread it into another object. */
export function isHinted(value: unknown): value is HintedValue {
  return isMap(value) && HINTS.some((known) => known === value.type) && 'value' in value;
}

const aggregate =
  (name: string, isDistinct: boolean) =>
  (column: unknown): Aggregate =>
    new Aggregate(name, isDistinct, String(column));

export const agg = Object.freeze({
  max: aggregate('MAX', false),
  maxDistinct: aggregate('MAX', true),
  min: aggregate('MIN', false),
  minDistinct: aggregate('MIN', true),
  count: aggregate('COUNT', false),
  countDistinct: aggregate('COUNT', true),
  avg: aggregate('AVG', false),
  avgDistinct: aggregate('AVG', true),
  sum: aggregate('SUM', false),
  sumDistinct: aggregate('SUM', true),
}) satisfies Readonly<Record<keyof typeof Aggregates, unknown>>;
