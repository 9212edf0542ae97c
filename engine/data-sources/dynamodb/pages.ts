/** What Query and Scan share: paging, filters, and the shape of a page (5.1). */
import type { DataSourceCall, DataSourceOutcome } from '../../kernel/index.ts';
import { isBoolean, isMembers, isNumber, isText, optional } from '../document.ts';
import type { Members } from '../document.ts';
import { succeeded } from './operation.ts';
import type { DynamoDbSource } from './operation.ts';
import { fromWireItem } from './values.ts';
import type { WireItem } from './values.ts';

/** Recorded from the service: it comes as an error of the call, so handlers see it in `ctx.error`. */
export class InvalidPageToken extends Error {
  override readonly name = 'UserIllegalArgumentException';

  constructor() {
    super('com.amazonaws.deepdish.common.pagination.InvalidPaginationTokenException: Invalid pagination token given.');
  }
}

/** A token holds for one resolver or function, one operation, one table and one index. */
function boundTo(source: DynamoDbSource, call: DataSourceCall, operation: string, index: string | undefined): string {
  return JSON.stringify([call.resolverId, operation, source.tableName, index ?? null]);
}

/** Members that both operations have; absent ones are left to DynamoDB's defaults. */
export function readPage(
  source: DynamoDbSource,
  document: Members,
  call: DataSourceCall,
  operation: string,
): Record<string, unknown> {
  const index = optional(document, 'index', '$[index]', 'a string', isText);
  const token = optional(document, 'nextToken', '$[nextToken]', 'a string', isText);
  const members = {
    IndexName: index,
    Limit: optional(document, 'limit', '$[limit]', 'a number', isNumber),
    ConsistentRead: optional(document, 'consistentRead', '$[consistentRead]', 'a boolean', isBoolean),
    Select: optional(document, 'select', '$[select]', 'a string', isText),
  };
  const input: Record<string, unknown> = { TableName: source.tableName };
  for (const [name, value] of Object.entries(members)) if (value !== undefined) input[name] = value;
  if (token === undefined) return input;
  const startKey = source.tokens.open(token, boundTo(source, call, operation, index));
  if (startKey === undefined) throw new InvalidPageToken();
  input.ExclusiveStartKey = startKey;
  return input;
}

export async function callPage(
  source: DynamoDbSource,
  call: DataSourceCall,
  operation: 'Query' | 'Scan',
  input: Readonly<Record<string, unknown>>,
): Promise<DataSourceOutcome> {
  const answer = await source.client.call(operation, input, call.scope.cost);
  const index = isText(input.IndexName) ? input.IndexName : undefined;
  const lastKey = answer.LastEvaluatedKey;
  return succeeded({
    items: Array.isArray(answer.Items) ? (answer.Items as WireItem[]).map(fromWireItem) : [],
    nextToken: isMembers(lastKey)
      ? source.tokens.seal(lastKey as WireItem, boundTo(source, call, operation, index))
      : null,
    scannedCount: answer.ScannedCount ?? 0,
  });
}
