/**
 * Filter and condition objects to DynamoDB expressions, byte for byte as AWS's evaluator prints them (spec 3.4):
 * names `#field`, values `:<path>_<operator>`, and null for whatever cannot be read.
 */
import { toDynamoDb, type AttributeValue } from '../util/dynamodb.ts';

export interface Expression {
  readonly expression: string;
  readonly expressionNames: Readonly<Record<string, string>>;
  readonly expressionValues: Readonly<Record<string, AttributeValue>>;
}

type PlainMap = Readonly<Record<string, unknown>>;

const COMPARATORS: ReadonlyMap<string, string> = new Map([
  ['eq', '='],
  ['ne', '<>'],
  ['lt', '<'],
  ['le', '<='],
  ['gt', '>'],
  ['ge', '>='],
]);

const TYPE_CODES: ReadonlyMap<string, string> = new Map([
  ['_null', 'NULL'],
  ['string', 'S'],
  ['stringSet', 'SS'],
  ['number', 'N'],
  ['numberSet', 'NS'],
  ['binary', 'B'],
  ['binarySet', 'BS'],
  ['boolean', 'BOOL'],
  ['list', 'L'],
  ['map', 'M'],
]);

const isMap = (value: unknown): value is PlainMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members in their own order, those that are undefined left out. */
const entriesOf = (map: PlainMap): [string, unknown][] =>
  Object.entries(map).filter(([, value]) => value !== undefined);

/** One condition needs no brackets, and none at all leaves nothing. */
const bracketed = (conditions: readonly string[], joiner: string): string =>
  conditions.length > 1 ? `(${conditions.join(joiner)})` : conditions.join('');

/** Thrown for input that the evaluator answers with null. */
class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** @returns null when the filter is not an object, or holds anything that the evaluator cannot read */
export function buildExpression(filter: unknown): Expression | null {
  const builder = new ExpressionBuilder();
  try {
    const expression = builder.members(filter, []).join(' AND ');
    return { expression, expressionNames: builder.names, expressionValues: builder.values };
  } catch (cause) {
    if (cause instanceof Unreadable) return null;
    throw cause;
  }
}

class ExpressionBuilder {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, AttributeValue> = {};

  /** The conditions of an object: one for each field or group in it. */
  members(filter: unknown, path: readonly string[]): string[] {
    if (!isMap(filter)) throw new Unreadable();
    return entriesOf(filter).map(([key, value]) => {
      if (key === 'and' || key === 'or') return this.#group(key, value, path);
      return key === 'not' ? this.#negation(value, path) : this.#field(key, value, path);
    });
  }

  /** Members of a group are joined bare, whatever they hold: only the group itself has brackets. */
  #group(key: 'and' | 'or', list: unknown, path: readonly string[]): string {
    if (!Array.isArray(list)) throw new Unreadable();
    const conditions = list.map((member: unknown, index) =>
      this.members(member, [...path, key, String(index)]).join(' AND '),
    );
    return bracketed(conditions, key === 'and' ? ' AND ' : ' OR ');
  }

  #negation(filter: unknown, path: readonly string[]): string {
    return `(NOT ${bracketed(this.members(filter, [...path, 'not']), ' AND ')})`;
  }

  #field(field: string, operators: unknown, path: readonly string[]): string {
    if (!isMap(operators)) throw new Unreadable();
    const name = `#${field}`;
    this.names[name] = field;
    return this.#conditions(name, operators, [...path, field]);
  }

  #conditions(operand: string, operators: PlainMap, path: readonly string[]): string {
    const conditions = entriesOf(operators).map(([operator, value]) => {
      if (operator === 'size') {
        if (!isMap(value)) throw new Unreadable();
        // Recorded: a size within a size lengthens the placeholder, not the call.
        const size = operand.startsWith('size(') ? operand : `size(${operand})`;
        return this.#conditions(size, value, [...path, 'size']);
      }
      return `(${this.#condition(operand, operator, value, path)})`;
    });
    return bracketed(conditions, ' AND ');
  }

  #condition(operand: string, operator: string, value: unknown, path: readonly string[]): string {
    const bound = `:${[...path, operator].join('_')}`;
    const comparator = COMPARATORS.get(operator);
    if (comparator !== undefined) return `${operand} ${comparator} ${this.#bind(bound, value)}`;
    switch (operator) {
      case 'contains':
        return `contains(${operand},${this.#bind(bound, value)})`;
      case 'notContains':
        return `NOT contains(${operand},${this.#bind(bound, value)})`;
      case 'beginsWith':
        return `begins_with(${operand},${this.#bind(bound, value)})`;
      case 'between':
        return this.#between(operand, bound, value);
      case 'in':
        return this.#in(operand, bound, value);
      case 'attributeExists':
        if (typeof value !== 'boolean') throw new Unreadable();
        return `${value ? 'attribute_exists' : 'attribute_not_exists'}(${operand})`;
      case 'attributeType': {
        const code = typeof value === 'string' ? TYPE_CODES.get(value) : undefined;
        if (code === undefined) throw new Unreadable();
        return `attribute_type(${operand},${this.#bind(bound, code)})`;
      }
      default:
        throw new Unreadable();
    }
  }

  #between(operand: string, bound: string, value: unknown): string {
    if (!Array.isArray(value) || value.length < 2) throw new Unreadable();
    const [start, end] = value as readonly unknown[];
    return `${operand} BETWEEN ${this.#bind(`${bound}_start`, start)} AND ${this.#bind(`${bound}_end`, end)}`;
  }

  #in(operand: string, bound: string, value: unknown): string {
    if (!Array.isArray(value)) throw new Unreadable();
    // Recorded: an empty list renders as `(null)`.
    if (value.length === 0) return 'null';
    const names = value.map((one: unknown, index) => this.#bind(`${bound}_${index}`, one));
    return `${operand} IN (${names.join(', ')})`;
  }

  #bind(name: string, value: unknown): string {
    this.values[name] = toDynamoDb(value);
    return name;
  }
}
