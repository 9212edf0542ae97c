/** BatchPutItem and BatchDeleteItem are the two halves of DynamoDB's BatchWriteItem. */
import type { DataSourceCall, DataSourceOutcome } from '../../kernel/index.ts';
import { isMembers, readList, readMembers } from '../document.ts';
import type { Members } from '../document.ts';
import {
  MAX_BATCH_WRITES,
  assertBatchSize,
  callTwice,
  keyNames,
  keyText,
  leftOverError,
  mapTables,
} from './batches.ts';
import type { DynamoDbSource } from './operation.ts';
import { fromWireItem, toWireItem } from './values.ts';
import type { WireItem } from './values.ts';

interface BatchWriteKind {
  readonly request: 'PutRequest' | 'DeleteRequest';
  readonly member: 'Item' | 'Key';
  readonly unprocessedName: 'unprocessedItems' | 'unprocessedKeys';
}

function itemOf(kind: BatchWriteKind, request: unknown): WireItem {
  const inner = isMembers(request) ? request[kind.request] : undefined;
  const item = isMembers(inner) ? inner[kind.member] : undefined;
  return isMembers(item) ? (item as WireItem) : {};
}

/** Gives what was written, null in the place of what was not. */
export async function batchWrite(
  source: DynamoDbSource,
  document: Members,
  call: DataSourceCall,
  kind: BatchWriteKind,
): Promise<DataSourceOutcome> {
  const given = readMembers(document, 'tables', '$[tables]');
  const tables = mapTables(given, (table) =>
    readList(given, table, `$[tables][${table}]`).map((item, index) =>
      toWireItem(item, `$[tables][${table}][${index}]`),
    ),
  );
  const count = Object.values(tables).reduce((sum, items) => sum + items.length, 0);
  assertBatchSize(count, MAX_BATCH_WRITES);
  const request = Object.fromEntries(
    Object.entries(tables).flatMap(([table, items]) =>
      items.length === 0 ? [] : [[table, items.map((item) => ({ [kind.request]: { [kind.member]: item } }))]],
    ),
  );
  const { rest } = await callTwice('UnprocessedItems', request, (RequestItems) =>
    source.client.call('BatchWriteItem', { RequestItems }, call.scope.cost),
  );
  const left = mapTables(tables, (table) => {
    const requests = rest[table];
    return Array.isArray(requests) ? requests.map((one) => itemOf(kind, one)) : [];
  });
  const data = mapTables(tables, (table, content) => {
    const unwritten = new Set((left[table] ?? []).map((item) => keyText(item, keyNames(item))));
    return (content as readonly WireItem[]).map((item) =>
      unwritten.has(keyText(item, keyNames(item))) ? null : fromWireItem(item),
    );
  });
  const unprocessed = mapTables(left, (_, items) => (items as readonly WireItem[]).map(fromWireItem));
  return { result: { data, [kind.unprocessedName]: unprocessed }, error: leftOverError(source, rest) };
}
