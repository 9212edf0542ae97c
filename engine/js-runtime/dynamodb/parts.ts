/** What several requests are made of. Optional members that are null or undefined are left out (spec 4). */
import { LibraryError } from '../run/interruption.ts';
import { buildExpression } from '../transform/expression.ts';
import { buildProjection } from './projection.ts';

export type Input = Readonly<Record<string, unknown>>;

/** The named members that have a value, as they are. */
export function copied(input: Input, names: readonly string[]): Record<string, unknown> {
  const present: Record<string, unknown> = {};
  for (const name of names) {
    const value = input[name];
    if (value !== undefined && value !== null) present[name] = value;
  }
  return present;
}

/** Key condition, filter or condition as an object without empty `expressionValues`; nothing when it is not given. */
export function expressionPart(name: 'query' | 'filter' | 'condition', filter: unknown): Record<string, unknown> {
  if (filter === undefined || filter === null) return {};
  const built = buildExpression(filter);
  if (built === null) throw new LibraryError(`the ${name} holds an operator or a value that can not be read`);
  const { expression, expressionNames, expressionValues } = built;
  const hasValues = Object.keys(expressionValues).length > 0;
  return { [name]: { expression, expressionNames, ...(hasValues ? { expressionValues } : {}) } };
}

export function projectionPart(projection: unknown): Record<string, unknown> {
  if (!Array.isArray(projection) || projection.length === 0) return {};
  return { projection: buildProjection(projection.map(String)) };
}
