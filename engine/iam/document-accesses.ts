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

/** Index names come from resolver code, so there is an end to what is kept. */
const MAX_KEPT = 1_000;

/** A document that is wrong needs nothing: the data source refuses it. Single-item operations give the same objects each time. */
export function createDynamoDbAccesses(
  tableName: string,
  arnOf: (table: string) => string,
): (document: unknown) => readonly Access[] {
  const table = arnOf(tableName);
  const known = new Map<string, readonly Access[]>();
  return (document) => {
    const { operation, index, tables, transactItems } = members(document);
    if (typeof operation !== 'string') return [];
    const batch = BATCH_ACTIONS[operation];
    if (batch !== undefined) {
      return Object.keys(members(tables)).map((name) => ({ action: `dynamodb:${batch}`, resource: arnOf(name) }));
    }
    if (operation.startsWith('Transact')) return transactionAccesses(operation, transactItems, arnOf);
    const isOnIndex = (operation === 'Query' || operation === 'Scan') && typeof index === 'string';
    const key = isOnIndex ? `${operation} ${index}` : operation;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MAX_KEPT) known.clear();
    const fresh = [{ action: `dynamodb:${operation}`, resource: isOnIndex ? `${table}/index/${index}` : table }];
    known.set(key, fresh);
    return fresh;
  };
}
