import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { readBlueprint } from '../../../../engine/template/index.ts';
import { anApi, getAtt, of, readTemplateOf, ref, withFiles } from './given-template.ts';

const FUNCTION = of('AWS::Lambda::Function', {
  FunctionName: 'work',
  Role: getAtt('Role', 'Arn'),
  Handler: 'index.handler',
  Runtime: 'nodejs24.x',
  Code: { ZipFile: 'exports.handler = async () => 1' },
  Timeout: '15',
  MemorySize: 512,
  LoggingConfig: { LogGroup: '/logs/work' },
});
const ROLE = of('AWS::IAM::Role', {
  RoleName: 'worker',
  ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnly', ref('Managed')],
  Policies: [{ PolicyName: 'inline', PolicyDocument: { Statement: ['inline'] } }],
});

describe('the resources around the API', () => {
  it('reads a global table as it reads a table', () => {
    const { tables } = readTemplateOf({
      Resources: anApi(
        {},
        {
          T: of('AWS::DynamoDB::GlobalTable', {
            TableName: 'things',
            KeySchema: [
              { AttributeName: 'sk', KeyType: 'RANGE' },
              { AttributeName: 'pk', KeyType: 'HASH' },
            ],
            AttributeDefinitions: [
              { AttributeName: 'pk', AttributeType: 'S' },
              { AttributeName: 'sk', AttributeType: 'N' },
            ],
            LocalSecondaryIndexes: [
              {
                IndexName: 'local',
                KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
                Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['a'] },
              },
            ],
            TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: false },
            Replicas: [{ Region: 'eu-west-1' }],
          }),
        },
      ),
    });

    expect(tables).toEqual([
      {
        logicalId: 'T',
        tableName: 'things',
        arn: 'arn:aws:dynamodb:eu-west-1:000000000000:table/things',
        streamArn: null,
        streamViewType: null,
        partitionKey: { name: 'pk', type: 'S' },
        sortKey: { name: 'sk', type: 'N' },
        globalIndexes: [],
        localIndexes: [
          {
            name: 'local',
            partitionKey: { name: 'pk', type: 'S' },
            sortKey: null,
            projection: 'INCLUDE',
            nonKeyAttributes: ['a'],
          },
        ],
        ttlAttribute: null,
      },
    ]);
  });

  it('reads functions, aliases and versions', () => {
    const { functions, aliases } = readTemplateOf({
      Resources: anApi(
        {},
        {
          Fn: FUNCTION,
          Role: ROLE,
          Managed: of('AWS::IAM::ManagedPolicy', {}),
          V: of('AWS::Lambda::Version', { FunctionName: ref('Fn') }),
          Live: of('AWS::Lambda::Alias', {
            FunctionName: ref('Fn'),
            FunctionVersion: getAtt('V', 'Version'),
            Name: 'live',
          }),
        },
      ),
    });

    const functionArn = 'arn:aws:lambda:eu-west-1:000000000000:function:work';
    expect(functions).toMatchObject([
      {
        functionName: 'work',
        roleArn: 'arn:aws:iam::000000000000:role/worker',
        timeoutSeconds: 15,
        memoryMb: 512,
        logGroup: '/logs/work',
      },
    ]);
    expect(aliases).toEqual([
      { arn: `${functionArn}:live`, name: 'live', functionArn },
      { arn: `${functionArn}:1`, name: '1', functionArn },
    ]);
  });

  it('gathers policies attached from either side', () => {
    const document = (word: string): unknown => ({ Statement: [word] });

    const { roles } = readTemplateOf({
      Resources: anApi(
        {},
        {
          Role: ROLE,
          Attached: of('AWS::IAM::Policy', {
            PolicyName: 'p',
            Roles: [ref('Role')],
            PolicyDocument: document('attached'),
          }),
          Single: of('AWS::IAM::RolePolicy', {
            PolicyName: 'q',
            RoleName: ref('Role'),
            PolicyDocument: document('single'),
          }),
          Managed: of('AWS::IAM::ManagedPolicy', { PolicyDocument: document('managed') }),
          Other: of('AWS::IAM::Policy', { PolicyName: 'o', Roles: ['someone'], PolicyDocument: document('other') }),
        },
      ),
    });

    expect(roles).toEqual([
      {
        logicalId: 'Role',
        arn: 'arn:aws:iam::000000000000:role/worker',
        roleName: 'worker',
        policies: ['inline', 'attached', 'single', 'managed'].map(document),
        managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnly'],
      },
    ]);
  });

  it('keeps the condition block of a policy, and lets what it cannot resolve match nothing', () => {
    const PolicyDocument = {
      Statement: [
        { Action: 's3:*', Resource: { 'Fn::Join': ['', [getAtt('Odd', 'Arn'), '/*']] }, Condition: 'literal' },
      ],
    };

    const { roles } = readTemplateOf({
      Resources: anApi(
        {},
        { Role: of('AWS::IAM::Role', { Policies: [{ PolicyDocument }] }), Odd: of('AWS::Odd::Thing') },
      ),
    });

    expect(roles[0]?.policies).toEqual([
      { Statement: [{ Action: 's3:*', Resource: expect.stringMatching(/^not-served:.*\/\*$/), Condition: 'literal' }] },
    ]);
  });

  it('reads pools with their clients and groups, queues and buses', () => {
    const UserPoolId = ref('Pool');

    const blueprint = readTemplateOf({
      Resources: anApi(
        {},
        {
          Pool: of('AWS::Cognito::UserPool'),
          Client: of('AWS::Cognito::UserPoolClient', { UserPoolId }),
          Staff: of('AWS::Cognito::UserPoolGroup', { UserPoolId, GroupName: 'staff' }),
          Failed: of('AWS::SQS::Queue', { QueueName: 'failed' }),
          Fifo: of('AWS::SQS::Queue', { FifoQueue: true }),
          Bus: of('AWS::Events::EventBus', { Name: 'facts' }),
        },
      ),
      Outputs: { Queue: { Value: ref('Failed') }, Realtime: { Value: getAtt('Api', 'RealtimeUrl') } },
    });

    expect(blueprint.userPools).toMatchObject([{ clients: [{ logicalId: 'Client' }], groups: ['staff'] }]);
    expect(blueprint.userPools[0]?.clients[0]?.clientId).toMatch(/^[a-z2-7]{26}$/);
    expect(blueprint.queues[0]).toEqual({
      logicalId: 'Failed',
      queueName: 'failed',
      arn: 'arn:aws:sqs:eu-west-1:000000000000:failed',
      url: 'http://localhost:4000/000000000000/failed',
    });
    expect(blueprint.queues[1]?.queueName).toMatch(/^shop-Fifo-[A-Z2-7]{12}\.fifo$/);
    expect(blueprint.eventBuses[0]?.name).toBe('facts');
    expect(blueprint.outputs).toEqual({
      Queue: blueprint.queues[0]?.url,
      Realtime: 'ws://localhost:4000/graphql/realtime',
    });
  });

  it('reads event sources in full', () => {
    const StreamArn = 'arn:aws:dynamodb:eu-west-1:1:table/t/stream/x';

    const { eventSources } = readTemplateOf({
      Resources: anApi(
        {},
        {
          M: of('AWS::Lambda::EventSourceMapping', {
            EventSourceArn: StreamArn,
            FunctionName: 'work:live',
            StartingPosition: 'TRIM_HORIZON',
            Enabled: false,
            BatchSize: 25,
            MaximumBatchingWindowInSeconds: 1,
            MaximumRetryAttempts: 3,
            MaximumRecordAgeInSeconds: 3600,
            BisectBatchOnFunctionError: true,
            FunctionResponseTypes: ['ReportBatchItemFailures'],
            ParallelizationFactor: 2,
            FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
            DestinationConfig: { OnFailure: { Destination: getAtt('Q', 'Arn') } },
          }),
          Q: of('AWS::SQS::Queue', { QueueName: 'failed' }),
          Work: of('AWS::Lambda::Function', {
            FunctionName: 'work',
            Role: 'r',
            Handler: 'h.h',
            Runtime: 'nodejs24.x',
            Code: { ZipFile: 'x' },
          }),
        },
      ),
    });

    expect(eventSources).toEqual([
      {
        logicalId: 'M',
        enabled: false,
        streamArn: StreamArn,
        functionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:work:live',
        startingPosition: 'TRIM_HORIZON',
        batchSize: 25,
        batchWindowSeconds: 1,
        maximumRetryAttempts: 3,
        maximumRecordAgeSeconds: 3600,
        bisectOnError: true,
        reportBatchItemFailures: true,
        parallelizationFactor: 2,
        filters: ['{"eventName":["INSERT"]}'],
        onFailureArn: 'arn:aws:sqs:eu-west-1:000000000000:failed',
      },
    ]);
  });

  it('leaves a resource out when its condition is false', () => {
    const { queues } = readTemplateOf({
      Parameters: { Stage: { Type: 'String', Default: 'dev' } },
      Conditions: { IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] }, IsDev: { 'Fn::Not': [{ Condition: 'IsProd' }] } },
      Resources: anApi(
        {},
        {
          Prod: of('AWS::SQS::Queue', {}, { Condition: 'IsProd' }),
          Dev: of(
            'AWS::SQS::Queue',
            { QueueName: { 'Fn::If': ['IsProd', ref('Prod'), 'dev-queue'] } },
            { Condition: 'IsDev' },
          ),
        },
      ),
    });

    expect(queues.map((queue) => queue.queueName)).toEqual(['dev-queue']);
  });

  it('reads a template in YAML with short tags', () => {
    const yaml = `
Parameters:
  Stage: { Type: String, Default: dev }
Mappings:
  Names:
    dev: { api: shop }
Resources:
  Api:
    Type: AWS::AppSync::GraphQLApi
    Properties:
      Name: !Sub
        - '\${Base}-\${Stage}'
        - Base: !FindInMap [Names, !Ref Stage, api]
      AuthenticationType: AWS_IAM
  Schema:
    Type: AWS::AppSync::GraphQLSchema
    Properties:
      ApiId: !GetAtt Api.ApiId
      Definition: |
        type Query { a: ID }
`;

    const { api } = withFiles({ 'api.yaml': yaml }, (folder) =>
      readBlueprint({ path: join(folder, 'api.yaml'), endpoint: 'http://localhost:4000' }),
    );

    expect(api.name).toBe('shop-dev');
    expect(api.sdl).toBe('type Query { a: ID }\n');
  });
});
