import { InvalidDocument } from '../../kernel/index.ts';
import { isBoolean, isMembers, optional, readText } from '../document.ts';
import type { Members } from '../document.ts';
import { readExpression, requireExpression, toWireExpressions } from './expressions.ts';
import { readKey } from './keys.ts';
import type { Operation } from './operation.ts';
import { readItem } from './put-item.ts';
import { readTransactItems, transact } from './transactions.ts';
import { fromWireItem } from './values.ts';

/** By default a failed condition brings the current item along (5.1). */
function returnValues(item: Members, path: string): Record<string, unknown> {
  const name = 'returnValuesOnConditionCheckFailure';
  const condition = isMembers(item.condition) ? item.condition : {};
  const wanted = optional(condition, name, `${path}[condition][${name}]`, 'a boolean', isBoolean) ?? true;
  return { ReturnValuesOnConditionCheckFailure: wanted ? 'ALL_OLD' : 'NONE' };
}

function toTransactItem(item: Members, path: string): Record<string, unknown> {
  const operation = readText(item, 'operation', `${path}[operation]`);
  const base = { TableName: readText(item, 'table', `${path}[table]`), ...returnValues(item, path) };
  const keyed = { ...base, Key: readKey(item, `${path}[key]`) };
  const ConditionExpression = readExpression(item, 'condition', `${path}[condition]`);
  switch (operation) {
    case 'PutItem':
      return { Put: { ...base, Item: readItem(item, path), ...toWireExpressions({ ConditionExpression }) } };
    case 'UpdateItem': {
      const UpdateExpression = requireExpression(item, 'update', `${path}[update]`);
      return { Update: { ...keyed, ...toWireExpressions({ UpdateExpression, ConditionExpression }) } };
    }
    case 'DeleteItem':
      return { Delete: { ...keyed, ...toWireExpressions({ ConditionExpression }) } };
    case 'ConditionCheck': {
      const required = requireExpression(item, 'condition', `${path}[condition]`);
      return { ConditionCheck: { ...keyed, ...toWireExpressions({ ConditionExpression: required }) } };
    }
    default:
      throw new InvalidDocument(
        `Unsupported operation '${operation}'. Transactions only support the following operations (PutItem,UpdateItem,DeleteItem,ConditionCheck)`,
      );
  }
}

/** Gives the keys of all items, in order. */
export const transactWriteItems: Operation = async (source, document, call) => {
  const items = readTransactItems(document);
  const TransactItems = items.map(({ item, path }) => toTransactItem(item, path));
  const keys = items.map(({ item, path }) => fromWireItem(readKey(item, `${path}[key]`)));
  return transact(source, 'keys', async () => {
    await source.client.call('TransactWriteItems', { TransactItems }, call.scope.cost);
    return keys;
  });
};
