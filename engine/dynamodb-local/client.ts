import type { DynamoDbClient } from '../kernel/index.ts';
import { chargeFailure, charge, withCapacity } from './metering.ts';
import type { Wire } from './wire.ts';

const READS = new Set([
  'GetItem',
  'BatchGetItem',
  'Query',
  'Scan',
  'TransactGetItems',
  'DescribeTable',
  'DescribeTimeToLive',
  'ListTables',
]);

/** Reads are sent again once when the connection breaks; writes never are: the first one may have arrived. */
export function createClient(wire: Wire): DynamoDbClient {
  return {
    endpoint: wire.endpoint,
    async call(operation, input, cost) {
      const target = `DynamoDB_20120810.${operation}`;
      if (cost === undefined) return wire.send(target, input, READS.has(operation));
      cost.dynamodbCalls += 1;
      try {
        const output = await wire.send(target, withCapacity(operation, input), READS.has(operation));
        return charge(operation, input, output, cost);
      } catch (cause) {
        chargeFailure(operation, input, cause, cost);
        throw cause;
      }
    },
  };
}
