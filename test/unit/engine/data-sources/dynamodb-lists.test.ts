import { describe, expect, it } from '@jest/globals';
import { DynamoDbFailure } from '../../../../engine/kernel/index.ts';
import { aCall, aClient, aTable } from './given.ts';

const KEY = { id: { S: 'a' } };
const CONDITION = { expression: 'attribute_not_exists(#id)', expressionNames: { '#id': 'id' } };

describe('pages', () => {
  const LAST = { LastEvaluatedKey: { id: { S: 'z' } }, Items: [], ScannedCount: 3 };
  const QUERY = { operation: 'Query', query: { expression: 'id = :id', expressionValues: { ':id': { S: 'a' } } } };
  const tokenOf = async (): Promise<string> => {
    const { result } = await aTable(aClient(LAST)).invoke(QUERY, aCall());
    return (result as { nextToken: string }).nextToken;
  };

  it('gives items, token and scanned count', async () => {
    const client = aClient({ Items: [{ id: { S: 'a' } }], ScannedCount: 1 });
    const document = { ...QUERY, index: 'byDate', limit: 5, scanIndexForward: false, nextToken: null };
    expect(await aTable(client).invoke(document, aCall())).toEqual({
      result: { items: [{ id: 'a' }], nextToken: null, scannedCount: 1 },
      error: null,
    });
    expect(client.calls[0]?.input).toEqual({
      TableName: 'Items',
      IndexName: 'byDate',
      Limit: 5,
      ScanIndexForward: false,
      KeyConditionExpression: 'id = :id',
      ExpressionAttributeValues: { ':id': { S: 'a' } },
    });
  });

  it('wraps the token as base64 of version and token, and opens it in another process with the same key', async () => {
    const token = await tokenOf();
    expect(JSON.parse(Buffer.from(token, 'base64').toString())).toEqual({ version: 3, token: expect.any(String) });
    expect(token).not.toContain(Buffer.from('"z"').toString('base64').slice(0, 4));
    const client = aClient();
    await aTable(client).invoke({ ...QUERY, nextToken: token }, aCall());
    expect(client.calls[0]?.input).toMatchObject({ ExclusiveStartKey: { id: { S: 'z' } } });
  });

  it('refuses a token that was changed, invented, or made by another resolver, operation or index', async () => {
    const token = await tokenOf();
    const inner = JSON.parse(Buffer.from(token, 'base64').toString()) as { token: string };
    const flipped = inner.token.startsWith('A') ? `B${inner.token.slice(1)}` : `A${inner.token.slice(1)}`;
    const forged = Buffer.from(JSON.stringify({ version: 3, token: flipped })).toString('base64');
    const invented = Buffer.from(JSON.stringify({ version: 3, token: 'e30=' })).toString('base64');
    const refused = {
      result: null,
      error: {
        type: 'DynamoDB:UserIllegalArgumentException',
        message:
          'com.amazonaws.deepdish.common.pagination.InvalidPaginationTokenException: Invalid pagination token given.',
      },
    };
    const asked = (document: object, call = aCall()): unknown => aTable(aClient()).invoke(document, call);
    for (const nextToken of [forged, invented, 'x', '', `${token}x=`]) {
      expect(await asked({ ...QUERY, nextToken })).toEqual(refused);
    }
    const other = aCall({ resolverId: 'resolver/Query.other' });
    expect(await asked({ ...QUERY, nextToken: token }, other)).toEqual(refused);
    expect(await asked({ ...QUERY, index: 'i', nextToken: token })).toEqual(refused);
    expect(await asked({ operation: 'Scan', nextToken: token })).toEqual(refused);
  });
});

