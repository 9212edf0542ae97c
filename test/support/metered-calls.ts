/** What DynamoDB says that a client's calls cost. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface Meter {
  calls(): number;
  readUnits(): number;
  reset(): void;
}

interface Consumed {
  readonly CapacityUnits?: number;
}

/** From now on each call asks for its consumed capacity. */
export function meteredCalls(client: DynamoDBDocumentClient): Meter {
  let calls = 0;
  let readUnits = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      calls += 1;
      const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      const { ConsumedCapacity = [] } = answer.output as { readonly ConsumedCapacity?: Consumed | readonly Consumed[] };
      for (const { CapacityUnits = 0 } of [ConsumedCapacity].flat()) readUnits += CapacityUnits;
      return answer;
    },
    { step: 'initialize' },
  );
  return {
    calls: () => calls,
    readUnits: () => readUnits,
    reset: () => {
      calls = 0;
      readUnits = 0;
    },
  };
}
