import { describe, expect, it } from '@jest/globals';
import { guardDataSource, guardDataSources } from '../../../../engine/iam/index.ts';
import type { IamMode } from '../../../../engine/iam/index.ts';
import type { DataSource, DataSourceCall } from '../../../../engine/kernel/index.ts';
import type { DataSourceBlueprint, TableBlueprint } from '../../../../engine/template/index.ts';
import { ACCOUNT, aRole, iamOf, policy, REGION, ROLE_ARN, TABLE } from './policies.ts';
import type { Statement } from './policies.ts';
import { aRequestScope } from '../../../support/request-scope.ts';

const SCOPE: DataSourceCall['scope'] = aRequestScope();
const CALL: DataSourceCall = { scope: SCOPE, coordinate: 'Query.order', resolverId: 'r', context: {} };
const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:f:live`;
const BUS = `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/main`;

const table: TableBlueprint = {
  logicalId: 'Orders',
  tableName: 'Orders',
  arn: TABLE,
  streamArn: null,
  streamViewType: null,
  partitionKey: { name: 'pk', type: 'S' },
  sortKey: null,
  globalIndexes: [
    {
      name: 'GSI1',
      partitionKey: { name: 'gsi1pk', type: 'S' },
      sortKey: null,
      projection: 'ALL',
      nonKeyAttributes: [],
    },
  ],
  localIndexes: [],
  ttlAttribute: null,
};

const ORDERS: DataSourceBlueprint = {
  name: 'Orders',
  roleArn: ROLE_ARN,
  type: 'AMAZON_DYNAMODB',
  tableName: 'Orders',
  versioned: false,
};

function guarded(blueprint: DataSourceBlueprint, statements: readonly Statement[], mode: IamMode = 'enforce') {
  const sent: unknown[] = [];
  const source: DataSource = {
    name: blueprint.name,
    type: blueprint.type,
    invoke(document) {
      sent.push(document);
      return { result: 'done', error: null };
    },
    invokeBatch(documents) {
      sent.push(...documents);
      return Promise.resolve(documents.map(() => ({ result: 'done', error: null })));
    },
  };
  const { iam } = iamOf([aRole([policy(...statements)])], mode);
  const options = { iam, tables: [table], region: REGION, accountId: ACCOUNT };
  return { source, sent, options, guard: guardDataSource(source, blueprint, options) };
}

/** Names of the tables and indexes that a document needs with an action, found by granting one at a time. */
async function passes(document: unknown, ...statements: readonly Statement[]): Promise<boolean> {
  const { guard, sent } = guarded(ORDERS, statements);
  const { error } = await guard.invoke(document, CALL);
  expect(sent).toHaveLength(error === null ? 1 : 0);
  return error === null;
}

const OTHER = TABLE.replace('Orders', 'Other');
const allow = (action: string | readonly string[], resource: string | readonly string[] = TABLE): Statement => ({
  Action: action,
  Resource: resource,
});

describe('a DynamoDB source', () => {
  it.each([
    [{ operation: 'GetItem', key: {} }, 'dynamodb:GetItem', TABLE],
    [{ operation: 'PutItem' }, 'dynamodb:PutItem', TABLE],
    [{ operation: 'UpdateItem' }, 'dynamodb:UpdateItem', TABLE],
    [{ operation: 'DeleteItem' }, 'dynamodb:DeleteItem', TABLE],
    [{ operation: 'Query' }, 'dynamodb:Query', TABLE],
    [{ operation: 'Query', index: 'GSI1' }, 'dynamodb:Query', `${TABLE}/index/GSI1`],
    [{ operation: 'Scan', index: 'GSI1' }, 'dynamodb:Scan', `${TABLE}/index/GSI1`],
    [{ operation: 'BatchGetItem', tables: { Orders: [] } }, 'dynamodb:BatchGetItem', TABLE],
    [{ operation: 'BatchPutItem', tables: { Orders: [] } }, 'dynamodb:BatchWriteItem', TABLE],
    [{ operation: 'BatchDeleteItem', tables: { Orders: [] } }, 'dynamodb:BatchWriteItem', TABLE],
    [{ operation: 'TransactGetItems', transactItems: [{ table: 'Orders' }] }, 'dynamodb:GetItem', TABLE],
  ])('needs for %j the right %s on %s and no other', async (document, action, resource) => {
    expect(await passes(document, allow(action, resource))).toBe(true);
    expect(await passes(document, { NotAction: action, Resource: '*' })).toBe(false);
    expect(await passes(document, { Action: '*', NotResource: resource })).toBe(false);
  });

  it('needs rights on every table that a batch names', async () => {
    const document = { operation: 'BatchGetItem', tables: { Orders: [], Other: [] } };

    expect(await passes(document, allow('dynamodb:BatchGetItem', [TABLE, OTHER]))).toBe(true);
    expect(await passes(document, allow('dynamodb:BatchGetItem'))).toBe(false);
  });

  it('needs the right of each part of a transaction', async () => {
    const parts = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheck'];
    const transactItems = parts.map((operation) => ({ table: 'Orders', operation }));
    const actions = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'].map((name) => `dynamodb:${name}`);
    const document = { operation: 'TransactWriteItems', transactItems };

    expect(await passes(document, allow(actions))).toBe(true);
    for (const action of actions) {
      expect(await passes(document, allow(actions.filter((one) => one !== action)))).toBe(false);
    }
    const elsewhere = { operation: 'TransactWriteItems', transactItems: [{ table: 'Other', operation: 'PutItem' }] };
    expect(await passes(elsewhere, allow(actions))).toBe(false);
  });

  it('refuses as DynamoDB does, without calling it', async () => {
    const { guard, sent } = guarded(ORDERS, []);

    expect(await guard.invoke({ operation: 'GetItem' }, CALL)).toEqual({
      result: null,
      error: {
        type: 'DynamoDB:DynamoDbException',
        message:
          `User: arn:aws:sts::${ACCOUNT}:assumed-role/Reader/APPSYNC_ASSUME_ROLE is not authorized to perform: ` +
          `dynamodb:GetItem on resource: ${TABLE} because no identity-based policy allows the dynamodb:GetItem action ` +
          '(Service: DynamoDb, Status Code: 400, Request ID: request-1)',
      },
    });
    expect(sent).toEqual([]);
  });

  it.each([[null], ['text'], [{}], [{ operation: 5 }]])('leaves %j to the source to refuse', async (document) => {
    expect(await passes(document)).toBe(true);
  });
});

describe('dynamodb:LeadingKeys', () => {
  const own = {
    Action: 'dynamodb:*',
    Resource: [TABLE, `${TABLE}/*`],
    Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['M#1', 'M#1#*'] } },
  };
  const key = (pk: string) => ({ pk: { S: pk } });
  const query = (pk: string) => ({
    expression: '#p = :p and begins_with(sk, :s)',
    expressionNames: { '#p': 'pk' },
    expressionValues: { ':p': { S: pk }, ':s': { S: 'x' } },
  });

  it.each([
    [{ operation: 'GetItem', key: key('M#1') }, true],
    [{ operation: 'GetItem', key: key('M#2') }, false],
    [{ operation: 'GetItem', key: key('M#1#a') }, true],
    [{ operation: 'Query', query: query('M#1') }, true],
    [{ operation: 'Query', query: query('M#2') }, false],
    [
      {
        operation: 'Query',
        index: 'GSI1',
        query: { expression: 'gsi1pk = :k', expressionValues: { ':k': { S: 'M#2' } } },
      },
      false,
    ],
    [{ operation: 'BatchGetItem', tables: { Orders: [key('M#1')] } }, true],
    [{ operation: 'BatchGetItem', tables: { Orders: { keys: [key('M#1'), key('M#2')] } } }, false],
    [
      { operation: 'TransactWriteItems', transactItems: [{ table: 'Orders', operation: 'PutItem', key: key('M#2') }] },
      false,
    ],
  ])('are those of %j: %s', async (document, expected) => {
    expect(await passes(document, own)).toBe(expected);
  });
});

describe('other sources', () => {
  const lambda: DataSourceBlueprint = { name: 'F', roleArn: ROLE_ARN, type: 'AWS_LAMBDA', functionArn: FUNCTION };
  const bus: DataSourceBlueprint = { name: 'B', roleArn: ROLE_ARN, type: 'AMAZON_EVENTBRIDGE', eventBusArn: BUS };

  it('need lambda:InvokeFunction on the very alias', async () => {
    const allowed = guarded(lambda, [allow('lambda:InvokeFunction', FUNCTION)]).guard;
    const unqualified = guarded(lambda, [allow('lambda:InvokeFunction', FUNCTION.replace(':live', ''))]).guard;

    expect(await allowed.invoke({ operation: 'Invoke' }, CALL)).toEqual({ result: 'done', error: null });
    expect(await unqualified.invoke({ operation: 'Invoke' }, CALL)).toMatchObject({
      error: {
        type: 'Lambda:LambdaException',
        message: expect.stringContaining(`lambda:InvokeFunction on resource: ${FUNCTION}`),
      },
    });
  });

  it('fail each item of a batch', async () => {
    const { guard, sent } = guarded(lambda, []);
    const outcomes = await guard.invokeBatch?.([{}, {}], [CALL, CALL]);

    expect(outcomes).toHaveLength(2);
    expect(outcomes?.map(({ error }) => error?.type)).toEqual(['Lambda:LambdaException', 'Lambda:LambdaException']);
    expect(sent).toEqual([]);
    const granted = guarded(lambda, [allow('lambda:InvokeFunction', FUNCTION)]).guard;
    expect(await granted.invokeBatch?.([{}, {}], [CALL, CALL])).toHaveLength(2);
    expect(await granted.invokeBatch?.([], [])).toEqual([]);
  });

  it('need events:PutEvents on the bus', async () => {
    expect((await guarded(bus, [allow('events:PutEvents', BUS)]).guard.invoke({}, CALL)).error).toBeNull();
    expect((await guarded(bus, [allow('events:PutEvents', `${BUS}2`)]).guard.invoke({}, CALL)).error?.type).toBe(
      'EventBridge:EventBridgeException',
    );
  });

  it('of type NONE and HTTP need nothing', () => {
    const none = guarded({ name: 'N', roleArn: null, type: 'NONE' }, []);
    const http = guarded({ name: 'H', roleArn: ROLE_ARN, type: 'HTTP', endpoint: 'https://x', signing: null }, []);

    expect(none.guard).toBe(none.source);
    expect(http.guard).toBe(http.source);
  });

  it('are as they were when nobody looks, and pass when missing grants are only logged', async () => {
    const off = guarded(lambda, [], 'off');
    const warned = guarded(lambda, [], 'warn');

    expect(off.guard).toBe(off.source);
    expect(await warned.guard.invoke({ operation: 'Invoke' }, CALL)).toEqual({ result: 'done', error: null });
  });
});

describe('the sources of an API', () => {
  it('are guarded once each; a name without a blueprint is left to who knows it', () => {
    const { source, options } = guarded(ORDERS, []);
    const lookUp = guardDataSources(() => source, { ...options, api: { dataSources: [ORDERS] } });

    expect(lookUp('Orders')).not.toBe(source);
    expect(lookUp('Orders')).toBe(lookUp('Orders'));
    expect(lookUp('Unknown')).toBe(source);
  });
});
