import { isBoolean, optional } from '../document.ts';
import { readExpression, toWireExpressions } from './expressions.ts';
import { readKey } from './keys.ts';
import { succeeded } from './operation.ts';
import type { Operation } from './operation.ts';
import { fromWireItemOrNull } from './values.ts';

/** Null when there is no such item (5.1). */
export const getItem: Operation = async (source, document, call) => {
  const consistentRead = optional(document, 'consistentRead', '$[consistentRead]', 'a boolean', isBoolean);
  const answer = await source.client.call(
    'GetItem',
    {
      TableName: source.tableName,
      Key: readKey(document, '$[key]'),
      ...(consistentRead === undefined ? {} : { ConsistentRead: consistentRead }),
      ...toWireExpressions({ ProjectionExpression: readExpression(document, 'projection', '$[projection]') }),
    },
    call.scope.cost,
  );
  return succeeded(fromWireItemOrNull(answer.Item));
};
