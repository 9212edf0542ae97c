import type { Resource } from '../resource.ts';
import type { AttributeTable } from './types.ts';

/** 26 characters, as AppSync's own api ids. */
export const apiIdOf = (api: Resource): string => api.token(26);
export const apiArnOf = (api: Resource): string => api.arn('appsync', `apis/${apiIdOf(api)}`);
export const apiKeyValueOf = (key: Resource): string => `da2-${key.token(26)}`;
export const functionIdOf = (fn: Resource): string => fn.token(26);

const ofApi = (resource: Resource, rest: string): string =>
  resource.arn('appsync', `apis/${resource.properties.text('ApiId')}/${rest}`);

const keyIdOf = (key: Resource): string => `da2-${key.token(22)}`;
const keyArn = (key: Resource): string => ofApi(key, `apikey/${keyIdOf(key)}`);
const dataSourceArn = (source: Resource): string => ofApi(source, `datasources/${source.properties.text('Name')}`);
const functionArn = (fn: Resource): string => ofApi(fn, `functions/${functionIdOf(fn)}`);

/** `arn:…:apis/ID/types/TYPE/resolvers/FIELD`. */
export const resolverArnOf = (resolver: Resource): string =>
  ofApi(resolver, `types/${resolver.properties.text('TypeName')}/resolvers/${resolver.properties.text('FieldName')}`);

const hostOf = (endpoint: string): string => endpoint.replace(/^https?:\/\//, '');
const graphqlUrl = (api: Resource): string => `${api.scope.world.endpoint}/graphql`;
const realtimeUrl = (api: Resource): string => `${graphqlUrl(api).replace(/^http/, 'ws')}/realtime`;
const property =
  (name: string) =>
  (resource: Resource): string =>
    resource.properties.text(name);

export const APPSYNC: AttributeTable = {
  'AWS::AppSync::GraphQLApi': {
    ref: apiArnOf,
    attributes: {
      ApiId: apiIdOf,
      Arn: apiArnOf,
      GraphQLUrl: graphqlUrl,
      GraphQLDns: (api) => hostOf(api.scope.world.endpoint),
      GraphQLEndpointArn: (api) => api.arn('appsync', `endpoints/graphql-api/${api.token(26)}`),
      RealtimeUrl: realtimeUrl,
      RealtimeDns: (api) => hostOf(api.scope.world.endpoint),
    },
  },
  'AWS::AppSync::GraphQLSchema': {
    ref: (schema) => `${schema.properties.text('ApiId')}GraphQLSchema`,
    attributes: { Id: (schema) => `${schema.properties.text('ApiId')}GraphQLSchema` },
  },
  'AWS::AppSync::ApiKey': { ref: keyArn, attributes: { ApiKey: apiKeyValueOf, ApiKeyId: keyIdOf, Arn: keyArn } },
  'AWS::AppSync::ApiCache': { ref: (cache) => cache.token(26), attributes: { Id: (cache) => cache.token(26) } },
  'AWS::AppSync::DataSource': {
    ref: dataSourceArn,
    attributes: { DataSourceArn: dataSourceArn, Name: property('Name') },
  },
  'AWS::AppSync::FunctionConfiguration': {
    ref: functionArn,
    attributes: {
      FunctionArn: functionArn,
      FunctionId: functionIdOf,
      Name: property('Name'),
      DataSourceName: property('DataSourceName'),
    },
  },
  'AWS::AppSync::Resolver': {
    ref: resolverArnOf,
    attributes: { ResolverArn: resolverArnOf, TypeName: property('TypeName'), FieldName: property('FieldName') },
  },
};
