import { describe, expect, it } from '@jest/globals';
import { anApi, aResolver, CODE, getAtt, inApi, NOTHING, of, readTemplateOf, ref } from './given-template.ts';

const AUTHORIZER = of('AWS::Lambda::Function', {
  FunctionName: 'work',
  Role: 'arn:aws:iam::000000000000:role/worker',
  Handler: 'index.handler',
  Runtime: 'nodejs24.x',
  Code: { ZipFile: 'exports.handler = async () => 1' },
});

describe('the API', () => {
  it('reads its settings', () => {
    const { api } = readTemplateOf({
      Resources: anApi(
        {
          ResolverCountLimit: 100,
          QueryDepthLimit: '12',
          IntrospectionConfig: 'DISABLED',
          LogConfig: { FieldLogLevel: 'ERROR', ExcludeVerboseContent: 'true' },
        },
        {
          Cache: inApi('AWS::AppSync::ApiCache', {
            ApiCachingBehavior: 'PER_RESOLVER_CACHING',
            Ttl: 60,
            Type: 'SMALL',
          }),
        },
      ),
    });

    expect(api).toMatchObject({
      resolverCountLimit: 100,
      queryDepthLimit: 12,
      introspection: false,
      fieldLogLevel: 'ERROR',
      excludeVerboseContent: true,
      cache: { behavior: 'PER_RESOLVER_CACHING', ttlSeconds: 60 },
    });
  });

  it('has the defaults of AppSync', () => {
    expect(readTemplateOf({ Resources: anApi() }).api).toMatchObject({
      resolverCountLimit: 0,
      queryDepthLimit: 0,
      introspection: true,
      fieldLogLevel: 'NONE',
      cache: null,
    });
  });

  it('reads all five auth modes, the default one first', () => {
    const { api } = readTemplateOf({
      Resources: anApi(
        {
          AuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
          UserPoolConfig: {
            UserPoolId: ref('Pool'),
            AwsRegion: ref('AWS::Region'),
            DefaultAction: 'ALLOW',
            AppIdClientRegex: '^a',
          },
          AdditionalAuthenticationProviders: [
            { AuthenticationType: 'AWS_IAM' },
            { AuthenticationType: 'API_KEY' },
            {
              AuthenticationType: 'OPENID_CONNECT',
              OpenIDConnectConfig: { Issuer: 'https://id.example', ClientId: 'c', IatTTL: 5 },
            },
            { AuthenticationType: 'AWS_LAMBDA', LambdaAuthorizerConfig: { AuthorizerUri: getAtt('Fn', 'Arn') } },
          ],
        },
        { Pool: of('AWS::Cognito::UserPool'), Fn: AUTHORIZER },
      ),
    });

    expect(api.authProviders).toEqual([
      {
        mode: 'AMAZON_COGNITO_USER_POOLS',
        userPoolId: expect.stringMatching(/^eu-west-1_[a-z2-7]{9}$/),
        region: 'eu-west-1',
        appIdClientRegex: '^a',
        defaultAction: 'ALLOW',
      },
      { mode: 'AWS_IAM' },
      { mode: 'API_KEY' },
      { mode: 'OPENID_CONNECT', issuer: 'https://id.example', clientIdRegex: 'c', iatTtlMs: 5, authTtlMs: null },
      {
        mode: 'AWS_LAMBDA',
        authorizerArn: 'arn:aws:lambda:eu-west-1:000000000000:function:work',
        resultTtlSeconds: 0,
        identityValidationExpression: null,
      },
    ]);
  });

  it('reads every served kind of data source', () => {
    const source = (Name: string, properties: Readonly<Record<string, unknown>>) =>
      inApi('AWS::AppSync::DataSource', { Name, ServiceRoleArn: 'role', ...properties });
    const aws = {
      AuthorizationType: 'AWS_IAM',
      AwsIamConfig: { SigningRegion: 'eu-west-1', SigningServiceName: 'states' },
    };

    const { api } = readTemplateOf({
      Resources: anApi(
        {},
        {
          A: source('table', { Type: 'AMAZON_DYNAMODB', DynamoDBConfig: { TableName: 't', AwsRegion: 'eu-west-1' } }),
          B: source('http', { Type: 'HTTP', HttpConfig: { Endpoint: 'https://e', AuthorizationConfig: aws } }),
          C: source('bus', { Type: 'AMAZON_EVENTBRIDGE', EventBridgeConfig: { EventBusArn: getAtt('Bus', 'Arn') } }),
          Bus: of('AWS::Events::EventBus', { Name: 'facts' }),
        },
      ),
    });

    expect(api.dataSources).toEqual([
      { name: 'table', roleArn: 'role', type: 'AMAZON_DYNAMODB', tableName: 't', versioned: false },
      {
        name: 'http',
        roleArn: 'role',
        type: 'HTTP',
        endpoint: 'https://e',
        signing: { region: 'eu-west-1', service: 'states' },
      },
      {
        name: 'bus',
        roleArn: 'role',
        type: 'AMAZON_EVENTBRIDGE',
        eventBusArn: 'arn:aws:events:eu-west-1:000000000000:event-bus/facts',
      },
    ]);
  });

  it('reads resolvers in any order, with batching and caching', () => {
    const { api } = readTemplateOf({
      Resources: anApi(
        {},
        {
          Pipe: aResolver({
            Kind: 'PIPELINE',
            DataSourceName: undefined,
            PipelineConfig: { Functions: [getAtt('Step', 'FunctionId')] },
          }),
          Unit: aResolver({
            FieldName: 'b',
            MaxBatchSize: 5,
            CachingConfig: { Ttl: 30, CachingKeys: ['$context.arguments.id'] },
          }),
          Step: inApi('AWS::AppSync::FunctionConfiguration', {
            Name: 'step',
            DataSourceName: getAtt('Nothing', 'Name'),
            Runtime: { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' },
            Code: CODE,
          }),
          Nothing: NOTHING,
        },
      ),
    });

    expect(api.resolvers).toMatchObject([
      { kind: 'PIPELINE', functionIds: [api.functions[0]?.functionId], caching: null },
      { kind: 'UNIT', maxBatchSize: 5, caching: { ttlSeconds: 30, keys: ['$context.arguments.id'] } },
    ]);
    expect(api.resolvers[0]?.arn).toBe(`${api.arn}/types/Query/resolvers/a`);
  });

  it('leaves resources of another API out', () => {
    const foreign = of('AWS::AppSync::DataSource', { ApiId: 'elsewhere', Name: 'X', Type: 'NONE' });

    expect(readTemplateOf({ Resources: anApi({}, { Foreign: foreign }) }).api.dataSources).toEqual([]);
  });
});
