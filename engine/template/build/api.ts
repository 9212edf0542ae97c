import { userError } from '../../kernel/index.ts';
import { apiArnOf, apiIdOf, apiKeyValueOf } from '../attributes/appsync.ts';
import type { ApiBlueprint, ApiCacheBlueprint, ApiKeyBlueprint, DataSourceBlueprint } from '../blueprint.ts';
import type { Assets } from '../read/assets.ts';
import type { Resource } from '../resource.ts';
import type { Resources } from '../resources.ts';
import { buildAuthProviders } from './auth.ts';
import { buildDataSource } from './data-sources.ts';
import { buildFunction, buildResolver } from './resolvers.ts';

const CACHE_BEHAVIORS = ['FULL_REQUEST_CACHING', 'PER_RESOLVER_CACHING', 'OPERATION_LEVEL_CACHING'] as const;
const LOG_LEVELS = ['NONE', 'ERROR', 'INFO', 'DEBUG', 'ALL'] as const;

/** Everything that belongs to the one GraphQL API of the served stacks. */
export function buildApi(resources: Resources, assets: Assets): ApiBlueprint {
  refuseOtherApis(resources);
  const api = theApi(resources);
  const apiId = apiIdOf(api);
  const own = (type: string): readonly Resource[] =>
    resources.ofType(type).filter((resource) => resource.properties.text('ApiId') === apiId);
  const dataSources = own('AWS::AppSync::DataSource').map(buildDataSource);
  const parts = { assets, dataSources: byName(dataSources), functionIds: new Set<string>() };
  const functions = own('AWS::AppSync::FunctionConfiguration').map((resource) => buildFunction(resource, parts));
  const withFunctions = { ...parts, functionIds: new Set(functions.map((fn) => fn.functionId)) };
  const resolvers = own('AWS::AppSync::Resolver').map((resource) => buildResolver(resource, withFunctions));
  refuseTwins(resolvers.map((resolver) => `${resolver.typeName}.${resolver.fieldName}`));
  return {
    apiId,
    arn: apiArnOf(api),
    sdl: readSdl(own('AWS::AppSync::GraphQLSchema')[0], api, assets),
    authProviders: buildAuthProviders(api),
    apiKeys: own('AWS::AppSync::ApiKey').map((key) => buildApiKey(key, resources)),
    dataSources,
    functions,
    resolvers,
    ...settingsOf(api),
    cache: buildCache(own('AWS::AppSync::ApiCache')[0]),
  };
}

function settingsOf(api: Resource) {
  const { properties } = api;
  const log = properties.section('LogConfig');
  return {
    name: properties.text('Name'),
    environment: properties.textMap('EnvironmentVariables'),
    queryDepthLimit: properties.number('QueryDepthLimit', 0),
    resolverCountLimit: properties.number('ResolverCountLimit', 0),
    introspection: properties.choice('IntrospectionConfig', ['ENABLED', 'DISABLED'], 'ENABLED') === 'ENABLED',
    fieldLogLevel: log?.choice('FieldLogLevel', LOG_LEVELS, 'NONE') ?? 'NONE',
    excludeVerboseContent: log?.flag('ExcludeVerboseContent', false) ?? false,
  } satisfies Partial<ApiBlueprint>;
}

function theApi(resources: Resources): Resource {
  const apis = resources.ofType('AWS::AppSync::GraphQLApi');
  const [api, second] = apis;
  if (api === undefined) {
    throw userError(
      'TEMPLATE_NO_API',
      'The chosen stack has no resource of type AWS::AppSync::GraphQLApi',
      'Choose a stack with a GraphQL API.',
    );
  }
  if (second !== undefined) {
    throw userError(
      'TEMPLATE_SEVERAL_APIS',
      `The chosen stack has several GraphQL APIs: ${apis.map((it) => resources.labelOf(it)).join(', ')}`,
      'Keep one GraphQL API in a stack and choose the stack with --stack.',
    );
  }
  if (api.properties.choice('ApiType', ['GRAPHQL', 'MERGED'], 'GRAPHQL') === 'GRAPHQL') return api;
  throw userError(
    'TEMPLATE_NOT_SUPPORTED',
    `${api.properties.at('ApiType')} is MERGED; merged APIs are not served`,
    'Serve one of the source APIs instead.',
  );
}

const OTHER_APIS: Readonly<Record<string, string>> = {
  'AWS::AppSync::Api': 'the AppSync Events API',
  'AWS::AppSync::ChannelNamespace': 'the AppSync Events API',
  'AWS::AppSync::SourceApiAssociation': 'merged APIs',
};

function refuseOtherApis(resources: Resources): void {
  const [other] = resources.ofType(...Object.keys(OTHER_APIS));
  if (other === undefined) return;
  throw userError(
    'TEMPLATE_NOT_SUPPORTED',
    `${other.place} is of type ${other.type}; ${OTHER_APIS[other.type] ?? other.type} are not served`.replace(
      'API are',
      'API is',
    ),
    'Move it to a stack of its own, and choose the stack with the GraphQL API with --stack.',
  );
}

function byName(dataSources: readonly DataSourceBlueprint[]): ReadonlyMap<string, DataSourceBlueprint> {
  return new Map(dataSources.map((source) => [source.name, source]));
}

function refuseTwins(coordinates: readonly string[]): void {
  const twin = coordinates.find((coordinate, index) => coordinates.indexOf(coordinate) !== index);
  if (twin === undefined) return;
  throw userError(
    'TEMPLATE_DUPLICATE_RESOLVER',
    `${twin} has more than one resolver`,
    'Keep one AWS::AppSync::Resolver for the field.',
  );
}

function readSdl(schema: Resource | undefined, api: Resource, assets: Assets): string {
  const inline = schema?.properties.optionalText('Definition') ?? null;
  if (inline !== null) return inline;
  const location = schema?.properties.optionalText('DefinitionS3Location') ?? null;
  if (schema !== undefined && location !== null)
    return assets.text(location, schema.properties.at('DefinitionS3Location'));
  throw userError(
    'TEMPLATE_MISSING_PROPERTY',
    `${schema?.place ?? api.place}: the API has no schema definition`,
    'Add AWS::AppSync::GraphQLSchema with Definition or DefinitionS3Location.',
  );
}

function buildApiKey(key: Resource, resources: Resources): ApiKeyBlueprint {
  return {
    logicalId: resources.labelOf(key),
    description: key.properties.optionalText('Description'),
    expires: key.properties.optionalNumber('Expires'),
    value: apiKeyValueOf(key),
  };
}

function buildCache(cache: Resource | undefined): ApiCacheBlueprint | null {
  if (cache === undefined) return null;
  return {
    behavior: cache.properties.choice('ApiCachingBehavior', CACHE_BEHAVIORS),
    ttlSeconds: cache.properties.number('Ttl', 3600),
  };
}
