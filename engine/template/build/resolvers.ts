import { type EngineError, userError } from '../../kernel/index.ts';
import { functionIdOf, resolverArnOf } from '../attributes/appsync.ts';
import type { CodeBlueprint, DataSourceBlueprint, PipelineFunctionBlueprint, ResolverBlueprint } from '../blueprint.ts';
import type { Assets } from '../read/assets.ts';
import type { Resource } from '../resource.ts';
import { readCode, refuseSync } from './code.ts';

/** AppSync's limit of what one `BatchInvoke` holds. */
const MAX_BATCH = 2_000;

export interface ResolverParts {
  readonly assets: Assets;
  readonly dataSources: ReadonlyMap<string, DataSourceBlueprint>;
  /** Why a data source cannot be served, by name: thrown when something uses it. */
  readonly refusedSources: ReadonlyMap<string, EngineError>;
  readonly functionIds: ReadonlySet<string>;
}

export function buildFunction(resource: Resource, parts: ResolverParts): PipelineFunctionBlueprint {
  const { properties } = resource;
  refuseSync(resource);
  const source = knownDataSource(resource, parts);
  return {
    functionId: functionIdOf(resource),
    name: properties.text('Name'),
    dataSourceName: source.name,
    code: codeFor(source, resource, parts),
    maxBatchSize: properties.wholeNumber('MaxBatchSize', 0, 0, MAX_BATCH),
  };
}

export function buildResolver(resource: Resource, parts: ResolverParts): ResolverBlueprint {
  const { properties } = resource;
  refuseSync(resource);
  const caching = properties.section('CachingConfig');
  const kind = properties.choice('Kind', ['UNIT', 'PIPELINE'], 'UNIT');
  return {
    typeName: properties.text('TypeName'),
    fieldName: properties.text('FieldName'),
    arn: resolverArnOf(resource),
    maxBatchSize: properties.wholeNumber('MaxBatchSize', 0, 0, MAX_BATCH),
    caching: caching && { ttlSeconds: caching.wholeNumber('Ttl', 0, 1, 3600), keys: caching.texts('CachingKeys') },
    ...(kind === 'UNIT' ? unitParts(resource, parts) : pipelineParts(resource, parts)),
  };
}

type KindParts = Pick<ResolverBlueprint, 'kind' | 'dataSourceName' | 'functionIds' | 'code'>;

function unitParts(resource: Resource, parts: ResolverParts): KindParts {
  const source = knownDataSource(resource, parts);
  return { kind: 'UNIT', dataSourceName: source.name, functionIds: [], code: codeFor(source, resource, parts) };
}

/** Only a Lambda function may answer without code: it gets the whole context (direct Lambda, in a pipeline too). */
function codeFor(source: DataSourceBlueprint, resource: Resource, parts: ResolverParts): CodeBlueprint | null {
  const code = readCode(resource, parts.assets);
  return code === null && source.type !== 'AWS_LAMBDA' ? codeMissing(resource) : code;
}

function pipelineParts(resource: Resource, parts: ResolverParts): KindParts {
  const config = resource.properties.section('PipelineConfig');
  const functionIds = config?.texts('Functions') ?? [];
  const unknown = functionIds.find((id) => !parts.functionIds.has(id));
  if (unknown !== undefined) {
    throw userError(
      'TEMPLATE_DANGLING_REFERENCE',
      `${resource.place}.Properties.PipelineConfig.Functions names ${unknown}, which is no function of this API`,
      'Refer to the functions by Fn::GetAtt [Function, FunctionId].',
    );
  }
  return {
    kind: 'PIPELINE',
    dataSourceName: null,
    functionIds,
    code: readCode(resource, parts.assets) ?? codeMissing(resource),
  };
}

function knownDataSource(resource: Resource, parts: ResolverParts): DataSourceBlueprint {
  const name = resource.properties.text('DataSourceName');
  const source = parts.dataSources.get(name);
  if (source !== undefined) return source;
  const refusal = parts.refusedSources.get(name);
  if (refusal !== undefined) throw refusal;
  throw userError(
    'TEMPLATE_DANGLING_REFERENCE',
    `${resource.properties.at('DataSourceName')} is ${name}; the API has ${[...parts.dataSources.keys()].join(', ') || 'no data source'}`,
    'Name a data source of the same API.',
  );
}

function codeMissing(resource: Resource): never {
  throw userError(
    'TEMPLATE_MISSING_PROPERTY',
    `${resource.place}.Properties has neither Code nor CodeS3Location`,
    'Give the code inline or as an asset; only a unit resolver or a function on a Lambda data source may go without.',
  );
}
