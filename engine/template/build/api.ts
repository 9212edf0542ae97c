import { type EngineError, isEngineError, userError } from '../../kernel/index.ts';
import { apiArnOf, apiIdOf, apiKeyValueOf } from '../attributes/appsync.ts';
import type { ApiBlueprint, ApiKeyBlueprint, DataSourceBlueprint, NotServed } from '../blueprint.ts';
import type { Assets } from '../read/assets.ts';
import type { Resource } from '../resource.ts';
import type { Resources } from '../resources.ts';
import { buildCache, listUnservedSettings, readSettings } from './api-settings.ts';
import { buildAuthProviders } from './auth.ts';
import { buildDataSource } from './data-sources.ts';
import { OTHER_API_TYPES, otherApiRefused } from './other-apis.ts';
import { buildFunction, buildResolver } from './resolvers.ts';

/**
 * Everything that belongs to one GraphQL API of the served stacks.
 * @param wanted - its name or logical id, when there are several
 */
export function buildApi(
  resources: Resources,
  assets: Assets,
  wanted?: string,
): { readonly api: ApiBlueprint; readonly notServed: readonly NotServed[] } {
  const api = theApi(resources, wanted);
  const apiId = apiIdOf(api);
  const own = (type: string): readonly Resource[] =>
    resources.ofType(type).filter((resource) => belongsTo(resource, apiId));
  const { dataSources, refusedSources, notServed } = readDataSources(own('AWS::AppSync::DataSource'), resources);
  const parts = { assets, dataSources: byName(dataSources), refusedSources, functionIds: new Set<string>() };
  const functions = own('AWS::AppSync::FunctionConfiguration').map((resource) => buildFunction(resource, parts));
  const withFunctions = { ...parts, functionIds: new Set(functions.map((fn) => fn.functionId)) };
  const resolvers = own('AWS::AppSync::Resolver').map((resource) => buildResolver(resource, withFunctions));
  refuseTwins(resolvers.map((resolver) => `${resolver.typeName}.${resolver.fieldName}`));
  const blueprint: ApiBlueprint = {
    apiId,
    arn: apiArnOf(api),
    sdl: readSdl(onlyOne(own('AWS::AppSync::GraphQLSchema')), api, assets),
    authProviders: buildAuthProviders(api),
    apiKeys: own('AWS::AppSync::ApiKey').map((key) => buildApiKey(key, resources)),
    dataSources,
    functions,
    resolvers,
    ...readSettings(api),
    cache: buildCache(own('AWS::AppSync::ApiCache')[0]),
  };
  return { api: blueprint, notServed: [...notServed, ...listUnservedSettings(api, resources.labelOf(api))] };
}

/** An id of a type that the engine does not know is that of another kind of API: keys may belong to an Events API. */
function belongsTo({ properties }: Resource, apiId: string): boolean {
  try {
    return properties.text('ApiId') === apiId;
  } catch (cause) {
    if (isEngineError(cause) && cause.code === 'TEMPLATE_UNKNOWN_RESOURCE') return false;
    throw cause;
  }
}

/** One that cannot be served is listed; a resolver that uses it gets the reason thrown. */
function readDataSources(sources: readonly Resource[], resources: Resources) {
  const dataSources: DataSourceBlueprint[] = [];
  const refusedSources = new Map<string, EngineError>();
  const notServed: NotServed[] = [];
  for (const source of sources) {
    try {
      dataSources.push(buildDataSource(source));
    } catch (cause) {
      if (!isEngineError(cause) || cause.kind !== 'user') throw cause;
      refusedSources.set(source.properties.text('Name'), cause);
      const consequence = `nothing uses it, and nothing could: ${cause.message}`;
      notServed.push({ logicalId: resources.labelOf(source), type: source.type, consequence, severity: 'warn' });
    }
  }
  return { dataSources, refusedSources, notServed };
}

function theApi(resources: Resources, wanted: string | undefined): Resource {
  const all = resources.ofType('AWS::AppSync::GraphQLApi');
  const isWanted = (it: Resource): boolean => it.properties.text('Name') === wanted || resources.labelOf(it) === wanted;
  const apis = wanted === undefined ? all : all.filter(isWanted);
  if (apis.length === 0 && all.length > 0) {
    throw userError(
      'TEMPLATE_API_NOT_FOUND',
      `The chosen stack has no GraphQL API ${JSON.stringify(wanted)}; it has ${namesOf(all, resources)}`,
      'Pass one of these names with --api.',
    );
  }
  if (apis.length === 0) throw noApi(resources);
  const [api, second] = apis.filter((it) => !isMerged(it));
  if (second !== undefined) {
    throw userError(
      'TEMPLATE_SEVERAL_APIS',
      `The chosen stack has several GraphQL APIs: ${namesOf(apis, resources)}`,
      'Choose one of them with --api.',
    );
  }
  if (api !== undefined) return api;
  const [merged] = apis;
  throw userError(
    'TEMPLATE_NOT_SUPPORTED',
    `${merged?.properties.at('ApiType') ?? ''} is MERGED; merged APIs are not served`,
    'Serve one of the source APIs instead: --api takes its name.',
  );
}

const isMerged = (api: Resource): boolean =>
  api.properties.choice('ApiType', ['GRAPHQL', 'MERGED'], 'GRAPHQL') === 'MERGED';

function noApi(resources: Resources): Error {
  const [other] = resources.ofType(...OTHER_API_TYPES);
  if (other !== undefined) return otherApiRefused(other);
  return userError(
    'TEMPLATE_NO_API',
    'The chosen stack has no resource of type AWS::AppSync::GraphQLApi',
    'Choose a stack with a GraphQL API.',
  );
}

const namesOf = (apis: readonly Resource[], resources: Resources): string =>
  apis.map((it) => `${it.properties.text('Name')} (${resources.labelOf(it)})`).join(', ');

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

function onlyOne([first, second]: readonly Resource[]): Resource | undefined {
  if (second === undefined) return first;
  throw userError(
    'TEMPLATE_BAD_VALUE',
    `${second.place} is a second schema of one API; expected one`,
    'Put all definitions into one AWS::AppSync::GraphQLSchema: on AWS the one that is created last replaces the other.',
  );
}

function readSdl(schema: Resource | undefined, api: Resource, assets: Assets): string {
  const inline = schema?.properties.optionalText('Definition') ?? null;
  if (inline !== null) return inline;
  const location = schema?.properties.optionalText('DefinitionS3Location') ?? null;
  if (schema !== undefined && location !== null)
    return assets.text(location, schema.properties.at('DefinitionS3Location'), schema.scope.folder);
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
