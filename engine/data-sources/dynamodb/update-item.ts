import { writeWithCondition } from './conditions.ts';
import { requireExpression, toWireExpressions } from './expressions.ts';
import { readKey } from './keys.ts';
import { succeeded } from './operation.ts';
import type { Operation } from './operation.ts';
import { fromWireItemOrNull } from './values.ts';

/** Gives the whole item after the update. What it would have become cannot be compared, so a failed condition is a failure (5.3). */
export const updateItem: Operation = (source, document, call) =>
  writeWithCondition(source, document, call, {
    async attempt(current, condition) {
      const answer = await source.client.call(
        'UpdateItem',
        {
          TableName: source.tableName,
          Key: readKey(current, '$[key]'),
          ReturnValues: 'ALL_NEW',
          ...toWireExpressions({
            UpdateExpression: requireExpression(current, 'update', '$[update]'),
            ConditionExpression: condition,
          }),
        },
        call.scope.cost,
      );
      return succeeded(fromWireItemOrNull(answer.Attributes));
    },
    wanted: undefined,
  });
