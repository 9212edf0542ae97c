import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { readBlueprint, type Blueprint, type ReadBlueprintOptions } from '../../../../engine/template/index.ts';
import { anApi, aResolver, getAtt, NOTHING, of, readTemplateOf, ref, withFiles } from './given-template.ts';
import type { Files, Template } from './given-template.ts';

interface GivenStack {
  readonly template: Template;
  readonly dependencies?: readonly string[];
  readonly parameters?: Readonly<Record<string, string>>;
  readonly environment?: string;
}

function readAssemblyOf(
  stacks: Readonly<Record<string, GivenStack>>,
  options: Partial<ReadBlueprintOptions> = {},
  files: Files = {},
): Blueprint {
  const artifacts = Object.entries(stacks).map(([id, stack]): readonly [string, unknown] => [
    id,
    {
      type: 'aws:cloudformation:stack',
      environment: stack.environment ?? 'aws://unknown-account/unknown-region',
      dependencies: stack.dependencies ?? [],
      properties: { templateFile: `${id}.template.json`, stackName: `stack-${id}`, parameters: stack.parameters ?? {} },
    },
  ]);
  const templates = Object.entries(stacks).map(([id, stack]): readonly [string, unknown] => [
    `${id}.template.json`,
    stack.template,
  ]);
  const assets = { assets: { type: 'cdk:asset-manifest', properties: { file: 'all.assets.json' } } };
  const all: Files = {
    'manifest.json': { artifacts: { ...Object.fromEntries(artifacts), ...assets } },
    ...Object.fromEntries(templates),
    ...files,
  };
  return withFiles(all, (path) => readBlueprint({ path, endpoint: 'http://localhost:4000', ...options }));
}

const asset = (key: string, path: string): Template => ({
  source: { path, packaging: 'file' },
  destinations: { here: { bucketName: 'b', objectKey: key } },
});

const nested = (key: string, parameters: Template = {}): Template =>
  of('AWS::CloudFormation::Stack', {
    TemplateURL: { 'Fn::Sub': `https://s3.\${AWS::Region}.\${AWS::URLSuffix}/assets/${key}` },
    Parameters: parameters,
  });

const aTable = of('AWS::DynamoDB::Table', {
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
});

describe('stacks of an assembly', () => {
  it('asks for --stack when several have an API, naming them', () => {
    const stacks = { One: { template: { Resources: anApi() } }, Two: { template: { Resources: anApi() } } };

    expect(() => readAssemblyOf(stacks)).toThrow(/One, Two/);
    expect(readAssemblyOf(stacks, { stack: 'stack-Two' }).api.name).toBe('shop');
  });

  it('leaves a stack with another API out, also when both use a third stack', () => {
    const stacks = {
      Shared: { template: { Resources: { Table: aTable } } },
      One: { template: { Resources: anApi() }, dependencies: ['Shared'] },
      Two: { template: { Resources: anApi({}, { Other: aTable }) }, dependencies: ['Shared'] },
    };

    expect(readAssemblyOf(stacks, { stack: 'One' }).tables.map((table) => table.logicalId)).toEqual(['Table']);
  });

  it('serves resolvers that a dependent stack adds by import', () => {
    const apiId = { 'Fn::ImportValue': { 'Fn::Sub': '${AWS::Region}:api' } };
    const dependent = {
      Nothing: of('AWS::AppSync::DataSource', { ApiId: apiId, Name: 'Nothing', Type: 'NONE' }),
      Resolver: { ...aResolver(), Properties: { ...(aResolver().Properties as Template), ApiId: apiId } },
    };
    const outputs = { Api: { Value: getAtt('Api', 'ApiId'), Export: { Name: { 'Fn::Sub': '${AWS::Region}:api' } } } };

    const { api } = readAssemblyOf({
      Main: { template: { Resources: anApi(), Outputs: outputs } },
      More: { template: { Resources: dependent } },
    });

    expect(api.resolvers.map((resolver) => resolver.fieldName)).toEqual(['a']);
  });

  it('takes what is given for an import, before what the assembly exports', () => {
    const template = { Resources: anApi({ Name: { 'Fn::ImportValue': 'their-name' } }) };

    expect(readTemplateOf(template, { imports: { 'their-name': 'given' } }).api.name).toBe('given');
  });

  it('refuses an import that nobody exports', () => {
    const template = { Resources: anApi({ Name: { 'Fn::ImportValue': 'nothing' } }) };

    expect(() => readAssemblyOf({ Main: { template } })).toThrow(
      expect.objectContaining({ code: 'TEMPLATE_DANGLING_REFERENCE' }),
    );
  });

  it('takes region, account and parameters from the assembly', () => {
    const template = {
      Resources: anApi({ Name: ref('Stage') }),
      Parameters: { Stage: { Type: 'String', Default: 'dev' } },
    };

    const blueprint = readAssemblyOf({
      Main: { template, environment: 'aws://111122223333/us-east-2', parameters: { Stage: 'prod' } },
    });

    expect([blueprint.region, blueprint.accountId, blueprint.api.name]).toEqual(['us-east-2', '111122223333', 'prod']);
  });
});

