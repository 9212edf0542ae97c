/** Indexes, segments, value kinds and handlers of failed conditions, against AWS's own DynamoDB Local. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSources } from '../../engine/data-sources/index.ts';
import { createTables, startDynamoDbLocal } from '../../engine/dynamodb-local/index.ts';
import { Lifecycle, createLog, systemClock, systemRandom } from '../../engine/kernel/index.ts';
import type { DataSource, DataSourceCall, DataSourceOutcome, InvokeRequest } from '../../engine/kernel/index.ts';
import type { IndexBlueprint, TableBlueprint } from '../../engine/template/index.ts';
import { aRequestScope } from '../support/request-scope.ts';

const lifecycle = new Lifecycle();
const asked: InvokeRequest[] = [];
let answer: unknown = null;
let items: DataSource;

const S = (name: string): TableBlueprint['partitionKey'] => ({ name, type: 'S' });
const index = (part: Partial<IndexBlueprint>): IndexBlueprint => ({
  name: 'i',
  partitionKey: S('pk'),
  sortKey: S('at'),
  projection: 'ALL',
  nonKeyAttributes: [],
  ...part,
});
const TABLE: TableBlueprint = {
  logicalId: 'Items',
  tableName: 'Items',
  arn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/Items',
  streamArn: null,
  streamViewType: null,
  partitionKey: S('pk'),
  sortKey: { name: 'sk', type: 'N' },
  globalIndexes: [
    index({ name: 'gAll', partitionKey: S('kind') }),
    index({ name: 'gKeys', partitionKey: S('kind'), sortKey: null, projection: 'KEYS_ONLY' }),
    index({ name: 'gSome', partitionKey: S('kind'), projection: 'INCLUDE', nonKeyAttributes: ['note'] }),
  ],
  localIndexes: [
    index({ name: 'lAll' }),
    index({ name: 'lKeys', sortKey: S('kind'), projection: 'KEYS_ONLY' }),
    index({ name: 'lSome', sortKey: S('note'), projection: 'INCLUDE', nonKeyAttributes: ['more'] }),
  ],
  ttlAttribute: null,
};

const call: DataSourceCall = {
  scope: aRequestScope(),
  coordinate: 'Mutation.save',
  resolverId: 'resolver/Mutation.save',
  context: { arguments: { id: 1 } },
};
const send = async (document: object): Promise<DataSourceOutcome> => items.invoke(document, call);
const key = (pk: string, sk: number | string): object => ({ pk: { S: pk }, sk: { N: sk } });
const put = (pk: string, sk: number | string, attributeValues: object): Promise<DataSourceOutcome> =>
  send({ operation: 'PutItem', key: key(pk, sk), attributeValues });
const itemsOf = ({ result }: DataSourceOutcome): unknown => (result as { items: unknown }).items;

beforeAll(async () => {
  const { client } = await startDynamoDbLocal({ log: createLog('silent'), lifecycle });
  await createTables(client, [TABLE]);
  items = createDataSources({
    api: {
      arn: 'arn:aws:appsync:eu-west-1:111122223333:apis/api',
      dataSources: [{ type: 'AMAZON_DYNAMODB', name: 'items', roleArn: null, tableName: 'Items', versioned: false }],
    },
    dynamodb: client,
    invoke: (request) => {
      asked.push(request);
      return Promise.resolve({ ok: true, payload: answer });
    },
    random: systemRandom,
    clock: systemClock,
    pageTokenKey: systemRandom.bytes(32),
  })('items');
  await put('one', 1, { at: { S: 'now' }, kind: { S: 'k' }, note: { S: 'n' }, more: { S: 'm' } });
});
afterAll(() => lifecycle.stop());

describe('indexes', () => {
  const whole = { pk: 'one', sk: 1, at: 'now', kind: 'k', note: 'n', more: 'm' };
  const { more: _more, ...noted } = whole;
  it.each([
    ['gAll', 'kind', 'k', whole],
    ['gKeys', 'kind', 'k', { pk: 'one', sk: 1, kind: 'k' }],
    ['gSome', 'kind', 'k', noted],
    ['lAll', 'pk', 'one', whole],
    ['lKeys', 'pk', 'one', { pk: 'one', sk: 1, kind: 'k' }],
    ['lSome', 'pk', 'one', { pk: 'one', sk: 1, note: 'n', more: 'm' }],
  ])('%s gives what it projects', async (name, attribute, value, expected) => {
    const query = {
      expression: '#a = :v',
      expressionNames: { '#a': attribute },
      expressionValues: { ':v': { S: value } },
    };
    expect(itemsOf(await send({ operation: 'Query', index: name, query }))).toEqual([expected]);
    expect(itemsOf(await send({ operation: 'Scan', index: name }))).toEqual([expected]);
  });

  it('fetches all attributes through a local index, never through a global one', async () => {
    const query = { expression: 'pk = :v', expressionValues: { ':v': { S: 'one' } } };
    const select = 'ALL_ATTRIBUTES';
    expect(itemsOf(await send({ operation: 'Query', index: 'lKeys', query, select }))).toEqual([whole]);
    const global = { expression: 'kind = :v', expressionValues: { ':v': { S: 'k' } } };
    for (const refused of [{ select }, { consistentRead: true }]) {
      expect(await send({ operation: 'Query', index: 'gKeys', query: global, ...refused })).toMatchObject({
        result: null,
        error: { type: 'DynamoDB:DynamoDbException' },
      });
    }
  });

  it('scans in segments that together are the table, and counts', async () => {
    for (let sk = 1; sk <= 8; sk += 1) await put(`s${sk}`, sk, { seg: { BOOL: true } });
    const filter = { expression: 'seg = :t', expressionValues: { ':t': { BOOL: true } } };
    const parts = await Promise.all(
      [0, 1, 2].map((segment) => send({ operation: 'Scan', segment, totalSegments: 3, filter })),
    );
    expect(parts.flatMap(itemsOf)).toHaveLength(8);
    expect(await send({ operation: 'Scan', filter, select: 'COUNT' })).toMatchObject({
      result: { items: [], nextToken: null, scannedCount: 9 },
    });
  });
});

describe('value kinds', () => {
  it('keeps every kind, numbers as text or as numbers, and binary without foreign characters', async () => {
    await put('kinds', '1', {
      ns: { NS: [3, '2', 1.5] },
      bs: { BS: ['aGk=', 'aG\n8='] },
      b: { B: 'aG k=' },
      ss: { SS: ['b', 'a'] },
      deep: { L: [{ M: { n: { N: '-1e3' } } }, { NULL: true }] },
    });
    const { result } = await send({ operation: 'GetItem', key: key('kinds', 1) });
    expect(result).toEqual({
      pk: 'kinds',
      sk: 1,
      ns: expect.arrayContaining([1.5, 2, 3]),
      bs: expect.arrayContaining(['aGk=', 'aG8=']),
      b: 'aGk=',
      ss: expect.arrayContaining(['a', 'b']),
      deep: [{ n: -1000 }, null],
    });
  });

  it('tells keys apart that a JavaScript number could not, and knows one number in two spellings', async () => {
    const [low, high] = ['9007199254740992', '9007199254740993'];
    await put('big', low, { v: { S: 'low' } });
    await put('big', high, { v: { S: 'high' } });
    const keys = [key('big', high), key('big', low), key('big', '10e15')];
    const { result } = await send({ operation: 'BatchGetItem', tables: { Items: { keys } } });
    expect(result).toMatchObject({ data: { Items: [{ v: 'high' }, { v: 'low' }, null] } });
    const spelt = await send({
      operation: 'BatchGetItem',
      tables: { Items: [key('one', '1.00'), key('kinds', '10e-1')] },
    });
    expect(spelt.result).toMatchObject({ data: { Items: [{ pk: 'one' }, { pk: 'kinds' }] } });
  });

  it('refuses a number that DynamoDB does not hold', async () => {
    expect(await put('x', 1, { n: { N: '1'.repeat(39) } })).toMatchObject({
      error: { type: 'DynamoDB:DynamoDbException', message: expect.stringContaining('38') },
    });
  });
});

describe('a failed condition', () => {
  const lambdaArn = 'arn:aws:lambda:eu-west-1:111122223333:function:judge';
  const judged = (v: number, more: object = {}): object => ({
    operation: 'PutItem',
    key: key('cond', 1),
    attributeValues: { v: { N: v }, at: { S: `t${v}` } },
    condition: {
      expression: 'attribute_not_exists(pk)',
      conditionalCheckFailedHandler: { strategy: 'Custom', lambdaArn },
      ...more,
    },
  });
  const stored = { pk: 'cond', sk: 1, v: 1, at: 't1' };

  beforeAll(() => send(judged(1)));

  it('counts as success for the same item, but for what equalsIgnore names', async () => {
    const attributeValues = { v: { N: '1' }, at: { S: 'later' } };
    const withIgnore = { ...judged(1, { equalsIgnore: ['at'] }), attributeValues };
    expect(await send(withIgnore)).toEqual({ result: stored, error: null });
    expect(asked).toEqual([]);
  });

  it('asks the function, which rejects', async () => {
    answer = { action: 'reject' };
    const document = judged(2);
    expect(await send(document)).toMatchObject({
      result: stored,
      error: { type: 'DynamoDB:ConditionalCheckFailedException' },
    });
    expect(asked.at(-1)).toMatchObject({
      function: lambdaArn,
      payload: {
        arguments: { id: 1 },
        requestMapping: document,
        currentValue: { v: { N: '1' }, at: { S: 't1' } },
        resolver: { tableName: 'Items', awsRegion: 'eu-west-1', parentType: 'Mutation', field: 'save' },
        identity: null,
      },
    });
  });

  it('discards', async () => {
    answer = { action: 'discard' };
    expect(await send(judged(3, { consistentRead: false }))).toEqual({ result: stored, error: null });
  });

  it('retries once with another mapping; a second failure rejects', async () => {
    answer = { action: 'retry', retryMapping: { attributeValues: { v: { N: 4 } } } };
    expect(await send(judged(4))).toMatchObject({
      result: stored,
      error: { type: 'DynamoDB:ConditionalCheckFailedException' },
    });
    const condition = { expression: 'v = :one', expressionValues: { ':one': { N: 1 } } };
    answer = { action: 'retry', retryMapping: { attributeValues: { v: { N: 4 } }, condition } };
    expect(await send(judged(4))).toEqual({ result: { pk: 'cond', sk: 1, v: 4 }, error: null });
  });

  it('has no current value for an update, and counts as success for a delete of nothing', async () => {
    const condition = { expression: 'v = :none', expressionValues: { ':none': { N: -1 } } };
    const update = { expression: 'SET v = :v', expressionValues: { ':v': { N: 9 } } };
    expect(await send({ operation: 'UpdateItem', key: key('cond', 1), update, condition })).toMatchObject({
      result: null,
      error: { type: 'DynamoDB:ConditionalCheckFailedException' },
    });
    expect(await send({ operation: 'DeleteItem', key: key('cond', 1), condition })).toMatchObject({
      result: { v: 4 },
      error: { type: 'DynamoDB:ConditionalCheckFailedException' },
    });
    expect(await send({ operation: 'DeleteItem', key: key('gone', 1), condition })).toEqual({
      result: null,
      error: null,
    });
  });
});

describe('tables that are not there', () => {
  it('are named in the error of a batch and of a transaction', async () => {
    const missing = { result: null, error: { type: 'DynamoDB:ResourceNotFoundException' } };
    expect(await send({ operation: 'BatchGetItem', tables: { Ghost: { keys: [key('a', 1)] } } })).toMatchObject(
      missing,
    );
    expect(
      await send({ operation: 'TransactGetItems', transactItems: [{ table: 'Ghost', key: key('a', 1) }] }),
    ).toMatchObject(missing);
  });
});
