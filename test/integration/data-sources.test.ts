/** Every DynamoDB operation against AWS's own DynamoDB Local. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSources } from '../../engine/data-sources/index.ts';
import { startDynamoDbLocal } from '../../engine/dynamodb-local/index.ts';
import { Lifecycle, createLog, systemClock, systemRandom } from '../../engine/kernel/index.ts';
import type { DataSource, DataSourceCall, DataSourceOutcome } from '../../engine/kernel/index.ts';
import { aRequestScope } from '../support/request-scope.ts';

const lifecycle = new Lifecycle();
let items: DataSource;

const call: DataSourceCall = {
  scope: aRequestScope(),
  coordinate: 'Query.x',
  resolverId: 'resolver/Query.x',
  context: {},
};

const send = async (document: object): Promise<DataSourceOutcome> => items.invoke(document, call);
const key = (pk: string, sk: number): object => ({ pk: { S: pk }, sk: { N: sk } });

beforeAll(async () => {
  const log = createLog('silent');
  const { client } = await startDynamoDbLocal({ log, lifecycle });
  await client.call('CreateTable', {
    TableName: 'Items',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'N' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  });
  items = createDataSources({
    api: {
      arn: 'arn:aws:appsync:eu-west-1:111122223333:apis/api',
      dataSources: [{ type: 'AMAZON_DYNAMODB', name: 'items', roleArn: null, tableName: 'Items', versioned: false }],
    },
    dynamodb: client,
    invoke: () => Promise.reject(new Error('no function here')),
    random: systemRandom,
    clock: systemClock,
    pageTokenKey: systemRandom.bytes(32),
  })('items');
});

afterAll(() => lifecycle.stop());

describe('the DynamoDB data source over DynamoDB Local', () => {
  it('puts, gets, updates and deletes an item', async () => {
    const attributeValues = {
      name: { S: 'n' },
      count: { N: 1 },
      none: { NULL: null },
      tags: { SS: ['a'] },
      deep: { M: { l: { L: [{ BOOL: true }] } } },
    };
    const plain = { pk: 'one', sk: 1, name: 'n', count: 1, none: null, tags: ['a'], deep: { l: [true] } };
    expect(await send({ operation: 'PutItem', key: key('one', 1), attributeValues })).toEqual({
      result: plain,
      error: null,
    });
    expect(await send({ operation: 'GetItem', key: key('one', 1), consistentRead: true })).toEqual({
      result: plain,
      error: null,
    });
    expect(await send({ operation: 'GetItem', key: key('none', 1) })).toEqual({ result: null, error: null });
    const projection = { expression: '#n', expressionNames: { '#n': 'name' } };
    expect(await send({ operation: 'GetItem', key: key('one', 1), projection })).toEqual({
      result: { name: 'n' },
      error: null,
    });
    const update = {
      expression: 'SET #c = #c + :one',
      expressionNames: { '#c': 'count' },
      expressionValues: { ':one': { N: 1 } },
    };
    expect(await send({ operation: 'UpdateItem', key: key('one', 1), update })).toEqual({
      result: { ...plain, count: 2 },
      error: null,
    });
    expect(await send({ operation: 'DeleteItem', key: key('one', 1) })).toEqual({
      result: { ...plain, count: 2 },
      error: null,
    });
    expect(await send({ operation: 'DeleteItem', key: key('one', 1) })).toEqual({ result: null, error: null });
  });

  it('reads the current item after a failed condition', async () => {
    const put = (v: number): object => ({
      operation: 'PutItem',
      key: key('cond', 1),
      attributeValues: { v: { N: v } },
      condition: { expression: 'attribute_not_exists(pk)' },
    });
    await send(put(1));
    expect(await send(put(1))).toEqual({ result: { pk: 'cond', sk: 1, v: 1 }, error: null });
    const refused = await send(put(2));
    expect(refused).toMatchObject({ result: { v: 1 }, error: { type: 'DynamoDB:ConditionalCheckFailedException' } });
    expect(refused.error?.message).toMatch(
      /^The conditional request failed \(Service: DynamoDb, Status Code: 400, Request ID: \w+\)$/,
    );
  });

  it('pages through a query and a scan with its own tokens', async () => {
    for (let sk = 1; sk <= 5; sk += 1) await send({ operation: 'PutItem', key: key('page', sk), attributeValues: {} });
    const query = { expression: 'pk = :pk', expressionValues: { ':pk': { S: 'page' } } };
    const seen: unknown[] = [];
    let nextToken: unknown = null;
    do {
      const { result } = await send({ operation: 'Query', query, limit: 2, scanIndexForward: false, nextToken });
      const page = result as { items: { sk: number }[]; nextToken: string | null };
      seen.push(...page.items.map((item) => item.sk));
      nextToken = page.nextToken;
    } while (nextToken !== null);
    expect(seen).toEqual([5, 4, 3, 2, 1]);
    const filter = {
      expression: 'pk = :pk AND sk > :low',
      expressionValues: { ':pk': { S: 'page' }, ':low': { N: 3 } },
    };
    const scanned = await send({ operation: 'Scan', filter, segment: 0, totalSegments: 1 });
    expect((scanned.result as { items: unknown[] }).items).toHaveLength(2);
  });

  it('puts, gets and deletes in batches', async () => {
    const two = [
      { ...key('batch', 1), v: { N: 1 } },
      { ...key('batch', 2), v: { N: 2 } },
    ];
    expect(await send({ operation: 'BatchPutItem', tables: { Items: two } })).toEqual({
      result: {
        data: {
          Items: [
            { pk: 'batch', sk: 1, v: 1 },
            { pk: 'batch', sk: 2, v: 2 },
          ],
        },
        unprocessedItems: { Items: [] },
      },
      error: null,
    });
    const keys = [key('batch', 2), key('batch', 9), key('batch', 1)];
    const projection = { expression: '#v', expressionNames: { '#v': 'v' } };
    expect(await send({ operation: 'BatchGetItem', tables: { Items: { keys, projection } } })).toEqual({
      result: { data: { Items: [{ v: 2 }, null, { v: 1 }] }, unprocessedKeys: { Items: [] } },
      error: null,
    });
    expect(await send({ operation: 'BatchDeleteItem', tables: { Items: [key('batch', 1)] } })).toEqual({
      result: { data: { Items: [{ pk: 'batch', sk: 1 }] }, unprocessedKeys: { Items: [] } },
      error: null,
    });
  });

  it('writes and reads in transactions, all or nothing', async () => {
    const item = (sk: number, more: object): object => ({ table: 'Items', key: key('tx', sk), ...more });
    const update = { expression: 'SET v = :v', expressionValues: { ':v': { N: 2 } } };
    const written = await send({
      operation: 'TransactWriteItems',
      transactItems: [
        item(1, { operation: 'PutItem', attributeValues: { v: { N: 1 } } }),
        item(2, { operation: 'UpdateItem', update }),
      ],
    });
    expect(written).toEqual({
      result: {
        keys: [
          { pk: 'tx', sk: 1 },
          { pk: 'tx', sk: 2 },
        ],
        cancellationReasons: null,
      },
      error: null,
    });
    const cancelled = await send({
      operation: 'TransactWriteItems',
      transactItems: [
        item(1, { operation: 'DeleteItem' }),
        item(2, { operation: 'ConditionCheck', condition: { expression: 'attribute_not_exists(pk)' } }),
      ],
    });
    expect(cancelled).toMatchObject({
      result: {
        keys: null,
        cancellationReasons: [
          { type: 'None', message: 'None' },
          { item: { pk: 'tx', sk: 2, v: 2 }, type: 'ConditionCheckFailed', message: 'The condition check failed.' },
        ],
      },
      error: { type: 'DynamoDB:TransactionCanceledException' },
    });
    expect(
      await send({ operation: 'TransactGetItems', transactItems: [item(1, {}), item(9, {}), item(2, {})] }),
    ).toEqual({
      result: { items: [{ pk: 'tx', sk: 1, v: 1 }, null, { pk: 'tx', sk: 2, v: 2 }], cancellationReasons: null },
      error: null,
    });
  });

  it('words refusals as the service does, not as DynamoDB Local', async () => {
    const keys = [{ other: { S: 'x' } }, { pk: { S: 'x' } }, { pk: { S: 'x' }, other: { N: 1 } }];
    for (const document of keys.flatMap((wrong) => [
      { operation: 'GetItem', key: wrong },
      { operation: 'DeleteItem', key: wrong },
    ])) {
      expect((await send(document)).error).toMatchObject({
        type: 'DynamoDB:DynamoDbException',
        message: expect.stringMatching(/^The provided key element does not match the schema \(Service: DynamoDb, /),
      });
    }
    const missing = { operation: 'BatchGetItem', tables: { Nowhere: { keys: [key('a', 1)] } } };
    expect((await send(missing)).error).toMatchObject({
      type: 'DynamoDB:ResourceNotFoundException',
      message: expect.stringMatching(/^Requested resource not found \(/),
    });
  });

  it('gives what DynamoDB refuses as an error of the call', async () => {
    const outcome = await send({ operation: 'GetItem', key: { pk: { S: 'x' } } });
    expect(outcome.result).toBeNull();
    expect(outcome.error?.type).toBe('DynamoDB:DynamoDbException');
    expect(outcome.error?.message).toMatch(/\(Service: DynamoDb, Status Code: 400, Request ID: \w+\)$/);
  });
});
