import { isBoolean, isMembers, optional, readList, readMembers, wrongKind } from '../document.ts';
import { MAX_BATCH_READS, assertBatchSize, callTwice, keyNames, keyText, leftOverError, mapTables } from './batches.ts';
import { readExpression } from './expressions.ts';
import type { Expression } from './expressions.ts';
import type { Operation } from './operation.ts';
import { fromWireItem, toWireItem } from './values.ts';
import type { WireItem } from './values.ts';

interface TableRead {
  readonly keys: readonly WireItem[];
  readonly keyNames: readonly string[];
  readonly consistentRead: boolean | undefined;
  readonly projection: Expression | undefined;
  /** Key attributes that the projection leaves out: read all the same, to match answers with keys, and removed again. */
  readonly unasked: readonly string[];
}

function projectedNames(projection: Expression): ReadonlySet<string> {
  const segments = projection.text.split(',').map((path) => /^[^.[]+/.exec(path.trim())?.[0] ?? '');
  return new Set(segments.map((segment) => projection.names[segment] ?? segment));
}

/** The guide's example gives the bare list of keys, its type `{keys}`: both are taken. */
function readTable(table: string, content: unknown): TableRead {
  const path = `$[tables][${table}]`;
  const members = Array.isArray(content) ? { keys: content as readonly unknown[] } : content;
  if (!isMembers(members)) throw wrongKind(path, 'an object');
  const keys = readList(members, 'keys', `${path}[keys]`).map((key, index) =>
    toWireItem(key, `${path}[keys][${index}]`),
  );
  const projection = readExpression(members, 'projection', `${path}[projection]`);
  const names = keyNames(keys[0] ?? {});
  const projected = projection === undefined ? null : projectedNames(projection);
  return {
    keys,
    keyNames: names,
    consistentRead: optional(members, 'consistentRead', `${path}[consistentRead]`, 'a boolean', isBoolean),
    projection,
    unasked: projected === null ? [] : names.filter((name) => !projected.has(name)),
  };
}

function toRequest({ keys, consistentRead, projection, unasked }: TableRead): Record<string, unknown> {
  const request: Record<string, unknown> = { Keys: keys };
  if (consistentRead !== undefined) request.ConsistentRead = consistentRead;
  if (projection === undefined) return request;
  const added = unasked.map((name, index) => [`#matchKey${index}`, name] as const);
  request.ProjectionExpression = [projection.text, ...added.map(([placeholder]) => placeholder)].join(', ');
  const names = { ...projection.names, ...Object.fromEntries(added) };
  if (Object.keys(names).length > 0) request.ExpressionAttributeNames = names;
  return request;
}

/** In the order of the keys; null for what is missing or was not processed. */
function matchItems(read: TableRead, items: readonly WireItem[]): (Record<string, unknown> | null)[] {
  const byKey = new Map(items.map((item) => [keyText(item, read.keyNames), item]));
  return read.keys.map((key) => {
    const item = byKey.get(keyText(key, read.keyNames));
    if (item === undefined) return null;
    const plain = fromWireItem(item);
    return Object.fromEntries(Object.entries(plain).filter(([name]) => !read.unasked.includes(name)));
  });
}

export const batchGetItem: Operation = async (source, document, call) => {
  const tables = mapTables(readMembers(document, 'tables', '$[tables]'), readTable);
  const count = Object.values(tables).reduce((sum, read) => sum + read.keys.length, 0);
  assertBatchSize(count, MAX_BATCH_READS);
  const request = Object.fromEntries(
    Object.entries(tables).flatMap(([table, read]) => (read.keys.length === 0 ? [] : [[table, toRequest(read)]])),
  );
  const { answers, rest } = await callTwice('UnprocessedKeys', request, (RequestItems) =>
    source.client.call('BatchGetItem', { RequestItems }, call.scope.cost),
  );
  const found = (table: string): WireItem[] =>
    answers.flatMap(({ Responses }) => (isMembers(Responses) ? ((Responses[table] ?? []) as WireItem[]) : []));
  const unprocessed = (table: string): unknown[] => {
    const left = rest[table];
    return isMembers(left) && Array.isArray(left.Keys) ? (left.Keys as WireItem[]).map(fromWireItem) : [];
  };
  return {
    result: {
      data: Object.fromEntries(Object.entries(tables).map(([table, read]) => [table, matchItems(read, found(table))])),
      unprocessedKeys: mapTables(tables, unprocessed),
    },
    error: leftOverError(source, rest),
  };
};
