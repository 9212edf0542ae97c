/** What the batch operations share: limits, one retry of what was left over, and the error for the rest (5.1). */
import { InvalidDocument } from '../../kernel/index.ts';
import type { DataSourceError } from '../../kernel/index.ts';
import { isMembers, missing } from '../document.ts';
import type { Members } from '../document.ts';
import type { DynamoDbSource } from './operation.ts';
import type { WireItem, WireValue } from './values.ts';

export const MAX_BATCH_READS = 100;
export const MAX_BATCH_WRITES = 25;

/** Refuses an empty batch and one above DynamoDB's limit, counted over all tables. */
export function assertBatchSize(count: number, limit: number): void {
  if (count === 0) throw missing('$[tables]');
  if (count > limit)
    throw new InvalidDocument(`Value for field '$[tables]' must hold at most ${limit} entries but holds ${count}.`);
}

function canonical(value: WireValue | undefined): string {
  if (value === undefined) return '';
  return typeof value.N === 'string' ? `N${canonicalNumber(value.N)}` : JSON.stringify(value);
}

/** 1, 1.0 and 10e-1 are the same key; 38 digits are more than a JS number holds, so the text is compared. */
function canonicalNumber(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text.trim()) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const scale = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign === '-' ? '-' : ''}${significant}e${scale}`;
}

/** The same text for the same key, whatever the order of its attributes. */
export function keyText(item: WireItem, names: readonly string[]): string {
  return names.map((name) => `${name}=${canonical(item[name])}`).join('&');
}

export function keyNames(key: WireItem): readonly string[] {
  return Object.keys(key).sort();
}

/** AppSync retries once; what is left over then is the resolver's to see. */
export async function callTwice(
  leftOver: 'UnprocessedKeys' | 'UnprocessedItems',
  request: Members,
  send: (requestItems: Members) => Promise<Record<string, unknown>>,
): Promise<{ readonly answers: readonly Record<string, unknown>[]; readonly rest: Members }> {
  const answers: Record<string, unknown>[] = [];
  let rest = request;
  for (let attempt = 1; attempt <= 2 && Object.keys(rest).length > 0; attempt += 1) {
    const answer = await send(rest);
    answers.push(answer);
    const left = answer[leftOver];
    rest = isMembers(left) ? left : {};
  }
  return { answers, rest };
}

/** Set beside a partial result. */
export function leftOverError(source: DynamoDbSource, rest: Members): DataSourceError | null {
  const [table] = Object.keys(rest);
  if (table === undefined) return null;
  return {
    type: 'DynamoDB:ProvisionedThroughputExceededException',
    message: `You exceeded your maximum allowed provisioned throughput for a table or for one or more global secondary indexes. (Service: DynamoDb, Status Code: 400, Request ID: ${source.newRequestId()})`,
  };
}

/** Each table named in the document, with its list; tables keep their order. */
export function mapTables<Value>(
  tables: Members,
  convert: (table: string, content: unknown) => Value,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(tables).map(([table, content]) => [table, convert(table, content)]));
}
