import { writeWithCondition } from './conditions.ts';
import { toWireExpressions } from './expressions.ts';
import { readKey } from './keys.ts';
import { succeeded } from './operation.ts';
import type { Operation } from './operation.ts';
import { fromWireItemOrNull } from './values.ts';

/** Gives the item that was deleted, null when there was none. A failed condition on a missing item counts as success (5.3). */
export const deleteItem: Operation = (source, document, call) =>
  writeWithCondition(source, document, call, {
    async attempt(current, condition) {
      const answer = await source.client.call(
        'DeleteItem',
        {
          TableName: source.tableName,
          Key: readKey(current, '$[key]'),
          ReturnValues: 'ALL_OLD',
          ...toWireExpressions({ ConditionExpression: condition }),
        },
        call.scope.cost,
      );
      return succeeded(fromWireItemOrNull(answer.Attributes));
    },
    wanted: () => null,
  });
