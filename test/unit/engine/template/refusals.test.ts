import { describe, expect, it } from '@jest/globals';
import { isEngineError } from '../../../../engine/kernel/index.ts';
import {
  anApi,
  aResolver,
  caught,
  getAtt,
  inApi,
  NOTHING,
  of,
  readTemplateOf,
  ref,
  type Template,
} from './given-template.ts';

interface Refusal {
  readonly name: string;
  readonly resources: Template;
  readonly code: string;
  /** Words that the message must hold: the place and the value. */
  readonly says: readonly string[];
}

const table = (properties: Template): Template =>
  of('AWS::DynamoDB::Table', {
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    ...properties,
  });

const source = (properties: Template): Template => inApi('AWS::AppSync::DataSource', { Name: 'Src', ...properties });
/** What uses the data source: nothing is refused for one that nobody uses. */
const USER: Template = { User: aResolver({ DataSourceName: 'Src' }) };

/** The function decides who gets in: without it nobody does. */
const doorkeeper = (properties: Template): Template =>
  anApi(
    { AuthenticationType: 'AWS_LAMBDA', LambdaAuthorizerConfig: { AuthorizerUri: getAtt('Fn', 'Arn') } },
    {
      Fn: of('AWS::Lambda::Function', {
        Role: 'r',
        Handler: 'h.h',
        Runtime: 'nodejs24.x',
        Code: { ZipFile: 'x' },
        ...properties,
      }),
    },
  );

