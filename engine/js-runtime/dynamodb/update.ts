/** The update expression of `ddb.update`: aliases `#expName_N` and `:expValue_N` numbered as they appear, clauses SET then REMOVE (spec 4.2). */
import type { AttributeValue } from '../util/dynamodb.ts';
import { isOperation, type Operation } from './operations.ts';
import { attributeOf, isSet } from './sets.ts';

export interface UpdateExpression {
  readonly expression: string;
  readonly expressionNames: Readonly<Record<string, string>>;
  readonly expressionValues: Readonly<Record<string, AttributeValue>>;
}

interface Change {
  readonly path: readonly string[];
  readonly operation: Operation;
}

type ListItemOperation = Extract<Operation, { type: 'OPERATION_UPDATE_LIST_ITEM' }>;

const isPlainMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isListItem = (value: unknown): value is ListItemOperation =>
  isOperation(value) && value.type === 'OPERATION_UPDATE_LIST_ITEM';

/** Recorded: `expressionValues` is there even when nothing is bound, unlike in a condition. */
export function buildUpdate(update: unknown): UpdateExpression {
  const changes = changesIn(update, []);
  const writer = new UpdateWriter();
  const isRemoval = ({ operation }: Change): boolean => operation.type === 'OPERATION_REMOVE';
  // Numbered in output order: first what is set, then what is removed.
  const sets = changes.filter((change) => !isRemoval(change)).map((change) => writer.assignment(change));
  const removals = changes.filter(isRemoval).map(({ path }) => writer.path(path));
  const clauses = [
    ...(sets.length === 0 ? [] : [`SET ${sets.join(', ')}`]),
    ...(removals.length === 0 ? [] : [`REMOVE ${removals.join(', ')}`]),
  ];
  return {
    expression: clauses.join(' '),
    expressionNames: Object.fromEntries([...writer.aliases].map(([segment, alias]) => [alias, segment])),
    expressionValues: writer.values,
  };
}

// A plain nested object changes only the members it names; `operations.replace` sets the whole (spec 4.2).
function changesIn(update: unknown, path: readonly string[]): Change[] {
  if (!isPlainMap(update)) return [];
  return Object.entries(update).flatMap(([key, value]): Change[] => {
    const here = [...path, key];
    if (value === undefined) return [];
    if (isOperation(value)) return [{ path: here, operation: value }];
    if (Array.isArray(value) && value.some(isListItem)) {
      return value.filter(isListItem).map((operation) => ({ path: here, operation }));
    }
    if (isPlainMap(value) && !isSet(value)) return changesIn(value, here);
    return [{ path: here, operation: { type: 'OPERATION_REPLACE', value } }];
  });
}

class UpdateWriter {
  /** The alias of each segment: one that comes again keeps its alias, as in a projection (recorded). */
  readonly aliases = new Map<string, string>();
  readonly values: Record<string, AttributeValue> = {};

  assignment({ path, operation }: Change): string {
    if (operation.type === 'OPERATION_UPDATE_LIST_ITEM') {
      return `${this.path(path)}[${operation.index}] = ${this.#value(operation.value)}`;
    }
    const name = this.path(path);
    switch (operation.type) {
      case 'OPERATION_ADD':
      case 'OPERATION_REPLACE':
        return `${name} = ${this.#value(operation.value)}`;
      case 'OPERATION_INCREMENT':
        return `${name} = ${name} + ${this.#value(operation.by)}`;
      case 'OPERATION_DECREMENT':
        return `${name} = ${name} - ${this.#value(operation.by)}`;
      case 'OPERATION_APPEND':
        return `${name} = list_append(${name}, ${this.#value(operation.items)})`;
      case 'OPERATION_PREPEND':
        return `${name} = list_append(${this.#value(operation.items)}, ${name})`;
      case 'OPERATION_REMOVE':
        return name;
    }
  }

  path(segments: readonly string[]): string {
    return segments.map((segment) => this.#name(segment)).join('.');
  }

  #name(segment: string): string {
    const alias = this.aliases.get(segment) ?? `#expName_${this.aliases.size + 1}`;
    this.aliases.set(segment, alias);
    return alias;
  }

  #value(value: unknown): string {
    const alias = `:expValue_${Object.keys(this.values).length + 1}`;
    this.values[alias] = attributeOf(value);
    return alias;
  }
}
