/** Batch and transaction requests of `@aws-appsync/utils/dynamodb` (spec 4). */
import { LibraryError } from '../run/interruption.ts';
import { copied, expressionPart, projectionPart, type Input } from './parts.ts';
import { attributes } from './sets.ts';
import { buildUpdate } from './update.ts';

const mapTables = (input: Input, convert: (table: unknown) => unknown): object =>
  Object.fromEntries(Object.entries(input.tables ?? {}).map(([name, table]) => [name, convert(table)]));

const mapList = (list: unknown, convert: (member: Input) => unknown): unknown[] =>
  Array.isArray(list) ? list.map((member) => convert(member as Input)) : [];

export function batchGet(input: Input): object {
  const tables = mapTables(input, (table) => {
    const { keys, projection, ...rest } = table as Input;
    return { keys: mapList(keys, attributes), ...copied(rest, ['consistentRead']), ...projectionPart(projection) };
  });
  return { operation: 'BatchGetItem', tables };
}

export function batchPut(input: Input): object {
  return { operation: 'BatchPutItem', tables: mapTables(input, (items) => mapList(items, attributes)) };
}

export function batchDelete(input: Input): object {
  return { operation: 'BatchDeleteItem', tables: mapTables(input, (keys) => mapList(keys, attributes)) };
}

export function transactGet(input: Input): object {
  const transactItems = mapList(input.items, ({ table, key, projection }) => ({
    table,
    key: attributes(key),
    ...projectionPart(projection),
  }));
  return { operation: 'TransactGetItems', transactItems };
}

export function transactWrite(input: Input): object {
  return { operation: 'TransactWriteItems', transactItems: mapList(input.items, transactItem) };
}

function transactItem(member: Input): object {
  const [kind, body] = Object.entries(member)[0] ?? [];
  const { table, key, item, update, condition } = (body ?? {}) as Input;
  const request = (operation: string, more: object = {}): object => ({
    table,
    operation,
    key: attributes(key),
    ...more,
    ...expressionPart('condition', condition),
  });
  switch (kind) {
    case 'putItem':
      return request('PutItem', { attributeValues: attributes(item) });
    case 'updateItem':
      return request('UpdateItem', { update: buildUpdate(update) });
    case 'deleteItem':
      return request('DeleteItem');
    case 'conditionCheck':
      return request('ConditionCheck');
    default:
      throw new LibraryError('transactWrite takes putItem, updateItem, deleteItem or conditionCheck');
  }
}
