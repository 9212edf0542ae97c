import { describe, expect, it } from '@jest/globals';
import { isEngineError } from '../../../../engine/kernel/index.ts';
import { anApi, aResolver, caught, inApi, NOTHING, readTemplateOf, type Template } from './given-template.ts';

interface Refusal {
  readonly name: string;
  readonly resources: Template;
  readonly code: string;
  /** Words that the message must hold: the place and the value. */
  readonly says: readonly string[];
}

/** Ranges, names and pairs of spec 1.1 and 10.1. */
const NOT_CREATED: readonly Refusal[] = [
  {
    name: 'code without a runtime',
    resources: anApi({}, { Nothing: NOTHING, R: aResolver({ Runtime: undefined }) }),
    code: 'TEMPLATE_MISSING_PROPERTY',
    says: ['Resources.R.Properties has code, but no Runtime'],
  },
  {
    name: 'another version of the runtime',
    resources: anApi(
      {},
      { Nothing: NOTHING, R: aResolver({ Runtime: { Name: 'APPSYNC_JS', RuntimeVersion: '2.0.0' } }) },
    ),
    code: 'TEMPLATE_BAD_VALUE',
    says: ['Resources.R.Properties.Runtime.RuntimeVersion', '2.0.0', '1.0.0'],
  },
  {
    name: 'batches beyond 2,000',
    resources: anApi({}, { Nothing: NOTHING, R: aResolver({ MaxBatchSize: 3_000 }) }),
    code: 'TEMPLATE_BAD_VALUE',
    says: ['Resources.R.Properties.MaxBatchSize', '3000', '0 to 2000'],
  },
  {
    name: 'caching for longer than an hour',
    resources: anApi({}, { Nothing: NOTHING, R: aResolver({ CachingConfig: { Ttl: 3_601 } }) }),
    code: 'TEMPLATE_BAD_VALUE',
    says: ['CachingConfig.Ttl', '3601', '1 to 3600'],
  },
  {
    name: 'an authorizer whose answers would hold for longer than an hour',
    resources: anApi({
      AuthenticationType: 'AWS_LAMBDA',
      LambdaAuthorizerConfig: { AuthorizerUri: 'arn', AuthorizerResultTtlInSeconds: 3_601 },
    }),
    code: 'TEMPLATE_BAD_VALUE',
    says: ['AuthorizerResultTtlInSeconds', '3601'],
  },
  {
    name: 'a name of a data source that AppSync does not take',
    resources: anApi(
      {},
      {
        Src: inApi('AWS::AppSync::DataSource', { Name: 'bad-name', Type: 'NONE' }),
        User: aResolver({ DataSourceName: 'bad-name' }),
      },
    ),
    code: 'TEMPLATE_BAD_VALUE',
    says: ['Resources.Src.Properties.Name', 'bad-name'],
  },
  {
    name: 'two schemas of one API',
    resources: anApi({}, { More: inApi('AWS::AppSync::GraphQLSchema', { Definition: 'type A { a: ID }' }) }),
    code: 'TEMPLATE_BAD_VALUE',
    says: ['Resources.More', 'second schema'],
  },
];

describe('what AppSync would not create', () => {
  it.each(NOT_CREATED)('is refused before: $name', ({ resources, code, says }) => {
    const thrown = caught(() => readTemplateOf({ Resources: resources }));

    expect(isEngineError(thrown) && { code: thrown.code, kind: thrown.kind }).toEqual({ code, kind: 'user' });
    for (const word of says) expect(String(thrown)).toContain(word);
  });
});
