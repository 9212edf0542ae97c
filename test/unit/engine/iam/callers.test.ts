import { describe, expect, it } from '@jest/globals';
import { assertRolesGiven, assertStreamsReadable, functionRule, rootFieldRule } from '../../../../engine/iam/index.ts';
import type { IamMode } from '../../../../engine/iam/index.ts';
import { createLog } from '../../../../engine/kernel/index.ts';
import type { Caller } from '../../../../engine/kernel/index.ts';
import type { EventSourceBlueprint, FunctionBlueprint } from '../../../../engine/template/index.ts';
import { ACCOUNT, aRole, iamOf, policy, REGION, ROLE_ARN, TABLE } from './policies.ts';
import type { Statement } from './policies.ts';

const API = `arn:aws:appsync:${REGION}:${ACCOUNT}:apis/api1`;
const FUNCTION_ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:publish`;
const STREAM = `${TABLE}/stream/2026`;

const aFunction: FunctionBlueprint = {
  logicalId: 'Publish',
  functionName: 'publish',
  arn: FUNCTION_ARN,
  roleArn: ROLE_ARN,
  handler: 'index.handler',
  runtime: 'nodejs22.x',
  code: { inline: '' },
  environment: {},
  timeoutSeconds: 3,
  memoryMb: 128,
  logGroup: null,
};

const table = {
  logicalId: 'Orders',
  tableName: 'Orders',
  arn: TABLE,
  streamArn: null,
  streamViewType: null,
  partitionKey: { name: 'pk', type: 'S' },
  sortKey: null,
  globalIndexes: [],
  localIndexes: [],
  ttlAttribute: null,
} as const;

describe('appsync:GraphQL', () => {
  const caller: Caller = {
    mode: 'AWS_IAM',
    groups: [],
    identity: { username: 'AROAX:till' },
    principalArn: ROLE_ARN,
  };
  const rule = (...statements: readonly Statement[]) => {
    const { iam, lines } = iamOf([aRole([policy(...statements)])]);
    return { allows: rootFieldRule(iam, API), lines };
  };

  it('is asked for each root field', () => {
    const { allows, lines } = rule({ Action: 'appsync:GraphQL', Resource: `${API}/types/Query/fields/open` });

    expect(allows(caller, 'Query', 'open')).toBe(true);
    expect(allows(caller, 'Query', 'other')).toBe(false);
    expect(allows(caller, 'Mutation', 'open')).toBe(false);
    expect(lines[0]).toMatchObject({
      user: 'IAM caller',
      resource: `${API}/types/Query/fields/other`,
      role: 'ReaderRole',
    });
  });

  it('may be granted for the whole API or for a type', () => {
    expect(rule({ Action: 'appsync:GraphQL', Resource: `${API}/*` }).allows(caller, 'Mutation', 'write')).toBe(true);
    const queries = rule({ Action: 'appsync:GraphQL', Resource: `${API}/types/Query/*` }).allows;
    expect(queries(caller, 'Query', 'open')).toBe(true);
    expect(queries(caller, 'Mutation', 'write')).toBe(false);
  });

  it('never follows what changes from call to call: plans are kept for a principal', () => {
    const Condition = { IpAddress: { 'aws:SourceIp': '127.0.0.1' } };
    const { allows, lines } = rule({ Action: 'appsync:GraphQL', Resource: `${API}/*`, Condition });

    expect(allows(caller, 'Query', 'open')).toBe(false);
    expect(lines[0]?.fix).toContain('IpAddress aws:SourceIp');
  });

  it('is not asked of other modes', () => {
    expect(rule().allows({ mode: 'API_KEY', groups: [], identity: null }, 'Query', 'open')).toBe(true);
  });
});

describe('what functions call', () => {
  it('is decided by their own role, and refused by name', () => {
    const { iam, lines } = iamOf([aRole([policy({ Action: 'dynamodb:GetItem', Resource: TABLE })])]);
    const authorize = functionRule(iam, { functions: [aFunction], tables: [table] });

    expect(authorize(ROLE_ARN, 'dynamodb:GetItem', TABLE, {})).toMatchObject({ ok: true });
    expect(authorize(ROLE_ARN, 'dynamodb:PutItem', TABLE, {})).toMatchObject({
      ok: false,
      message: expect.stringMatching(
        /^User: .*assumed-role\/Reader\/publish is not authorized to perform: dynamodb:PutItem/,
      ),
    });
    expect(lines[0]).toMatchObject({ user: 'function Publish' });
  });

  it('follows the partition keys of the request', () => {
    const Condition = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['M#1'] } };
    const { iam } = iamOf([aRole([policy({ Action: 'dynamodb:*', Resource: TABLE, Condition })])]);
    const authorize = functionRule(iam, { functions: [aFunction], tables: [table] });
    const put = (pk: string) => authorize(ROLE_ARN, 'dynamodb:PutItem', TABLE, { Item: { pk: { S: pk } } }).ok;
    const write = (pk: string) =>
      authorize(ROLE_ARN, 'dynamodb:PutItem', TABLE, { TransactItems: [{ Put: { Item: { pk: { S: pk } } } }] }).ok;
    const batch = (pk: string) =>
      authorize(ROLE_ARN, 'dynamodb:BatchWriteItem', TABLE, {
        RequestItems: { Orders: [{ DeleteRequest: { Key: { pk: { S: pk } } } }] },
      }).ok;

    expect([put('M#1'), write('M#1'), batch('M#1')]).toEqual([true, true, true]);
    expect([put('M#2'), write('M#2'), batch('M#2')]).toEqual([false, false, false]);
  });
});

describe('event source mappings', () => {
  const mapping = {
    logicalId: 'Mapping',
    streamArn: STREAM,
    functionArn: `${FUNCTION_ARN}:live`,
  } as EventSourceBlueprint;
  const STREAM_READS = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];
  const start = (actions: readonly string[], mode?: 'warn') => () => {
    const { iam } = iamOf([aRole([policy({ Action: actions, Resource: STREAM })])], mode);
    assertStreamsReadable(iam, { functions: [aFunction], eventSources: [mapping] });
  };

  it('start when the function may read the stream', () => {
    expect(start(STREAM_READS)).not.toThrow();
  });

  it('are refused at start by what is missing, as AWS refuses to make them', () => {
    expect(start(['dynamodb:GetRecords'])).toThrow(
      /The role of Publish may not do dynamodb:DescribeStream, dynamodb:GetShardIterator on .*stream.* Mapping/,
    );
    expect(start([], 'warn')).not.toThrow();
  });
});

describe('assertRolesGiven', () => {
  const dataSources = [
    { type: 'NONE' as const, name: 'nothing', roleArn: null },
    { type: 'AWS_LAMBDA' as const, name: 'fn', roleArn: null, functionArn: 'arn:fn' },
  ];
  const lines: string[] = [];
  const log = createLog('warn', (line) => lines.push(line));
  const assertWith = (mode: IamMode) => () => assertRolesGiven(iamOf([], mode).iam, { dataSources }, log);

  it('refuses a source that needs a role and has none', () => {
    expect(assertWith('enforce')).toThrow(
      expect.objectContaining({
        code: 'IAM_DATA_SOURCE_WITHOUT_ROLE',
        message: 'The data source fn of type AWS_LAMBDA has no ServiceRoleArn.',
      }),
    );
  });

  it('warns, or looks away, where policies are not enforced', () => {
    assertWith('warn')();
    assertWith('off')();

    expect(lines).toHaveLength(1);
  });
});
