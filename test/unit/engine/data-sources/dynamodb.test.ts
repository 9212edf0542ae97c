import { describe, expect, it } from '@jest/globals';
import { DynamoDbFailure } from '../../../../engine/kernel/index.ts';
import type { InvokeRequest } from '../../../../engine/kernel/index.ts';
import { aCall, aClient, aTable, conditionFailed } from './given.ts';

const KEY = { id: { S: 'a' } };
const CONDITION = { expression: 'attribute_not_exists(#id)', expressionNames: { '#id': 'id' } };

describe('the border between resolvers and DynamoDB', () => {
  it('converts typed values both ways', async () => {
    const client = aClient();
    const given = {
      n: { N: 5 },
      text: { N: '1.50' },
      none: { NULL: null },
      numbers: { NS: [1, 2.5] },
      list: { L: [{ M: { deep: { N: 0 } } }] },
      yes: { BOOL: true },
      bytes: { B: 'Zm9v\nYmFy' },
      skipped: undefined,
    };
    const outcome = await aTable(client).invoke({ operation: 'PutItem', key: KEY, attributeValues: given }, aCall());
    expect(client.calls).toEqual([
      {
        operation: 'PutItem',
        input: {
          TableName: 'Items',
          Item: {
            id: { S: 'a' },
            n: { N: '5' },
            text: { N: '1.50' },
            none: { NULL: true },
            numbers: { NS: ['1', '2.5'] },
            list: { L: [{ M: { deep: { N: '0' } } }] },
            yes: { BOOL: true },
            bytes: { B: 'Zm9vYmFy' },
          },
        },
      },
    ]);
    expect(outcome).toEqual({
      result: {
        id: 'a',
        n: 5,
        text: 1.5,
        none: null,
        numbers: [1, 2.5],
        list: [{ deep: 0 }],
        yes: true,
        bytes: 'Zm9vYmFy',
      },
      error: null,
    });
  });

  it.each([
    [{}, "Value for field '$[operation]' not found."],
    [null, 'Expected a JSON object as request document but got null.'],
    [{ operation: 'GetItem' }, "Value for field '$[key]' not found."],
    [
      { operation: 'GetItem', key: { id: 'a' } },
      "Expected JSON object for attribute value '$[key][id]' but got 'STRING' instead.",
    ],
    [
      { operation: 'GetItem', key: { id: { S: 'a', N: 1 } } },
      "Value for field '$[key][id]' must be an attribute value with exactly one of S, N, B, BOOL, NULL, SS, NS, BS, L, M.",
    ],
    [{ operation: 'GetItem', key: { id: { S: 5 } } }, "Value for field '$[key][id][S]' must be a string."],
    [
      { operation: 'GetItem', key: KEY, consistentRead: 'yes' },
      "Value for field '$[consistentRead]' must be a boolean.",
    ],
    [
      { operation: 'GetItem', key: { id: null } },
      "Expected JSON object for attribute value '$[key][id]' but got 'NULL' instead.",
    ],
    [{ operation: 'UpdateItem', key: KEY, returnValues: 'ALL_NEW' }, "Unsupported element '$[returnValues]'."],
    [{ operation: 'Scan', filter: { and: [] } }, "Unsupported element '$[filter][and]'."],
    [{ operation: 'PutItem', key: { id: { N: NaN } } }, "Value for field '$[key][id][N]' must be a number."],
    [{ operation: 'UpdateItem', key: KEY }, "Value for field '$[update]' not found."],
    [{ operation: 'Query' }, "Value for field '$[query]' not found."],
    [{ operation: 'Query', query: {} }, "Value for field '$[query][expression]' not found."],
    [{ operation: 'Scan', segment: 1 }, "Value for field '$[totalSegments]' not found."],
    [{ operation: 'BatchGetItem', tables: {} }, "Value for field '$[tables]' not found."],
    [
      { operation: 'TransactWriteItems', transactItems: [{ operation: 'PutItem', key: KEY }] },
      "Value for field '$[transactItems][0][table]' not found.",
    ],
    [
      { operation: 'TransactWriteItems', transactItems: [{ operation: 'ConditionCheck', table: 'T', key: KEY }] },
      "Value for field '$[transactItems][0][condition]' not found.",
    ],
  ])('refuses %j before any call', async (document, message) => {
    const client = aClient();
    await expect(aTable(client).invoke(document, aCall())).rejects.toMatchObject({ name: 'InvalidDocument', message });
    expect(client.calls).toEqual([]);
  });

  it('refuses operations that it does not know, by name', async () => {
    await expect(aTable(aClient()).invoke({ operation: 'Sync' }, aCall())).rejects.toMatchObject({
      message: expect.stringContaining("Unsupported operation 'Sync'."),
    });
  });

  it('gives a failure of the service as an error, with the class and the trailer of its SDK', async () => {
    const failure = new DynamoDbFailure(
      'ValidationException',
      'The provided key element does not match the schema',
      400,
      {},
    );
    expect(await aTable(aClient(failure)).invoke({ operation: 'GetItem', key: KEY }, aCall())).toEqual({
      result: null,
      error: {
        type: 'DynamoDB:DynamoDbException',
        message:
          'The provided key element does not match the schema (Service: DynamoDb, Status Code: 400, Request ID: 0ABC0000000040008000000000000000)',
      },
    });
  });

  it('lets faults that are not the service’s pass', async () => {
    await expect(
      aTable(aClient(new Error('socket'))).invoke({ operation: 'GetItem', key: KEY }, aCall()),
    ).rejects.toThrow('socket');
  });

  it('takes a condition as JSON text too, and sends no empty maps', async () => {
    const client = aClient();
    const condition = JSON.stringify({ ...CONDITION, expressionValues: {} });
    await aTable(client).invoke({ operation: 'DeleteItem', key: KEY, condition }, aCall());
    expect(client.calls[0]?.input).toEqual({
      TableName: 'Items',
      Key: KEY,
      ReturnValues: 'ALL_OLD',
      ConditionExpression: 'attribute_not_exists(#id)',
      ExpressionAttributeNames: { '#id': 'id' },
    });
  });
});

