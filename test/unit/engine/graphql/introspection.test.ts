import { describe, expect, it } from '@jest/globals';
import { buildClientSchema, getIntrospectionQuery, isInputObjectType, printSchema } from 'graphql';
import type { IntrospectionQuery } from 'graphql';
import { anApi, ask } from './given.ts';

const SDL = `
  "The roots."
  type Query { at(when: AWSDateTime = "2020-01-01T00:00Z", input: In): Thing @aws_iam }
  type Thing { id: ID!  old: String @deprecated(reason: "gone") }
  input In { json: AWSJSON  level: Level = LOW }
  enum Level { LOW HIGH }
`;

describe('introspection', () => {
  it('gives tools the whole schema, with AWS scalars and directives', async () => {
    const body = await ask(
      anApi({ sdl: SDL }),
      getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true }),
    );
    expect(body.errors).toBeUndefined();
    const schema = buildClientSchema(body.data as unknown as IntrospectionQuery);
    expect(printSchema(schema)).toContain('at(when: AWSDateTime = "2020-01-01T00:00Z", input: In): Thing');
    expect(schema.getDirectives().map((one) => one.name)).toEqual(
      expect.arrayContaining([
        'aws_api_key',
        'aws_iam',
        'aws_oidc',
        'aws_lambda',
        'aws_cognito_user_pools',
        'aws_auth',
        'aws_subscribe',
      ]),
    );
    for (const name of [
      'AWSDate',
      'AWSTime',
      'AWSDateTime',
      'AWSTimestamp',
      'AWSEmail',
      'AWSJSON',
      'AWSURL',
      'AWSPhone',
      'AWSIPAddress',
    ]) {
      expect(schema.getType(name)?.description).toContain(name);
    }
    const input = schema.getType('In');
    expect(isInputObjectType(input) ? input.getFields().level?.defaultValue : null).toBe('LOW');
  });

  it('mixes with other fields, and passes over definitions that AppSync has by itself', async () => {
    const api = anApi({
      sdl: `scalar AWSJSON directive @aws_iam on OBJECT ${SDL}`,
      resolvers: { 'Query.at': () => ({ id: 1 }) },
      api: { authProviders: [{ mode: 'AWS_IAM' }] },
    });
    const body = await ask(
      api,
      '{ __type(name: "Thing") { fields(includeDeprecated: true) { name deprecationReason } } __typename }',
    );
    expect(body).toEqual({
      data: {
        __type: {
          fields: [
            { name: 'id', deprecationReason: null },
            { name: 'old', deprecationReason: 'gone' },
          ],
        },
        __typename: 'Query',
      },
    });
  });

  it('takes root types of other names from a schema block', async () => {
    const api = anApi({ sdl: 'schema { query: Root } type Root { a: String }', resolvers: { 'Root.a': () => 'x' } });
    expect(await ask(api, '{ a __typename }')).toEqual({ data: { a: 'x', __typename: 'Root' } });
  });
});
