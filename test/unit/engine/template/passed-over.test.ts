import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { readBlueprint } from '../../../../engine/template/index.ts';
import {
  anApi,
  aResolver,
  CODE,
  getAtt,
  inApi,
  of,
  readTemplateOf,
  type Template,
  withFiles,
} from './given-template.ts';

const source = (properties: Template): Template => inApi('AWS::AppSync::DataSource', { Name: 'Src', ...properties });

const FUNCTION = {
  Type: 'AWS::Lambda::Function',
  Properties: { Role: 'r', Handler: 'h.h', Runtime: 'nodejs22.x' },
};

describe('what is passed over, and which API is served', () => {
  it('lists a data source whose table no stack creates', () => {
    const resources = anApi(
      {},
      { Src: source({ Type: 'AMAZON_DYNAMODB', DynamoDBConfig: { TableName: 'elsewhere' } }) },
    );

    expect(readTemplateOf({ Resources: resources }).notServed).toEqual([
      {
        logicalId: 'Src',
        type: 'AWS::AppSync::DataSource',
        consequence: expect.stringContaining('elsewhere'),
        severity: 'warn',
      },
    ]);
  });

  it('lists a data source that is not served when nothing uses it', () => {
    const { notServed, api } = readTemplateOf({
      Resources: anApi({}, { Src: source({ Type: 'RELATIONAL_DATABASE' }) }),
    });

    expect(api.dataSources).toEqual([]);
    expect(notServed).toMatchObject([
      { logicalId: 'Src', consequence: expect.stringContaining('RELATIONAL_DATABASE') },
    ]);
  });

  it('lists a data source that names what cannot be resolved, when nothing uses it', () => {
    const { notServed } = readTemplateOf({
      Resources: anApi(
        {},
        {
          Src: source({ Type: 'HTTP', HttpConfig: { Endpoint: { 'Fn::GetAtt': ['Web', 'Url'] } } }),
          Web: of('AWS::ACMPCA::CertificateAuthority'),
        },
      ),
    });

    expect(notServed.find(({ logicalId }) => logicalId === 'Src')?.consequence).toMatch(/nothing uses it.*Web/);
  });

  it('lists what calls a function that no stack creates', () => {
    const elsewhere = 'arn:aws:lambda:x:1:function:ghost';
    const { notServed } = readTemplateOf({
      Resources: anApi(
        {
          AdditionalAuthenticationProviders: [
            { AuthenticationType: 'AWS_LAMBDA', LambdaAuthorizerConfig: { AuthorizerUri: elsewhere } },
          ],
        },
        {
          Src: source({ Type: 'AWS_LAMBDA', LambdaConfig: { LambdaFunctionArn: elsewhere } }),
          R: aResolver({ DataSourceName: 'Src' }),
        },
      ),
    });

    expect(notServed).toMatchObject([
      { logicalId: 'Src', consequence: expect.stringContaining('function:ghost'), severity: 'warn' },
      { logicalId: 'Lambda authorizer', consequence: expect.stringContaining('is refused'), severity: 'warn' },
    ]);
  });

  it('lists an Events API and merged APIs beside the API that is served', () => {
    const { api, notServed } = readTemplateOf({
      Resources: anApi(
        {},
        {
          Events: of('AWS::AppSync::Api', { Name: 'e' }),
          EventsKey: of('AWS::AppSync::ApiKey', { ApiId: { 'Fn::GetAtt': ['Events', 'ApiId'] } }),
          Merged: of('AWS::AppSync::GraphQLApi', { Name: 'all', AuthenticationType: 'API_KEY', ApiType: 'MERGED' }),
          Link: of('AWS::AppSync::SourceApiAssociation', {}),
        },
      ),
    });

    expect([api.name, api.apiKeys]).toEqual(['shop', []]);
    expect(notServed.map(({ logicalId, severity }) => `${logicalId} ${severity}`)).toEqual([
      'Events warn',
      'Link warn',
    ]);
  });

  it('empties the variables of a function that name what is not served, and lists them', () => {
    const Variables = { Machine: { Ref: 'Machine' }, Kept: { Ref: 'AWS::Region' }, Absent: { Ref: 'AWS::NoValue' } };
    const { functions, notServed } = readTemplateOf({
      Resources: anApi(
        {},
        {
          Fn: of('AWS::Lambda::Function', {
            ...{ Role: 'r', Handler: 'h.h', Runtime: 'nodejs22.x', Code: { ZipFile: CODE } },
            Environment: { Variables },
          }),
          Machine: of('AWS::StepFunctions::StateMachine'),
        },
      ),
    });

    expect(functions[0]?.environment).toEqual({ Machine: '', Kept: 'eu-west-1' });
    expect(notServed.find(({ logicalId }) => logicalId === 'Fn')?.consequence).toMatch(/variable Machine is empty/);
  });

  it('serves the one of several APIs that is named, by its name or logical id', () => {
    const Resources = anApi(
      {},
      {
        Two: of('AWS::AppSync::GraphQLApi', { Name: 'second', AuthenticationType: 'API_KEY' }),
        SecondSchema: of('AWS::AppSync::GraphQLSchema', {
          ApiId: { 'Fn::GetAtt': ['Two', 'ApiId'] },
          Definition: 'type Query { b: ID }',
        }),
      },
    );

    expect(readTemplateOf({ Resources }, { api: 'second' }).api.sdl).toBe('type Query { b: ID }');
    expect(readTemplateOf({ Resources }, { api: 'Api' }).api.sdl).toBe('type Query { a: ID }');
    expect(() => readTemplateOf({ Resources }, { api: 'third' })).toThrow('it has shop (Api), second (Two)');
  });

  it.each<[string, Template]>([
    ['python3.13', { Runtime: 'python3.13' }],
    ['layer:powertools', { Layers: ['arn:aws:lambda:eu-west-1:1:layer:powertools:1'] }],
    ['Image', { PackageType: 'Image' }],
  ])(
    'lists a function in use that does not run here (%s), and what follows for field and stream',
    (why, properties) => {
      const fn = { Role: 'r', Handler: 'h.h', Runtime: 'nodejs22.x', Code: { ZipFile: CODE }, ...properties };
      const { api, eventSources, notServed } = readTemplateOf({
        Resources: anApi(
          {},
          {
            Fn: of('AWS::Lambda::Function', fn),
            Src: source({ Type: 'AWS_LAMBDA', LambdaConfig: { LambdaFunctionArn: getAtt('Fn', 'Arn') } }),
            R: aResolver({ DataSourceName: 'Src' }),
            Map: of('AWS::Lambda::EventSourceMapping', {
              EventSourceArn: 'arn:aws:dynamodb:eu-west-1:1:table/t/stream/x',
              FunctionName: getAtt('Fn', 'Arn'),
              StartingPosition: 'LATEST',
            }),
          },
        ),
      });

      expect(api.resolvers).toHaveLength(1);
      expect(eventSources).toEqual([]);
      expect(notServed).toMatchObject([
        { logicalId: 'Fn', consequence: expect.stringContaining(why), severity: 'warn' },
        { logicalId: 'Map', consequence: expect.stringContaining('nobody reads the stream'), severity: 'warn' },
        { logicalId: 'Src', consequence: expect.stringContaining('does not run here'), severity: 'warn' },
      ]);
    },
  );

  it('does not mind what the API does not need', () => {
    const unneeded = {
      Fn: of('AWS::Lambda::Function', { Role: 'r', Handler: 'h.h', Runtime: 'python3.13', Code: { ZipFile: CODE } }),
      Custom: of('Custom::Thing', { ServiceToken: { 'Fn::GetAtt': ['Nobody', 'Knows'] } }),
      Queued: of('AWS::Lambda::EventSourceMapping', { EventSourceArn: 'arn:aws:sqs:eu-west-1:1:q', FunctionName: 'f' }),
    };

    const { notServed, functions } = readTemplateOf({
      Resources: anApi({}, unneeded),
      Outputs: { Lost: { Value: { 'Fn::GetAtt': ['Custom', 'Answer'] } } },
    });

    expect(functions).toEqual([]);
    expect(notServed.map((it) => it.logicalId)).toEqual(['Custom', 'Queued', 'Fn', 'Lost']);
    expect(notServed.every((it) => it.consequence !== '')).toBe(true);
  });

  it('reads schema, code and nested templates beside the template, and a function from its folder', () => {
    const nested = { Resources: { T: of('AWS::SQS::Queue', { QueueName: 'nested' }) } };
    const Resources = {
      Api: of('AWS::AppSync::GraphQLApi', { Name: 'shop', AuthenticationType: 'API_KEY' }),
      Schema: inApi('AWS::AppSync::GraphQLSchema', { DefinitionS3Location: './s.graphql' }),
      Fn: of('AWS::Lambda::Function', { Role: 'r', Handler: 'h.h', Runtime: 'nodejs22.x', Code: '.' }),
      Inner: of('AWS::CloudFormation::Stack', { TemplateURL: 'inner.json' }),
    };
    const files = { 'shop.json': { Resources }, 's.graphql': 'type Query { c: ID }', 'inner.json': nested };

    withFiles(files, (folder) => {
      const { api, functions, queues } = readBlueprint({ path: join(folder, 'shop.json'), endpoint: 'http://x' });
      expect(api.sdl).toBe('type Query { c: ID }');
      expect(functions[0]?.code).toEqual({ directory: folder });
      expect(queues.map((queue) => queue.queueName)).toEqual(['nested']);
    });
  });

  it('looks for the files of a nested template beside that one', () => {
    const inner = { Resources: { Fn: { ...FUNCTION, Properties: { ...FUNCTION.Properties, Code: './code' } } } };
    const Resources = anApi({}, { Inner: of('AWS::CloudFormation::Stack', { TemplateURL: './child/inner.json' }) });

    withFiles({ 'shop.json': { Resources }, 'child/inner.json': inner, 'child/code/h.js': CODE }, (folder) => {
      const { functions } = readBlueprint({ path: join(folder, 'shop.json'), endpoint: 'http://x' });
      expect(functions[0]?.code).toEqual({ directory: join(folder, 'child/code') });
    });
  });

  it('unpacks an archive that lies beside the template under the last name of its key', () => {
    const Code = { S3Bucket: 'b', S3Key: 'serverless/shop/dev/1-now/shop.zip' };
    const Resources = anApi({}, { Fn: { ...FUNCTION, Properties: { ...FUNCTION.Properties, Code } } });
    const archive = zipSync({ 'src/h.js': strToU8('exports.h = 1;') });

    withFiles({ 'shop.json': { Resources }, 'shop.zip': Buffer.from(archive) }, (folder) => {
      const { functions } = readBlueprint({ path: join(folder, 'shop.json'), endpoint: 'http://x' });
      const code = functions[0]?.code ?? { directory: '' };
      expect('directory' in code && readFileSync(join(code.directory, 'src/h.js'), 'utf8')).toBe('exports.h = 1;');
    });
  });

  it.each([
    ['leads out of its folder', Buffer.from(zipSync({ '../evil.js': strToU8('1') })), 'lies outside of it'],
    ['is none', Buffer.from('not a zip'), 'cannot be unpacked'],
  ])('lists a function whose archive %s', (_name, archive, says) => {
    const Code = { S3Bucket: 'b', S3Key: 'shop.zip' };
    const used = {
      Src: source({ Type: 'AWS_LAMBDA', LambdaConfig: { LambdaFunctionArn: { 'Fn::GetAtt': ['Fn', 'Arn'] } } }),
    };
    const Fn = { ...FUNCTION, Properties: { ...FUNCTION.Properties, Code } };
    const Resources = anApi({}, { ...used, Fn, R: aResolver({ DataSourceName: 'Src' }) });

    withFiles({ 'shop.json': { Resources }, 'shop.zip': archive }, (folder) => {
      const { functions, notServed } = readBlueprint({ path: join(folder, 'shop.json'), endpoint: 'http://x' });
      expect(functions).toEqual([]);
      expect(notServed).toContainEqual(
        expect.objectContaining({ logicalId: 'Fn', consequence: expect.stringContaining(says) }),
      );
    });
  });

  it('names a file that is neither an asset nor beside the template', () => {
    const Resources = anApi({}, { Schema: inApi('AWS::AppSync::GraphQLSchema', { DefinitionS3Location: 's3://b/k' }) });

    expect(() => readTemplateOf({ Resources })).toThrow(/names s3:\/\/b\/k.*no file beside the template/);
  });
});
