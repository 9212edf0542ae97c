import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { synthesizeApp, type Resource, type SynthesizedApp } from '../support/template.ts';

let app: SynthesizedApp;
beforeAll(() => {
  app = synthesizeApp();
});

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

const statementsOf = (resource: Resource): readonly Statement[] =>
  (resource.Properties.PolicyDocument as { readonly Statement: readonly Statement[] }).Statement;

describe('the assembly', () => {
  it('needs no look-up in an account and no Docker', () => {
    const manifest = JSON.parse(readFileSync(join(app.folder, 'manifest.json'), 'utf8')) as Record<string, unknown>;

    expect(manifest.missing).toBeUndefined();
    expect(JSON.stringify(manifest)).not.toContain('"container-image"');
  });

  it('is the same when it is written again', () => {
    const again = synthesizeApp();
    const templates = (from: SynthesizedApp): string => JSON.stringify(from.resources);

    expect(templates(again)).toBe(templates(app));
  });
});

describe('tables', () => {
  it('are paid by request, with a stream and point-in-time recovery', () => {
    const tables = app.ofType('AWS::DynamoDB::GlobalTable');

    expect(tables).toHaveLength(3);
    for (const { Properties } of tables) {
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
        Replicas: [{ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }],
      });
    }
  });

  it('survive the stack in production', () => {
    const tables = synthesizeApp({ stage: 'prod' }).ofType('AWS::DynamoDB::GlobalTable');

    expect(tables.map((table) => table.DeletionPolicy)).toEqual(['Retain', 'Retain', 'Retain']);
    expect(
      tables.every((table) => JSON.stringify(table.Properties.Replicas).includes('"DeletionProtectionEnabled":true')),
    ).toBe(true);
  });
});

describe('the API', () => {
  it('has IAM as its default mode, a user pool and an API key beside it', () => {
    expect(app.ofType('AWS::AppSync::GraphQLApi')[0]?.Properties).toMatchObject({
      AuthenticationType: 'AWS_IAM',
      AdditionalAuthenticationProviders: [
        { AuthenticationType: 'AMAZON_COGNITO_USER_POOLS' },
        { AuthenticationType: 'API_KEY' },
      ],
      QueryDepthLimit: 12,
      ResolverCountLimit: 1000,
      XrayEnabled: true,
      LogConfig: { FieldLogLevel: 'ERROR', ExcludeVerboseContent: true },
    });
  });

  it('answers questions about its schema everywhere but in production', () => {
    const introspection = (from: SynthesizedApp): unknown =>
      from.ofType('AWS::AppSync::GraphQLApi')[0]?.Properties.IntrospectionConfig;

    expect(introspection(app)).toBe('ENABLED');
    expect(introspection(synthesizeApp({ stage: 'prod' }))).toBe('DISABLED');
  });

  it('takes the merged schema, without extensions and without what AppSync defines itself', () => {
    const sdl = String(app.ofType('AWS::AppSync::GraphQLSchema')[0]?.Properties.Definition);

    expect(sdl).not.toMatch(/extend type|scalar AWS|directive @/);
    expect(sdl).toContain('onAccountChange(');
  });
});

describe('functions', () => {
  it('run on arm64 with JSON logs, tracing, a time-out and a log group that forgets', () => {
    const functions = app.ofType('AWS::Lambda::Function');

    expect(functions.length).toBeGreaterThan(10);
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({
        Architectures: ['arm64'],
        Runtime: 'nodejs24.x',
        Timeout: 10,
        MemorySize: 256,
        LoggingConfig: { LogFormat: 'JSON' },
        TracingConfig: { Mode: 'Active' },
      });
    }
    expect(app.ofType('AWS::Logs::LogGroup').every((group) => group.Properties.RetentionInDays === 30)).toBe(true);
  });

  it('have a role and an alias each', () => {
    const roles = app.ofType('AWS::Lambda::Function').map((each) => JSON.stringify(each.Properties.Role));

    expect(new Set(roles).size).toBe(roles.length);
    expect(app.ofType('AWS::Lambda::Alias')).toHaveLength(roles.length);
  });

  it('are called by their alias', () => {
    const sources = app.ofType('AWS::AppSync::DataSource').filter((each) => each.Properties.Type === 'AWS_LAMBDA');

    expect(sources.length).toBeGreaterThan(5);
    for (const { Properties } of sources) {
      expect(JSON.stringify(Properties.LambdaConfig)).toMatch(/HandlerLive/);
    }
  });
});