describe('a failed condition', () => {
  const put = (condition: object): object => ({
    operation: 'PutItem',
    key: KEY,
    attributeValues: { v: { N: 1 } },
    condition,
  });
  const current = (v: string): Record<string, unknown> => ({ Item: { id: { S: 'a' }, v: { N: v } } });

  it('is a success when the wanted item is already there', async () => {
    const client = aClient(conditionFailed(), current('1'));
    expect(await aTable(client).invoke(put(CONDITION), aCall())).toEqual({ result: { id: 'a', v: 1 }, error: null });
    expect(client.calls[1]).toEqual({
      operation: 'GetItem',
      input: { TableName: 'Items', Key: KEY, ConsistentRead: true },
    });
  });

  it('ignores the attributes of equalsIgnore, and reads as consistently as it is told', async () => {
    const client = aClient(conditionFailed(), current('2'));
    const outcome = await aTable(client).invoke(
      put({ ...CONDITION, equalsIgnore: ['v'], consistentRead: false }),
      aCall(),
    );
    expect(outcome).toEqual({ result: { id: 'a', v: 2 }, error: null });
    expect(client.calls[1]?.input).toMatchObject({ ConsistentRead: false });
  });

  it('gives the current item beside the error of a put', async () => {
    expect(await aTable(aClient(conditionFailed(), current('2'))).invoke(put(CONDITION), aCall())).toEqual({
      result: { id: 'a', v: 2 },
      error: {
        type: 'DynamoDB:ConditionalCheckFailedException',
        message:
          'The conditional request failed (Service: DynamoDb, Status Code: 400, Request ID: 0ABC0000000040008000000000000000)',
      },
    });
  });

  it('gives no current item for an update, and counts a delete of nothing as done', async () => {
    const update = { operation: 'UpdateItem', key: KEY, update: { expression: 'SET v = v' }, condition: CONDITION };
    expect(await aTable(aClient(conditionFailed(), current('2'))).invoke(update, aCall())).toMatchObject({
      result: null,
      error: { type: 'DynamoDB:ConditionalCheckFailedException' },
    });
    const remove = { operation: 'DeleteItem', key: KEY, condition: CONDITION };
    expect(await aTable(aClient(conditionFailed(), {})).invoke(remove, aCall())).toEqual({ result: null, error: null });
  });

  describe('with a Custom handler', () => {
    const custom = put({
      ...CONDITION,
      conditionalCheckFailedHandler: { strategy: 'Custom', lambdaArn: 'arn:handler' },
    });

    it('tells the function what happened and rejects on its word', async () => {
      const requests: InvokeRequest[] = [];
      const table = aTable(aClient(conditionFailed(), current('2')), (request) => {
        requests.push(request);
        return { ok: true, payload: { action: 'reject' } };
      });
      expect(await table.invoke(custom, aCall())).toMatchObject({
        result: { v: 2 },
        error: { type: expect.stringContaining('Conditional') },
      });
      expect(requests[0]).toMatchObject({
        function: 'arn:handler',
        payload: {
          arguments: { id: '1' },
          requestMapping: custom,
          currentValue: { id: { S: 'a' }, v: { N: '2' } },
          resolver: { tableName: 'Items', awsRegion: 'eu-west-1', parentType: 'Query', field: 'item' },
          identity: null,
        },
      });
    });

    it('discards on its word', async () => {
      const table = aTable(aClient(conditionFailed(), current('2')), () => ({
        ok: true,
        payload: { action: 'discard' },
      }));
      expect(await table.invoke(custom, aCall())).toEqual({ result: { id: 'a', v: 2 }, error: null });
    });

    it('tries once more with what it gives, and rejects when that fails too', async () => {
      const retryMapping = { attributeValues: { v: { N: 9 } }, condition: { expression: 'attribute_exists(id)' } };
      const invoke = (): { ok: true; payload: unknown } => ({ ok: true, payload: { action: 'retry', retryMapping } });
      const client = aClient(conditionFailed(), current('2'), {});
      expect(await aTable(client, invoke).invoke(custom, aCall())).toEqual({ result: { id: 'a', v: 9 }, error: null });
      expect(client.calls[2]?.input).toMatchObject({ ConditionExpression: 'attribute_exists(id)' });
      const failing = aClient(conditionFailed(), current('2'), conditionFailed(), current('3'));
      expect(await aTable(failing, invoke).invoke(custom, aCall())).toMatchObject({ result: { v: 3 }, error: {} });
    });
  });
});
