/**
 * What a client's calls cost, by DynamoDB's published rule over what came back. DynamoDB Local's own figures are of no use here: it counts
 * nothing for a key that is not there, for a Query that finds nothing, and too little for a transaction (domain 3.4).
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshalMembers } from '../../demo/marshal.ts';
import { itemBytes, readUnits } from '../../engine/dynamodb-local/units.ts';

export interface Meter {
  /** What was asked of DynamoDB, as its client names it (`Query`), in the order in which it was sent. */
  calls(): readonly string[];
  /** Of all transactions: how many items each wrote. */
  transactions(): readonly number[];
  readUnits(): number;
  reset(): void;
}

type Items = readonly object[];

interface Request {
  readonly RequestItems?: Readonly<Record<string, { readonly Keys?: Items; readonly ConsistentRead?: boolean }>>;
  readonly ConsistentRead?: boolean;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
}

interface Answer {
  readonly Responses?: Readonly<Record<string, Items>>;
  readonly UnprocessedKeys?: Readonly<Record<string, { readonly Keys?: Items }>>;
  readonly Item?: object;
  readonly Items?: Items;
}

const WRITES = /^(?:Put|Update|Delete|TransactWrite|BatchWrite)(?:Items?)?$/;

const bytesOf = (item: object): number => itemBytes(marshalMembers(item));

/** Each item is rounded up by itself, and a key without an item costs the least there is. */
function batchUnits({ RequestItems = {} }: Request, { Responses = {}, UnprocessedKeys = {} }: Answer): number {
  return Object.entries(RequestItems).reduce((sum, [table, { Keys = [], ConsistentRead = false }]) => {
    const found = Responses[table] ?? [];
    const missing = Keys.length - found.length - (UnprocessedKeys[table]?.Keys?.length ?? 0);
    const units = [...found.map(bytesOf), ...Array.from({ length: missing }, () => 0)];
    return sum + units.reduce((all, bytes) => all + readUnits(bytes, ConsistentRead), 0);
  }, 0);
}

/** @throws Error for a call whose cost does not show in its answer */
function unitsOf(name: string, request: Request, answer: Answer): number {
  const { ConsistentRead = false, FilterExpression, ProjectionExpression } = request;
  if (FilterExpression !== undefined || ProjectionExpression !== undefined) {
    throw new Error(`${name} reads more than it answers; its cost is not known from here.`);
  }
  switch (name) {
    case 'BatchGetItem':
    case 'BatchGet':
      return batchUnits(request, answer);
    case 'Query':
      return readUnits(
        (answer.Items ?? []).reduce((sum, item) => sum + bytesOf(item), 0),
        ConsistentRead,
      );
    case 'GetItem':
    case 'Get':
      return readUnits(answer.Item === undefined ? 0 : bytesOf(answer.Item), ConsistentRead);
    default:
      if (WRITES.test(name)) return 0;
      throw new Error(`${name} is neither a read nor a write that this meter knows.`);
  }
}

/** From now on. A Query's page counts as a whole, as DynamoDB counts it. */
export function meteredCalls(client: DynamoDBDocumentClient): Meter {
  let calls: string[] = [];
  let transactions: number[] = [];
  let units = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const name = String((context as { readonly commandName?: string }).commandName).replace(/Command$/, '');
      calls.push(name);
      const { TransactItems } = args.input as { readonly TransactItems?: readonly unknown[] };
      if (TransactItems !== undefined) transactions.push(TransactItems.length);
      const answer = await next(args);
      units += unitsOf(name, args.input as Request, answer.output as Answer);
      return answer;
    },
    { step: 'initialize', priority: 'high' },
  );
  return {
    calls: () => calls,
    transactions: () => transactions,
    readUnits: () => units,
    reset: () => {
      calls = [];
      transactions = [];
      units = 0;
    },
  };
}