describe('batches', () => {
  it('keeps the order of the keys, null for what is missing, and removes key attributes that nobody asked for', async () => {
    const client = aClient({
      Responses: {
        A: [
          { id: { N: '2' }, v: { S: 'two' } },
          { id: { N: '1' }, v: { S: 'one' } },
        ],
      },
    });
    const keys = [{ id: { N: 1 } }, { id: { N: 3 } }, { id: { N: '2.0' } }];
    const projection = { expression: '#v', expressionNames: { '#v': 'v' } };
    const document = { operation: 'BatchGetItem', tables: { A: { keys, projection, consistentRead: true }, B: [] } };
    expect(await aTable(client).invoke(document, aCall())).toEqual({
      result: { data: { A: [{ v: 'one' }, null, { v: 'two' }], B: [] }, unprocessedKeys: { A: [], B: [] } },
      error: null,
    });
    expect(client.calls[0]?.input).toMatchObject({
      RequestItems: {
        A: {
          ConsistentRead: true,
          ProjectionExpression: '#v, #matchKey0',
          ExpressionAttributeNames: { '#v': 'v', '#matchKey0': 'id' },
        },
      },
    });
  });

  it('retries once and then reports what was left, beside what was read', async () => {
    const left = { UnprocessedKeys: { A: { Keys: [{ id: { S: 'b' } }] } } };
    const client = aClient({ Responses: { A: [{ id: { S: 'a' } }] }, ...left }, left);
    const document = { operation: 'BatchGetItem', tables: { A: { keys: [{ id: { S: 'a' } }, { id: { S: 'b' } }] } } };
    expect(await aTable(client).invoke(document, aCall())).toMatchObject({
      result: { data: { A: [{ id: 'a' }, null] }, unprocessedKeys: { A: [{ id: 'b' }] } },
      error: { type: 'DynamoDB:ProvisionedThroughputExceededException' },
    });
    expect(client.calls).toHaveLength(2);
    expect(client.calls[1]?.input).toEqual({ RequestItems: left.UnprocessedKeys });
  });

  it('reports puts and deletes that were left over', async () => {
    const left = { UnprocessedItems: { A: [{ PutRequest: { Item: { id: { S: 'b' } } } }] } };
    const put = { operation: 'BatchPutItem', tables: { A: [{ id: { S: 'a' } }, { id: { S: 'b' } }] } };
    expect(await aTable(aClient(left, left)).invoke(put, aCall())).toMatchObject({
      result: { data: { A: [{ id: 'a' }, null] }, unprocessedItems: { A: [{ id: 'b' }] } },
      error: {},
    });
    const client = aClient();
    const remove = { operation: 'BatchDeleteItem', tables: { A: [{ id: { S: 'a' } }] } };
    expect(await aTable(client).invoke(remove, aCall())).toEqual({
      result: { data: { A: [{ id: 'a' }] }, unprocessedKeys: { A: [] } },
      error: null,
    });
    expect(client.calls[0]?.input).toEqual({ RequestItems: { A: [{ DeleteRequest: { Key: { id: { S: 'a' } } } }] } });
  });

  it('refuses more than 100 keys and more than 25 writes', async () => {
    const items = Array.from({ length: 101 }, (_, n) => ({ id: { N: n } }));
    await expect(
      aTable(aClient()).invoke({ operation: 'BatchGetItem', tables: { A: items } }, aCall()),
    ).rejects.toThrow('at most 100');
    await expect(
      aTable(aClient()).invoke({ operation: 'BatchPutItem', tables: { A: items } }, aCall()),
    ).rejects.toThrow('at most 25');
  });
});

describe('transactions', () => {
  it('gives positional reasons with AppSync’s words when it is cancelled', async () => {
    const failure = new DynamoDbFailure('TransactionCanceledException', 'Transaction cancelled', 400, {
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', Item: { id: { S: 'a' } } },
      ],
    });
    const item = { table: 'T', key: KEY, operation: 'DeleteItem' };
    const document = {
      operation: 'TransactWriteItems',
      transactItems: [item, { ...item, condition: { ...CONDITION, returnValuesOnConditionCheckFailure: false } }],
    };
    const client = aClient(failure);
    expect(await aTable(client).invoke(document, aCall())).toMatchObject({
      result: {
        keys: null,
        cancellationReasons: [
          { type: 'None', message: 'None' },
          { item: { id: 'a' }, type: 'ConditionCheckFailed', message: 'The condition check failed.' },
        ],
      },
      error: { type: 'DynamoDB:TransactionCanceledException' },
    });
    expect(client.calls[0]?.input).toMatchObject({
      TransactItems: [
        { Delete: { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } },
        { Delete: { ReturnValuesOnConditionCheckFailure: 'NONE' } },
      ],
    });
  });
});
