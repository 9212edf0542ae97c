import { userError } from '../../kernel/index.ts';
import { functionIdOf, resolverArnOf } from '../attributes/appsync.ts';
import type { DataSourceBlueprint, PipelineFunctionBlueprint, ResolverBlueprint } from '../blueprint.ts';
import type { Assets } from '../read/assets.ts';
import type { Resource } from '../resource.ts';
import { readCode, refuseSync } from './code.ts';

export interface ResolverParts {
  readonly assets: Assets;
  readonly dataSources: ReadonlyMap<string, DataSourceBlueprint>;
  readonly functionIds: ReadonlySet<string>;
}

export function buildFunction(resource: Resource, parts: ResolverParts): PipelineFunctionBlueprint {
  const { properties } = resource;
  refuseSync(resource);
  return {
    functionId: functionIdOf(resource),
    name: properties.text('Name'),
    dataSourceName: knownDataSource(resource, parts).name,
    code: readCode(resource, parts.assets) ?? codeMissing(resource),
    maxBatchSize: properties.number('MaxBatchSize', 0),
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
    maxBatchSize: properties.number('MaxBatchSize', 0),
    caching: caching && { ttlSeconds: caching.number('Ttl', 0), keys: caching.texts('CachingKeys') },
    ...(kind === 'UNIT' ? unitParts(resource, parts) : pipelineParts(resource, parts)),
  };
}

type KindParts = Pick<ResolverBlueprint, 'kind' | 'dataSourceName' | 'functionIds' | 'code'>;

function unitParts(resource: Resource, parts: ResolverParts): KindParts {
  const source = knownDataSource(resource, parts);
  const code = readCode(resource, parts.assets);
  // Only a Lambda function may answer without code: it gets the whole context (direct Lambda resolver).
  if (code === null && source.type !== 'AWS_LAMBDA') codeMissing(resource);
  return { kind: 'UNIT', dataSourceName: source.name, functionIds: [], code };
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
    'Give the code inline or as an asset; only a unit resolver on a Lambda data source may go without.',
  );
}
