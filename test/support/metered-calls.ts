/** What DynamoDB says that a client's calls cost. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface Meter {
  calls(): number;
  /** What was asked of DynamoDB, as its API names it, in the order in which it was sent. */
  operations(): readonly string[];
  /** Of all transactions: how many items each wrote. */
  transactions(): readonly number[];
  readUnits(): number;
  reset(): void;
}

interface Consumed {
  readonly CapacityUnits?: number;
}

/** From now on each call asks for its consumed capacity. */
export function meteredCalls(client: DynamoDBDocumentClient): Meter {
  let operations: string[] = [];
  let transactions: number[] = [];
  let readUnits = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      operations.push((context.commandName ?? '').replace('Command', ''));
      const { TransactItems } = args.input as { readonly TransactItems?: readonly unknown[] };
      if (TransactItems !== undefined) transactions.push(TransactItems.length);
      const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      const { ConsumedCapacity = [] } = answer.output as { readonly ConsumedCapacity?: Consumed | readonly Consumed[] };
      for (const { CapacityUnits = 0 } of [ConsumedCapacity].flat()) readUnits += CapacityUnits;
      return answer;
    },
    { step: 'initialize' },
  );
  return {
    calls: () => operations.length,
    operations: () => operations,
    transactions: () => transactions,
    readUnits: () => readUnits,
    reset: () => {
      operations = [];
      transactions = [];
      readUnits = 0;
    },
  };
}
