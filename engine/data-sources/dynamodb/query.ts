import { isBoolean, optional } from '../document.ts';
import { readExpression, requireExpression, toWireExpressions } from './expressions.ts';
import type { Operation } from './operation.ts';
import { callPage, readPage } from './pages.ts';

export const query: Operation = async (source, document, call) => {
  const forward = optional(document, 'scanIndexForward', '$[scanIndexForward]', 'a boolean', isBoolean);
  return callPage(source, call, 'Query', {
    ...readPage(source, document, call, 'Query'),
    ...(forward === undefined ? {} : { ScanIndexForward: forward }),
    ...toWireExpressions({
      KeyConditionExpression: requireExpression(document, 'query', '$[query]'),
      FilterExpression: readExpression(document, 'filter', '$[filter]'),
      ProjectionExpression: readExpression(document, 'projection', '$[projection]'),
    }),
  });
};
