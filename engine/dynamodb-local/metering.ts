/**
 * Adds up what a call would cost on AWS. Reads are computed from what came back. Writes depend on items and indexes that the answer does not
 * show, so DynamoDB Local is asked: it counts single writes right, and transactional ones exactly twice.
 */
import { DynamoDbFailure, type CostMeter } from '../kernel/index.ts';
import { itemBytes, readUnits, writeUnits, type Item } from './units.ts';

type Json = Readonly<Record<string, unknown>>;

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

/** A transaction does everything twice. */
const TRANSACTION_FACTOR = 2;

/** The input with a question for the consumed capacity, where the answer alone would not tell the cost. */
export function withCapacity(operation: string, input: Json): Json {
  if (input.ReturnConsumedCapacity !== undefined || !mustAsk(operation, input)) return input;
  return { ...input, ReturnConsumedCapacity: 'TOTAL' };
}

/** @returns the answer as the caller asked for it, without the capacity that only we wanted */
export function charge(
  operation: string,
  input: Json,
  output: Record<string, unknown>,
  cost: CostMeter,
): Record<string, unknown> {
  if (WRITES.has(operation)) cost.writeUnits += writeCost(operation, input, output);
  else cost.readUnits += readCost(operation, input, output);
  if (input.ReturnConsumedCapacity !== undefined || output.ConsumedCapacity === undefined) return output;
  const { ConsumedCapacity: _ours, ...theirs } = output;
  return theirs;
}

/** Writes whose condition fails are paid for all the same. */
export function chargeFailure(operation: string, input: Json, cause: unknown, cost: CostMeter): void {
  if (!(cause instanceof DynamoDbFailure)) return;
  if (cause.name === 'ConditionalCheckFailedException') {
    cost.writeUnits += writeUnits(itemBytes((cause.body.Item ?? {}) as Item));
  } else if (cause.name === 'TransactionCanceledException' && operation === 'TransactWriteItems') {
    cost.writeUnits += TRANSACTION_FACTOR * listOf(input.TransactItems).length;
  }
}

/** Filters, projections and counts hide what was read. */
function mustAsk(operation: string, input: Json): boolean {
  if (WRITES.has(operation)) return true;
  if (operation === 'BatchGetItem')
    return Object.values(input.RequestItems as Json).some((it) => hidesItems(it as Json));
  return operation !== 'TransactGetItems' && hidesItems(input);
}

function hidesItems(input: Json): boolean {
  return input.FilterExpression !== undefined || input.ProjectionExpression !== undefined || input.Select !== undefined;
}

function writeCost(operation: string, input: Json, output: Json): number {
  const reported = reportedUnits(output);
  if (operation !== 'TransactWriteItems') return reported;
  // DynamoDB Local now and then forgets an action that changed nothing; AWS asks two units for each at least.
  return Math.max(reported / 2, TRANSACTION_FACTOR * listOf(input.TransactItems).length);
}

function readCost(operation: string, input: Json, output: Json): number {
  const isConsistent = input.ConsistentRead === true;
  switch (operation) {
    case 'GetItem':
      if (mustAsk(operation, input)) return reportedUnits(output);
      return readUnits(output.Item === undefined ? 0 : itemBytes(output.Item as Item), isConsistent);
    case 'Query':
    case 'Scan': {
      // A query pays for the sum of what it reads, not item by item; DynamoDB Local says 0 when it finds nothing.
      if (mustAsk(operation, input)) return Math.max(reportedUnits(output), readUnits(0, isConsistent));
      return readUnits(total(listOf(output.Items) as readonly Item[]), isConsistent);
    }
    case 'BatchGetItem':
      if (mustAsk(operation, input)) return reportedUnits(output);
      return batchCost(input.RequestItems as Json, output);
    case 'TransactGetItems':
      return listOf(output.Responses).reduce(
        (units, { Item: item }) => units + TRANSACTION_FACTOR * readUnits(itemBytes((item ?? {}) as Item), true),
        0,
      );
    default:
      return 0;
  }
}

/** Each key is paid for by itself, also those that are not there. */
function batchCost(request: Json, output: Json): number {
  const responses = (output.Responses ?? {}) as Json;
  const unprocessed = (output.UnprocessedKeys ?? {}) as Json;
  let units = 0;
  for (const [table, asked] of Object.entries(request)) {
    const isConsistent = (asked as Json).ConsistentRead === true;
    const items = listOf(responses[table]) as readonly Item[];
    const left = listOf((unprocessed[table] as Json | undefined)?.Keys).length;
    const missing = listOf((asked as Json).Keys).length - items.length - left;
    for (const item of items) units += readUnits(itemBytes(item), isConsistent);
    units += missing * readUnits(0, isConsistent);
  }
  return units;
}

function total(items: readonly Item[]): number {
  return items.reduce((bytes, item) => bytes + itemBytes(item), 0);
}

/** One report, or one for each table. */
function reportedUnits(output: Json): number {
  const reported = output.ConsumedCapacity;
  const reports = Array.isArray(reported) ? listOf(reported) : [(reported ?? {}) as Json];
  return reports.reduce((units, report) => units + Number(report.CapacityUnits ?? 0), 0);
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
