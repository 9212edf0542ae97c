import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readBlueprint } from '../../../../engine/template/index.ts';
import { anApi, CODE, inApi, of, readTemplateOf, type Template, withFiles } from './given-template.ts';

const source = (properties: Template): Template => inApi('AWS::AppSync::DataSource', { Name: 'Src', ...properties });

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

  it('names a file that is neither an asset nor beside the template', () => {
    const Resources = anApi({}, { Schema: inApi('AWS::AppSync::GraphQLSchema', { DefinitionS3Location: 's3://b/k' }) });

    expect(() => readTemplateOf({ Resources })).toThrow(/names s3:\/\/b\/k.*no file beside the template/);
  });
});