const REFUSALS: readonly Refusal[] = [
  {
    name: 'an unknown intrinsic',
    resources: anApi({ Name: { 'Fn::Transform': { Name: 'Upper' } } }),
    code: 'TEMPLATE_UNKNOWN_INTRINSIC',
    says: ['shop: Resources.Api.Properties.Name', 'Fn::Transform'],
  },
  {
    name: 'a dynamic reference',
    resources: anApi({ Name: '{{resolve:ssm:/name}}' }),
    code: 'TEMPLATE_DYNAMIC_REFERENCE',
    says: ['Resources.Api.Properties.Name', '/name'],
  },
  {
    name: 'a reference to nothing',
    resources: anApi({ Name: ref('Ghost') }),
    code: 'TEMPLATE_DANGLING_REFERENCE',
    says: ['Resources.Api.Properties.Name', 'Ghost'],
  },
  {
    name: 'a needed attribute of an unknown type',
    resources: anApi({ Name: { 'Fn::GetAtt': ['Ca', 'Arn'] } }, { Ca: of('AWS::ACMPCA::CertificateAuthority') }),
    code: 'TEMPLATE_UNKNOWN_RESOURCE',
    says: ['Resources.Api.Properties.Name', 'Ca', 'AWS::ACMPCA::CertificateAuthority'],
  },
  {
    name: 'an unknown attribute of a known type',
    resources: anApi({ Name: { 'Fn::GetAtt': ['T', 'Colour'] } }, { T: table({}) }),
    code: 'TEMPLATE_UNKNOWN_ATTRIBUTE',
    says: ['T.Colour', 'StreamArn'],
  },
  {
    name: 'a circle',
    resources: anApi(
      {},
      {
        A: of('AWS::SQS::Queue', { QueueName: { 'Fn::GetAtt': ['B', 'QueueName'] } }),
        B: of('AWS::SQS::Queue', { QueueName: { 'Fn::GetAtt': ['A', 'QueueName'] } }),
      },
    ),
    code: 'TEMPLATE_CYCLE',
    says: ['Resources.A (QueueName)', 'Resources.B (QueueName)'],
  },
  {
    name: 'VTL',
    resources: anApi({}, { Nothing: NOTHING, R: aResolver({ RequestMappingTemplate: '{}' }) }),
    code: 'TEMPLATE_NOT_SUPPORTED',
    says: ['Resources.R.Properties.RequestMappingTemplate', 'VTL'],
  },
  {
    name: 'another runtime',
    resources: anApi({}, { Nothing: NOTHING, R: aResolver({ Runtime: { Name: 'VTL' } }) }),
    code: 'TEMPLATE_BAD_VALUE',
    says: ['Resources.R.Properties.Runtime.Name', 'APPSYNC_JS'],
  },
  {
    name: 'a resolver without code',
    resources: anApi({}, { Nothing: NOTHING, R: aResolver({ Code: ref('AWS::NoValue') }) }),
    code: 'TEMPLATE_MISSING_PROPERTY',
    says: ['Resources.R.Properties', 'CodeS3Location'],
  },
  {
    name: 'a resolver on a data source that is not there',
    resources: anApi({}, { Nothing: NOTHING, R: aResolver({ DataSourceName: 'Ghost' }) }),
    code: 'TEMPLATE_DANGLING_REFERENCE',
    says: ['Ghost', 'Nothing'],
  },
  {
    name: 'a pipeline with a function that is not there',
    resources: anApi({}, { R: aResolver({ Kind: 'PIPELINE', PipelineConfig: { Functions: ['ghost'] } }) }),
    code: 'TEMPLATE_DANGLING_REFERENCE',
    says: ['PipelineConfig.Functions', 'ghost'],
  },
  {
    name: 'two resolvers on one field',
    resources: anApi({}, { Nothing: NOTHING, R: aResolver(), S: aResolver() }),
    code: 'TEMPLATE_DUPLICATE_RESOLVER',
    says: ['Query.a'],
  },
  {
    name: 'conflict detection',
    resources: anApi({}, { Nothing: NOTHING, R: aResolver({ SyncConfig: { ConflictDetection: 'VERSION' } }) }),
    code: 'TEMPLATE_NOT_SUPPORTED',
    says: ['SyncConfig.ConflictDetection', 'VERSION'],
  },
  ...['RELATIONAL_DATABASE', 'AMAZON_OPENSEARCH_SERVICE', 'AMAZON_BEDROCK_RUNTIME'].map((type) => ({
    name: `a data source of type ${type}`,
    resources: anApi({}, { Src: source({ Type: type }), ...USER }),
    code: 'TEMPLATE_NOT_SUPPORTED',
    says: ['Resources.Src.Properties.Type', type, 'AMAZON_DYNAMODB'],
  })),
  {
    name: 'the credentials of the caller',
    resources: anApi(
      {},
      {
        Src: source({ Type: 'AMAZON_DYNAMODB', DynamoDBConfig: { TableName: 't', UseCallerCredentials: true } }),
        ...USER,
      },
    ),
    code: 'TEMPLATE_NOT_SUPPORTED',
    says: ['DynamoDBConfig.UseCallerCredentials'],
  },
  {
    name: 'a versioned table',
    resources: anApi(
      {},
      { Src: source({ Type: 'AMAZON_DYNAMODB', DynamoDBConfig: { TableName: 't', Versioned: true } }), ...USER },
    ),
    code: 'TEMPLATE_NOT_SUPPORTED',
    says: ['DynamoDBConfig.Versioned', 'delta sync'],
  },
  {
    name: 'a function of a pipeline without code on a table',
    resources: anApi(
      {},
      { Nothing: NOTHING, F: inApi('AWS::AppSync::FunctionConfiguration', { Name: 'f', DataSourceName: 'Nothing' }) },
    ),
    code: 'TEMPLATE_MISSING_PROPERTY',
    says: ['Resources.F.Properties', 'CodeS3Location'],
  },
  {
    name: 'a SAM resource',
    resources: anApi({}, { Fn: of('AWS::Serverless::Function', { Handler: 'h.h' }) }),
    code: 'TEMPLATE_NOT_SUPPORTED',
    says: ['Resources.Fn', 'AWS::Serverless::Function', 'SAM'],
  },
  {
    name: 'a loop',
    resources: anApi({}, { 'Fn::ForEach::Tables': ['Name', ['a'], {}] }),
    code: 'TEMPLATE_NOT_SUPPORTED',
    says: ['Fn::ForEach::Tables'],
  },
  {
    name: 'an event pattern that is none',
    resources: anApi({}, { Rule: of('AWS::Events::Rule', { EventPattern: '[' }) }),
    code: 'TEMPLATE_BAD_VALUE',
    says: ['Resources.Rule.Properties.EventPattern', 'an event pattern'],
  },
  {
    name: 'a merged API',
    resources: anApi({ ApiType: 'MERGED' }),
    code: 'TEMPLATE_NOT_SUPPORTED',
    says: ['Resources.Api.Properties.ApiType', 'MERGED'],
  },
  {
    name: 'an Events API alone',
    resources: { Events: of('AWS::AppSync::Api', { Name: 'e' }) },
    code: 'TEMPLATE_NOT_SUPPORTED',
    says: ['Resources.Events', 'Events API'],
  },
  {
    name: 'an unknown auth mode',
    resources: anApi({ AuthenticationType: 'PASSWORD' }),
    code: 'TEMPLATE_BAD_VALUE',
    says: ['Resources.Api.Properties.AuthenticationType', 'PASSWORD', 'AWS_LAMBDA'],
  },
  {
    name: 'an API without a schema',
    resources: { Api: of('AWS::AppSync::GraphQLApi', { Name: 'x', AuthenticationType: 'API_KEY' }) },
    code: 'TEMPLATE_MISSING_PROPERTY',
    says: ['Resources.Api', 'schema'],
  },
  {
    name: 'two APIs in one stack',
    resources: anApi({}, { Two: of('AWS::AppSync::GraphQLApi', { Name: 'two', AuthenticationType: 'API_KEY' }) }),
    code: 'TEMPLATE_SEVERAL_APIS',
    says: ['shop (Api), two (Two)'],
  },
  {
    name: 'multi-attribute keys',
    resources: anApi(
      {},
      {
        T: table({
          KeySchema: [
            { AttributeName: 'id', KeyType: 'HASH' },
            { AttributeName: 'id', KeyType: 'HASH' },
          ],
        }),
      },
    ),
    code: 'TEMPLATE_NOT_SUPPORTED',
    says: ['Resources.T.Properties.KeySchema'],
  },
  {
    name: 'a key without a definition',
    resources: anApi({}, { T: table({ AttributeDefinitions: [] }) }),
    code: 'TEMPLATE_DANGLING_REFERENCE',
    says: ['KeySchema[0].AttributeName', 'id'],
  },
  {
    name: 'the only authorizer in another language',
    resources: doorkeeper({ Runtime: 'python3.13' }),
    code: 'TEMPLATE_NOT_SUPPORTED',
    says: ['Resources.Fn.Properties.Runtime', 'python3.13', 'nodejs'],
  },
  {
    name: 'the only authorizer with layers',
    resources: doorkeeper({ Layers: ['arn:aws:lambda:eu-west-1:1:layer:x:1'] }),
    code: 'TEMPLATE_NOT_SUPPORTED',
    says: ['Resources.Fn.Properties.Layers', 'layer:x'],
  },
  {
    name: 'a GraphQL API of SAM',
    resources: { Api: of('AWS::Serverless::GraphQLApi', { SchemaUri: './s.graphql' }) },
    code: 'TEMPLATE_NOT_SUPPORTED',
    says: ['Resources.Api', 'AWS::Serverless::GraphQLApi', 'SAM'],
  },
  {
    name: 'an entry that a mapping does not have',
    resources: anApi({ Name: { 'Fn::FindInMap': ['Names', ref('AWS::Region'), 'api'] } }),
    code: 'TEMPLATE_DANGLING_REFERENCE',
    says: ['Names.eu-west-1.api', 'no such entry'],
  },
  {
    name: 'an authorizer that no stack creates',
    resources: anApi({
      AuthenticationType: 'AWS_LAMBDA',
      LambdaAuthorizerConfig: { AuthorizerUri: 'arn:aws:lambda:x:1:function:ghost' },
    }),
    code: 'TEMPLATE_DANGLING_REFERENCE',
    says: ['The Lambda authorizer', 'function:ghost'],
  },
  {
    name: 'the only authorizer as an image',
    resources: doorkeeper({ PackageType: 'Image' }),
    code: 'TEMPLATE_NOT_SUPPORTED',
    says: ['Resources.Fn.Properties.PackageType'],
  },
  {
    name: 'a tumbling window',
    resources: anApi(
      {},
      {
        M: of('AWS::Lambda::EventSourceMapping', {
          EventSourceArn: 'arn:aws:dynamodb:eu-west-1:1:table/t/stream/x',
          FunctionName: 'f',
          StartingPosition: 'LATEST',
          TumblingWindowInSeconds: 30,
        }),
      },
    ),
    code: 'TEMPLATE_NOT_SUPPORTED',
    says: ['Resources.M.Properties.TumblingWindowInSeconds'],
  },
];

describe('refusals', () => {
  it.each(REFUSALS)('refuses $name, saying where, what and what to do', ({ resources, code, says }) => {
    const thrown = caught(() => readTemplateOf({ Resources: resources }));

    expect(isEngineError(thrown) && { code: thrown.code, kind: thrown.kind }).toEqual({ code, kind: 'user' });
    for (const word of says) expect(String(thrown)).toContain(word);
    expect(isEngineError(thrown) && thrown.fix).toBeTruthy();
  });

  it('refuses macros by name, and takes a transform that has nothing to expand', () => {
    expect(() => readTemplateOf({ Transform: ['AWS::Serverless-2016-10-31', 'Mine'], Resources: anApi() })).toThrow(
      /Mine/,
    );
    expect(readTemplateOf({ Transform: 'AWS::Serverless-2016-10-31', Resources: anApi() }).api.name).toBe('shop');
  });
});