describe('nested stacks', () => {
  const files = (template: Template): Files => ({
    'all.assets.json': { files: { n: asset('n.json', 'n.template.json') } },
    'n.template.json': template,
  });

  it('passes parameters in and outputs out, and prefixes ids that collide', () => {
    const child = {
      Parameters: { ApiId: { Type: 'String' }, Table: { Type: 'String' } },
      Resources: {
        Nothing: of('AWS::AppSync::DataSource', { ApiId: ref('ApiId'), Name: 'Inner', Type: 'NONE' }),
        Table: aTable,
      },
      Outputs: { Name: { Value: ref('Table') } },
    };
    const main = anApi(
      { EnvironmentVariables: { inner: getAtt('Part', 'Outputs.Name') } },
      { Part: nested('n.json', { ApiId: getAtt('Api', 'ApiId'), Table: 'given' }), Nothing: NOTHING, Table: aTable },
    );

    const blueprint = readAssemblyOf({ Main: { template: { Resources: main } } }, {}, files(child));

    expect(blueprint.api.dataSources.map((source) => source.name)).toEqual(['Nothing', 'Inner']);
    expect(blueprint.tables.map((table) => table.logicalId)).toEqual(['Table', 'Part.Table']);
    expect(blueprint.api.environment.inner).toBe('given');
  });

  it('lets a parent use an output of the stack that it gives a parameter to', () => {
    const child = {
      Parameters: { ApiId: { Type: 'String' } },
      Resources: { Source: of('AWS::AppSync::DataSource', { ApiId: ref('ApiId'), Name: 'Inner', Type: 'NONE' }) },
      Outputs: { Source: { Value: getAtt('Source', 'Name') } },
    };
    const main = anApi(
      {},
      {
        Part: nested('n.json', { ApiId: getAtt('Api', 'ApiId') }),
        Resolver: aResolver({ DataSourceName: getAtt('Part', 'Outputs.Source') }),
      },
    );

    const { api } = readAssemblyOf({ Main: { template: { Resources: main } } }, {}, files(child));

    expect(api.resolvers[0]?.dataSourceName).toBe('Inner');
  });

  it('refuses a circle through parent and child, showing its path', () => {
    const child = {
      Parameters: { Name: { Type: 'String' } },
      Resources: {},
      Outputs: { Name: { Value: ref('Name') } },
    };
    const main = anApi(
      { Name: getAtt('Part', 'Outputs.Name') },
      { Part: nested('n.json', { Name: getAtt('Part', 'Outputs.Name') }) },
    );

    expect(() => readAssemblyOf({ Main: { template: { Resources: main } } }, {}, files(child))).toThrow(
      expect.objectContaining({ code: 'TEMPLATE_CYCLE', message: expect.stringContaining('Parameters.Name ->') }),
    );
  });

  it('refuses a template that no asset holds', () => {
    const main = anApi({}, { Part: nested('lost.json') });

    expect(() => readAssemblyOf({ Main: { template: { Resources: main } } })).toThrow(
      expect.objectContaining({ code: 'TEMPLATE_ASSET_NOT_FOUND', message: expect.stringContaining('lost.json') }),
    );
  });
});

describe('assets', () => {
  it('reads schema and code from S3 locations', () => {
    const main = {
      Api: of('AWS::AppSync::GraphQLApi', { Name: 'shop', AuthenticationType: 'AWS_IAM' }),
      Schema: of('AWS::AppSync::GraphQLSchema', {
        ApiId: getAtt('Api', 'ApiId'),
        DefinitionS3Location: { 'Fn::Sub': 's3://assets-${AWS::AccountId}/s.graphql' },
      }),
      Nothing: NOTHING,
      Resolver: aResolver({ Code: { Ref: 'AWS::NoValue' }, CodeS3Location: 's3://assets/code.js' }),
    };

    const { api } = readAssemblyOf(
      { Main: { template: { Resources: main } } },
      {},
      {
        'all.assets.json': { files: { s: asset('s.graphql', 'schema.graphql'), c: asset('code.js', 'resolver.js') } },
        'schema.graphql': 'type Query { a: ID }',
        'resolver.js': 'export const x = 1;',
      },
    );

    expect(api.sdl).toBe('type Query { a: ID }');
    expect(api.resolvers[0]?.code).toEqual({
      text: 'export const x = 1;',
      origin: expect.stringMatching(/resolver\.js$/),
    });
  });

  it('gives a function the unpacked folder of its asset', () => {
    const fn = of('AWS::Lambda::Function', {
      Role: 'arn:aws:iam::000000000000:role/r',
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Code: { S3Bucket: 'assets', S3Key: 'abc.zip' },
    });
    const assets = {
      files: {
        f: {
          source: { path: 'asset.abc', packaging: 'zip' },
          destinations: { here: { bucketName: 'b', objectKey: 'abc.zip' } },
        },
      },
    };

    const { functions } = readAssemblyOf(
      { Main: { template: { Resources: anApi({}, { Fn: fn }) } } },
      {},
      { 'all.assets.json': assets },
    );

    expect(functions[0]?.code).toEqual({ directory: expect.stringMatching(/asset\.abc$/) });
  });

  it('refuses a folder that is no assembly, and a path that is not there', () => {
    withFiles({}, (folder) => {
      expect(() => readBlueprint({ path: folder, endpoint: 'http://h' })).toThrow(/no manifest\.json/);
      expect(() => readBlueprint({ path: join(folder, 'x'), endpoint: 'http://h' })).toThrow(/does not exist/);
    });
  });
});
