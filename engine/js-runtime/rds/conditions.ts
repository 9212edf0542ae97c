/** `where` and `having` objects as SQL, with the gaps and messages that were recorded from the real evaluator (spec 7.4). */
import { LibraryError } from '../run/interruption.ts';
import type { SqlWriter } from './sql-writer.ts';
import { isMap, SqlTemplate, type PlainMap } from './statements.ts';

const COMPARISONS: ReadonlyMap<string, string> = new Map([
  ['eq', '='],
  ['ne', '!='],
  ['gt', '>'],
  ['ge', '>='],
  ['lt', '<'],
  ['le', '<='],
]);

const AGGREGATE = /^(max|min|avg|sum|count)(Distinct)?$/;

type Joiner = 'AND' | 'OR';

/** The members of a condition object, joined. Recorded: empty members leave their joiner behind, empty groups leave nothing. */
export function writeConditions(
  writer: SqlWriter,
  conditions: PlainMap,
  joiner: Joiner = 'AND',
  isInner = false,
): string {
  const wrapped = (text: string): string => (isInner && text !== '' ? `(${text})` : text);
  const parts = Object.entries(conditions).flatMap(([key, value]) => {
    if (key === 'not' && Array.isArray(value)) return [`(NOT ${writeGroup(writer, 'and', value)})`];
    if (key !== 'and' && key !== 'or') return [wrapped(writeColumn(writer, key, value))];
    const group = writeGroup(writer, key, value);
    return group === '' ? [] : [wrapped(group)];
  });
  return parts.join(` ${joiner} `);
}

function writeGroup(writer: SqlWriter, key: 'and' | 'or', members: unknown): string {
  if (!Array.isArray(members)) throw new LibraryError(`${key} expects conditions to be an array`);
  const joiner = key === 'and' ? 'AND' : 'OR';
  const parts = members.map((member: unknown) => {
    if (!isMap(member) || member instanceof SqlTemplate) throw new LibraryError(`Expected ${key} to be an Object.`);
    return writeConditions(writer, member, joiner, true);
  });
  return parts.join(` ${joiner} `);
}

function writeColumn(writer: SqlWriter, column: string, operators: unknown): string {
  if (!isMap(operators)) throw new LibraryError('Expected condition to be an Object.');
  const conditions = Object.entries(operators).map(([operator, value]) =>
    writeCondition(writer, writer.name(column), `${column}.${operator}`, operator, value),
  );
  return conditions.join(' AND ');
}

function writeCondition(writer: SqlWriter, target: string, path: string, operator: string, value: unknown): string {
  const comparison = COMPARISONS.get(operator);
  if (comparison !== undefined) return `${target} ${comparison} ${writer.bind(present(value, path))}`;
  switch (operator) {
    case 'contains':
      return `${target} LIKE ${writer.bind(`%${text(value, path)}%`)}`;
    case 'beginsWith':
      return `${target} LIKE ${writer.bind(`${text(value, path)}%`)}`;
    case 'notContains':
      // Recorded: without wildcards.
      return `${target} NOT LIKE ${writer.bind(text(value, path))}`;
    case 'attributeExists':
      if (typeof present(value, path) !== 'boolean') {
        throw new LibraryError(`${path} expects a boolean value to be passed.`);
      }
      return `${target} IS ${value === true ? 'NOT ' : ''}NULL`;
    case 'between':
      return between(writer, target, path, value);
    case 'size':
      return writeMeasure(writer, `LENGTH (${target})`, path, value);
    default:
      return writeAggregate(writer, target, path, operator, value);
  }
}

function writeAggregate(writer: SqlWriter, target: string, path: string, operator: string, value: unknown): string {
  const aggregate = AGGREGATE.exec(operator);
  if (aggregate === null) throw new LibraryError(`Unsupported condition ${path}.`);
  const [, name = '', distinct] = aggregate;
  return writeMeasure(writer, `${name.toUpperCase()}(${distinct ? 'DISTINCT ' : ''}${target})`, path, value);
}

// Comparisons of what is measured of a column: its length, or an aggregate of it.
function writeMeasure(writer: SqlWriter, target: string, path: string, operators: unknown): string {
  if (!isMap(operators)) throw new LibraryError(`Expected ${path} to be an Object.`);
  const conditions = Object.entries(operators).map(([operator, value]) => {
    if (operator === 'between') return between(writer, target, path, value);
    const comparison = COMPARISONS.get(operator);
    if (comparison === undefined) throw new LibraryError(`${path} has invalid size operator.`);
    return `${target} ${comparison} ${writer.valueOrNull(value)}`;
  });
  return conditions.join(' AND ');
}

function between(writer: SqlWriter, target: string, path: string, bounds: unknown): string {
  if (!Array.isArray(bounds)) throw new LibraryError(`${path} condition expects an array with length of 2.`);
  if (bounds.length !== 2) {
    throw new LibraryError(
      `${path} condition expects an array with 2 values but received an array with length ${bounds.length}.`,
    );
  }
  const [low, high] = bounds.map((bound: unknown) => writer.valueOrNull(bound));
  return `${target} BETWEEN ${low ?? ''} AND ${high ?? ''}`;
}

function present(value: unknown, path: string): unknown {
  if (value === null || value === undefined) throw new LibraryError(`Value for ${path} can't be null.`);
  return value;
}

function text(value: unknown, path: string): string {
  if (typeof present(value, path) !== 'string') {
    throw new LibraryError(`${path} expects a string value to be passed.`);
  }
  return String(value);
}
