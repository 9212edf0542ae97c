import { describe, expect, it } from '@jest/globals';
import { charge, chargeFailure, withCapacity } from '../../../../engine/dynamodb-local/metering.ts';
import { CostMeter, DynamoDbFailure } from '../../../../engine/kernel/index.ts';

const SMALL = { id: { S: 'a' } };
const FIVE_KB = { id: { S: 'a'.repeat(5 * 1024) } };

function costOf(operation: string, input: Record<string, unknown>, output: Record<string, unknown>): CostMeter {
  const cost = new CostMeter();
  charge(operation, input, output, cost);
  return cost;
}

describe('read units', () => {
  it.each([
    { name: 'an item', operation: 'GetItem', input: {}, output: { Item: SMALL }, units: 0.5 },
    { name: 'a large item', operation: 'GetItem', input: {}, output: { Item: FIVE_KB }, units: 1 },
    {
      name: 'an item, consistently',
      operation: 'GetItem',
      input: { ConsistentRead: true },
      output: { Item: FIVE_KB },
      units: 2,
    },
    { name: 'an item that is not there', operation: 'GetItem', input: {}, output: {}, units: 0.5 },
    {
      name: 'a page, by its sum',
      operation: 'Query',
      input: {},
      output: { Items: [FIVE_KB, FIVE_KB, SMALL] },
      units: 1.5,
    },
    { name: 'an empty page', operation: 'Query', input: {}, output: { Items: [] }, units: 0.5 },
    {
      name: 'a filtered page, by what DynamoDB read',
      operation: 'Query',
      input: { FilterExpression: 'a = :a' },
      output: { Items: [], ConsumedCapacity: { CapacityUnits: 7 } },
      units: 7,
    },
    {
      name: 'a batch, key by key, also those that are not there',
      operation: 'BatchGetItem',
      input: { RequestItems: { t: { Keys: [{}, {}, {}, {}] } } },
      output: { Responses: { t: [SMALL, FIVE_KB] }, UnprocessedKeys: { t: { Keys: [{}] } } },
      units: 0.5 + 1 + 0.5,
    },
    {
      name: 'a transaction, twice',
      operation: 'TransactGetItems',
      input: { TransactItems: [{}, {}] },
      output: { Responses: [{ Item: FIVE_KB }, {}] },
      units: 4 + 2,
    },
  ])('count $name', ({ operation, input, output, units }) => {
    expect(costOf(operation, input, output).readUnits).toBe(units);
  });
});

describe('write units', () => {
  it('take what DynamoDB says of a single write', () => {
    const output = { ConsumedCapacity: { CapacityUnits: 3 } };

    expect(costOf('PutItem', {}, output).writeUnits).toBe(3);
  });

  it('halve what DynamoDB Local says of a transaction', () => {
    const output = { ConsumedCapacity: [{ CapacityUnits: 12 }, { CapacityUnits: 4 }] };
    const input = { TransactItems: [{ Put: {} }, { ConditionCheck: {} }] };

    expect(costOf('TransactWriteItems', input, output).writeUnits).toBe(8);
  });

  it('count two units at least for each action of a transaction', () => {
    const output = { ConsumedCapacity: [{ CapacityUnits: 2 }] };
    const input = { TransactItems: [{ Delete: {} }, { ConditionCheck: {} }] };

    expect(costOf('TransactWriteItems', input, output).writeUnits).toBe(4);
  });

  it('count a write whose condition failed', () => {
    const cost = new CostMeter();

    chargeFailure(
      'PutItem',
      {},
      new DynamoDbFailure('ConditionalCheckFailedException', '', 400, { Item: FIVE_KB }),
      cost,
    );
    expect(cost.writeUnits).toBe(6);

    const input = { TransactItems: [{}, {}] };
    chargeFailure('TransactWriteItems', input, new DynamoDbFailure('TransactionCanceledException', '', 400, {}), cost);
    expect(cost.writeUnits).toBe(6 + 4);
  });

  it('do not count a request that DynamoDB refused', () => {
    const cost = new CostMeter();

    chargeFailure('PutItem', {}, new DynamoDbFailure('ValidationException', '', 400, {}), cost);

    expect(cost.writeUnits).toBe(0);
  });
});

describe('the question for the capacity', () => {
  it('is asked for writes, filters and projections only', () => {
    expect(withCapacity('GetItem', {})).toEqual({});
    expect(withCapacity('PutItem', {})).toEqual({ ReturnConsumedCapacity: 'TOTAL' });
    expect(withCapacity('Query', { FilterExpression: 'a' })).toMatchObject({ ReturnConsumedCapacity: 'TOTAL' });
    expect(withCapacity('GetItem', { ProjectionExpression: 'a' })).toMatchObject({ ReturnConsumedCapacity: 'TOTAL' });
  });

  it('leaves the answer as the caller asked for it', () => {
    const output = { Attributes: SMALL, ConsumedCapacity: { CapacityUnits: 1 } };

    expect(charge('PutItem', {}, output, new CostMeter())).toEqual({ Attributes: SMALL });
    expect(charge('PutItem', { ReturnConsumedCapacity: 'TOTAL' }, output, new CostMeter())).toEqual(output);
  });
});
