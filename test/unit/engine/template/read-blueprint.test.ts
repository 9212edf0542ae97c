import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBlueprint, type Blueprint } from '../../../../engine/template/index.ts';
import { synthOtherApp } from '../../../fixtures/other-app/app.ts';

describe('readBlueprint, over an assembly of two stacks, one with a nested stack', () => {
  let folder: string;
  let blueprint: Blueprint;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'other-app-'));
    synthOtherApp(folder);
    blueprint = readBlueprint({ path: folder, endpoint: 'http://localhost:4100' });
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('finds the one stack with an API', () => {
    expect(blueprint.api.name).toBe('library');
    expect(blueprint.api.queryDepthLimit).toBe(8);
    expect(blueprint.api.environment).toEqual({ branch: 'main-street' });
    expect(blueprint.api.authProviders).toEqual([{ mode: 'API_KEY' }, { mode: 'AWS_IAM' }]);
  });

  it('reads the schema', () => {
    expect(blueprint.api.sdl).toContain('type Loan @aws_api_key @aws_iam');
  });

  it('takes region and account from defaults when the assembly leaves them open', () => {
    expect([blueprint.region, blueprint.accountId]).toEqual(['eu-west-1', '000000000000']);
  });

  it('lays the nested stack flat and ties its resolver to the API of its parent', () => {
    const loan = blueprint.api.resolvers.find((resolver) => resolver.fieldName === 'loan');

    expect(loan).toMatchObject({
      kind: 'PIPELINE',
      functionIds: [blueprint.api.functions[0]?.functionId],
      dataSourceName: null,
    });
    expect(loan?.code?.text).toContain('ctx.prev.result');
  });

  it('resolves an output of a nested stack in its parent', () => {
    const source = blueprint.api.dataSources.find((it) => it.name === 'LoansSource');
    const loans = blueprint.tables.find((table) => table.partitionKey.name === 'loanId');

    expect(source).toMatchObject({ type: 'AMAZON_DYNAMODB', tableName: loans?.tableName });
  });

  it('serves the table of the stack that it imports from', () => {
    const books = blueprint.tables.find((table) => table.partitionKey.name === 'isbn');

    expect(books).toMatchObject({
      sortKey: null,
      streamViewType: 'NEW_AND_OLD_IMAGES',
      ttlAttribute: 'withdrawnAt',
      globalIndexes: [
        {
          name: 'byAuthor',
          partitionKey: { name: 'author', type: 'S' },
          sortKey: { name: 'year', type: 'N' },
          projection: 'ALL',
        },
      ],
    });
    expect(blueprint.api.dataSources[0]).toMatchObject({ tableName: books?.tableName });
  });

  it('keeps a direct Lambda resolver without code', () => {
    const fine = blueprint.api.resolvers.find((resolver) => resolver.fieldName === 'fine');

    expect(fine).toMatchObject({ kind: 'UNIT', dataSourceName: 'FineSource', code: null });
  });

  it('gives functions their inline code and resolved environment', () => {
    const fine = blueprint.functions.find((fn) => fn.logicalId.startsWith('Fine'));

    expect(fine).toMatchObject({
      handler: 'index.handler',
      code: { inline: expect.stringContaining('cents') },
      environment: { CENTS_A_DAY: '25', API_URL: 'http://localhost:4100/graphql' },
    });
  });

  it('ties an event source in the nested stack to the stream of the imported table', () => {
    const [source] = blueprint.eventSources;
    const books = blueprint.tables.find((table) => table.partitionKey.name === 'isbn');

    expect(source).toMatchObject({ streamArn: books?.streamArn, batchSize: 10, reportBatchItemFailures: true });
    expect(blueprint.functions.map((fn) => fn.arn)).toContain(source?.functionArn);
  });

  it('gathers the policies of each role', () => {
    const role = blueprint.roles.find((it) => it.arn === blueprint.api.dataSources[0]?.roleArn);

    expect(JSON.stringify(role?.policies)).toContain('dynamodb:GetItem');
  });

  it('gives the outputs of the root stack', () => {
    expect(blueprint.outputs).toEqual({
      GraphQLUrl: 'http://localhost:4100/graphql',
      ApiKey: blueprint.api.apiKeys[0]?.value,
    });
    expect(blueprint.outputs.ApiKey).toMatch(/^da2-[a-z2-7]{26}$/);
  });

  it('lists what it passes over, with the consequence', () => {
    expect(blueprint.notServed).toEqual([
      {
        logicalId: expect.stringMatching(/^Covers/),
        type: 'AWS::S3::Bucket',
        consequence: expect.stringContaining('S3'),
        severity: 'warn',
      },
    ]);
  });

  it('gives the same blueprint at each reading', () => {
    expect(readBlueprint({ path: folder, endpoint: 'http://localhost:4100' })).toEqual(blueprint);
  });

  it('takes region and account that are given', () => {
    const moved = readBlueprint({
      path: folder,
      endpoint: 'http://h:1/',
      region: 'us-east-1',
      accountId: '123456789012',
    });

    expect(moved.api.arn).toBe(`arn:aws:appsync:us-east-1:123456789012:apis/${moved.api.apiId}`);
    expect(moved.outputs.GraphQLUrl).toBe('http://h:1/graphql');
  });

  it('refuses a stack without an API', () => {
    expect(() => readBlueprint({ path: folder, endpoint: 'http://h:1', stack: 'Catalog' })).toThrow(
      expect.objectContaining({ code: 'TEMPLATE_NO_API' }),
    );
  });

  it('refuses a stack that is not there, naming those that are', () => {
    expect(() => readBlueprint({ path: folder, endpoint: 'http://h:1', stack: 'Nowhere' })).toThrow(
      /Catalog, LibraryApi/,
    );
  });
});
