import { describe, expect, it } from '@jest/globals';
import { anApi, inApi, readTemplateOf } from './given-template.ts';
import type { Template } from './given-template.ts';

const apiOf = (properties: Template, more: Template = {}) => readTemplateOf({ Resources: anApi(properties, more) }).api;
const cached = (properties: Template) =>
  apiOf({}, { Cache: inApi('AWS::AppSync::ApiCache', { ApiCachingBehavior: 'FULL_REQUEST_CACHING', ...properties }) })
    .cache;

describe('the settings of an API', () => {
  it('have its environment variables, as text', () => {
    expect(apiOf({ EnvironmentVariables: { TABLE: 'things', limit_2: 5 } }).environment).toEqual({
      TABLE: 'things',
      limit_2: '5',
    });
  });

  it.each([
    ['a name that begins with a digit', { '1a': 'x' }],
    ['a name of one letter', { a: 'x' }],
    ['a name of 65 characters', { ['a'.repeat(65)]: 'x' }],
    ['a value of 513 characters', { name: 'x'.repeat(513) }],
    ['51 variables', Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`name${index}`, 'x']))],
  ])('refuse environment variables with %s', (_, EnvironmentVariables) => {
    expect(() => apiOf({ EnvironmentVariables })).toThrow(/Api\.Properties\.EnvironmentVariables.* is .*; expected /);
  });

  it.each([
    [{ QueryDepthLimit: 76 }, 'a whole number from 0 to 75'],
    [{ QueryDepthLimit: -1 }, 'a whole number from 0 to 75'],
    [{ ResolverCountLimit: 10_001 }, 'a whole number from 0 to 10000'],
    [{ ResolverCountLimit: 1.5 }, 'a whole number from 0 to 10000'],
    [{ IntrospectionConfig: 'OFF' }, 'one of ENABLED, DISABLED'],
    [{ LogConfig: { FieldLogLevel: 'WARN' } }, 'one of NONE, ERROR, INFO, DEBUG, ALL'],
  ])('refuse %j', (properties, expected) => expect(() => apiOf(properties)).toThrow(`expected ${expected}`));

  it('tell an API without LogConfig from one whose fields are not logged', () => {
    expect(apiOf({})).toMatchObject({ logsRequests: false, fieldLogLevel: 'NONE' });
    expect(apiOf({ LogConfig: { FieldLogLevel: 'NONE' } })).toMatchObject({
      logsRequests: true,
      fieldLogLevel: 'NONE',
    });
  });

  it('name what is not served of them', () => {
    const { notServed } = readTemplateOf({
      Resources: anApi({ XrayEnabled: true, EnhancedMetricsConfig: { OperationLevelMetricsConfig: 'ENABLED' } }),
    });
    expect(notServed).toMatchObject([
      { type: 'AWS::AppSync::GraphQLApi.XrayEnabled', consequence: 'no trace is kept' },
      { type: 'AWS::AppSync::GraphQLApi.EnhancedMetricsConfig' },
    ]);
  });
});

describe('the cache of an API', () => {
  it.each([
    ['SMALL', 'SMALL'],
    ['LARGE_12X', 'LARGE_12X'],
    ['T2_MEDIUM', 'MEDIUM'],
    ['R4_8XLARGE', 'LARGE_8X'],
  ])('of type %s has the size %s', (Type, size) =>
    expect(cached({ Type, Ttl: 5 })).toMatchObject({ size, ttlSeconds: 5 }),
  );

  it.each([{ Ttl: 0 }, { Ttl: 3_601 }, { Ttl: 1, Type: 'HUGE' }, { Ttl: 1, ApiCachingBehavior: 'SOME' }])(
    'refuses %j',
    (properties) => expect(() => cached({ Type: 'SMALL', ...properties })).toThrow(/expected /),
  );
});
