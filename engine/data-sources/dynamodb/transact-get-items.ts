import { isMembers, readText } from '../document.ts';
import { readExpression, toWireExpressions } from './expressions.ts';
import { readKey } from './keys.ts';
import type { Operation } from './operation.ts';
import { readTransactItems, transact } from './transactions.ts';
import { fromWireItemOrNull } from './values.ts';

/** Positional; null for an item that does not exist. */
export const transactGetItems: Operation = async (source, document, call) => {
  const TransactItems = readTransactItems(document).map(({ item, path }) => ({
    Get: {
      TableName: readText(item, 'table', `${path}[table]`),
      Key: readKey(item, `${path}[key]`),
      ...toWireExpressions({ ProjectionExpression: readExpression(item, 'projection', `${path}[projection]`) }),
    },
  }));
  return transact(source, 'items', async () => {
    const { Responses } = await source.client.call('TransactGetItems', { TransactItems }, call.scope.cost);
    const responses: readonly unknown[] = Array.isArray(Responses) ? Responses : [];
    return TransactItems.map((_, index) => {
      const response = responses[index];
      return isMembers(response) ? fromWireItemOrNull(response.Item) : null;
    });
  });
};
