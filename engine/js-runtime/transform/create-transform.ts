/** `util.transform` (spec 3.4 to 3.6). The DynamoDB transforms give JSON text, as AWS does. */
import type { TransformUtils } from '@aws-appsync/utils/lib/transform-utils.js';
import { buildExpression } from './expression.ts';
import { toOpenSearchQuery } from './open-search-query.ts';
import { toSubscriptionFilter } from './subscription-filter.ts';

/** The JSON text of an expression; null, and not a text, for what cannot be read. */
function expressionText(filter: unknown): string | null {
  const expression = buildExpression(filter);
  return expression === null ? null : JSON.stringify(expression);
}

export function createTransform(): object {
  return Object.freeze({
    toDynamoDBFilterExpression: expressionText,
    toDynamoDBConditionExpression: expressionText,
    toElasticsearchQueryDSL: (filter: unknown) => JSON.stringify(toOpenSearchQuery(filter)),
    toSubscriptionFilter,
  }) satisfies Readonly<Record<keyof TransformUtils, unknown>>;
}
