import { writeWithCondition } from './conditions.ts';
import { toWireExpressions } from './expressions.ts';
import { readKey } from './keys.ts';
import { succeeded } from './operation.ts';
import type { Operation } from './operation.ts';
import { fromWireItem, toWireItem } from './values.ts';
import type { Members } from '../document.ts';
import type { WireItem } from './values.ts';

/** Key and attributes together are the item; both name the key's attributes the same way. */
export function readItem(document: Members, path: string): WireItem {
  const attributes = toWireItem(document.attributeValues ?? {}, `${path}[attributeValues]`);
  return { ...attributes, ...readKey(document, `${path}[key]`) };
}

/** Gives the item as written. A failed condition counts as success when the very same item is already there (5.3). */
export const putItem: Operation = (source, document, call) =>
  writeWithCondition(source, document, call, {
    async attempt(current, condition) {
      const item = readItem(current, '$');
      const expressions = toWireExpressions({ ConditionExpression: condition });
      await source.client.call('PutItem', { TableName: source.tableName, Item: item, ...expressions }, call.scope.cost);
      return succeeded(fromWireItem(item));
    },
    wanted: (current) => fromWireItem(readItem(current, '$')),
  });
