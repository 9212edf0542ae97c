/** Which permissions a request document needs, as the service behind it would ask for them. */
import type { Access } from './evaluate.ts';

type Members = Readonly<Record<string, unknown>>;

const members = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};

/** There is no permission for a transaction as such: each of its parts needs its own. */
const TRANSACTION_ACTIONS: Readonly<Record<string, string>> = { ConditionCheck: 'ConditionCheckItem' };
const BATCH_ACTIONS: Readonly<Record<string, string>> = {
  BatchGetItem: 'BatchGetItem',
  BatchPutItem: 'BatchWriteItem',
  BatchDeleteItem: 'BatchWriteItem',
};

function transactionAccesses(operation: string, items: unknown, arnOf: (table: string) => string): readonly Access[] {
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => {
    const { table, operation: part } = members(item);
    if (typeof table !== 'string') return [];
    const action = operation === 'TransactGetItems' ? 'GetItem' : String(part);
    return [{ action: `dynamodb:${TRANSACTION_ACTIONS[action] ?? action}`, resource: arnOf(table) }];
  });
}

/** A document that is wrong needs nothing: the data source refuses it. The same access may be listed twice. */
export function dynamoDbAccesses(
  document: unknown,
  tableName: string,
  arnOf: (table: string) => string,
): readonly Access[] {
  const { operation, index, tables, transactItems } = members(document);
  if (typeof operation !== 'string') return [];
  const batch = BATCH_ACTIONS[operation];
  if (batch !== undefined) {
    return Object.keys(members(tables)).map((table) => ({ action: `dynamodb:${batch}`, resource: arnOf(table) }));
  }
  if (operation.startsWith('Transact')) return transactionAccesses(operation, transactItems, arnOf);
  const table = arnOf(tableName);
  const isOnIndex = (operation === 'Query' || operation === 'Scan') && typeof index === 'string';
  return [{ action: `dynamodb:${operation}`, resource: isOnIndex ? `${table}/index/${index}` : table }];
}