describe('grants', () => {
  it('name no AWS-managed policy', () => {
    expect(app.ofType('AWS::IAM::Role').flatMap((role) => role.Properties.ManagedPolicyArns ?? [])).toEqual([]);
  });

  it('use a wildcard for traces alone, which know no resource', () => {
    const wild = app
      .ofType('AWS::IAM::Policy')
      .flatMap(statementsOf)
      .filter((statement) => statement.Resource === '*')
      .flatMap((statement) => statement.Action);

    expect(new Set(wild)).toEqual(new Set(['xray:PutTraceSegments', 'xray:PutTelemetryRecords']));
  });

  it('let nothing scan a table', () => {
    const actions = app
      .ofType('AWS::IAM::Policy')
      .flatMap(statementsOf)
      .flatMap((statement) => statement.Action);

    expect(actions.filter((action) => /Scan|^dynamodb:\*/.test(action))).toEqual([]);
  });

  it('let the publisher call one mutation', () => {
    const publisher = app
      .ofType('AWS::IAM::Policy')
      .filter((policy) => policy.logicalId.includes('publishAccountChange'));

    const calls = publisher.flatMap(statementsOf).filter((statement) => statement.Action === 'appsync:GraphQL');

    expect(calls).toHaveLength(1);
    expect(JSON.stringify(calls[0]?.Resource)).toContain('types/Mutation/fields/publishAccountChange');
  });
});

describe('the ledger stream', () => {
  it('reports single failures, splits, gives up after a while and then names what it dropped', () => {
    const mapping = app
      .ofType('AWS::Lambda::EventSourceMapping')
      .find((each) => JSON.stringify(each.Properties.FilterCriteria).includes('L#'));

    expect(mapping?.Properties).toMatchObject({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 5,
      MaximumRecordAgeInSeconds: 3600,
      FilterCriteria: {
        Filters: [{ Pattern: '{"eventName":["INSERT"],"dynamodb":{"Keys":{"sk":{"S":[{"prefix":"L#"}]}}}}' }],
      },
    });
    expect(JSON.stringify(mapping?.Properties.DestinationConfig)).toContain('LedgerStreamFailures');
  });
});

describe('the stock stream', () => {
  it('gathers the changes of a second, so that a rush costs two writes a second and not two for each unit', () => {
    const mapping = app
      .ofType('AWS::Lambda::EventSourceMapping')
      .find((each) => JSON.stringify(each.Properties.FilterCriteria).includes('STOCK#'));

    expect(mapping?.Properties).toMatchObject({ BatchSize: 100, MaximumBatchingWindowInSeconds: 1 });
    expect(mapping?.Properties.ParallelizationFactor ?? 1).toBe(1);
  });
});

describe('resolver code', () => {
  it('is short enough for AppSync and says which file it came from', () => {
    const coded = app.ofType('AWS::AppSync::Resolver').filter((each) => each.Properties.Code !== undefined);

    expect(coded.length).toBeGreaterThan(10);
    for (const { Properties } of coded) {
      expect(String(Properties.Code).length).toBeLessThan(32_000);
      expect(String(Properties.Code)).toContain('sourceMappingURL');
    }
  });
});

describe('the user pool', () => {
  it('puts the member into access tokens, which the plan has to allow', () => {
    const [pool] = app.ofType('AWS::Cognito::UserPool');

    expect(pool?.Properties).toMatchObject({
      UserPoolTier: 'ESSENTIALS',
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0' } },
    });
    expect(JSON.stringify(pool?.Properties.LambdaConfig)).toContain('MemberClaimLive');
  });
});
