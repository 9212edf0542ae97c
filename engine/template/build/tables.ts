import { userError } from '../../kernel/index.ts';
import { streamArnOf, tableArnOf, tableNameOf } from '../attributes/dynamodb.ts';
import type { IndexBlueprint, KeyAttribute, TableBlueprint } from '../blueprint.ts';
import type { Resource } from '../resource.ts';
import type { Resources } from '../resources.ts';
import type { Section } from '../section.ts';

const VIEW_TYPES = ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'] as const;
const PROJECTIONS = ['ALL', 'KEYS_ONLY', 'INCLUDE'] as const;

/** `AWS::DynamoDB::Table` and `GlobalTable` name these properties alike. */
export function buildTable(table: Resource, resources: Resources): TableBlueprint {
  const { properties } = table;
  const types = attributeTypes(properties);
  const stream = properties.section('StreamSpecification');
  const ttl = properties.section('TimeToLiveSpecification');
  return {
    logicalId: resources.labelOf(table),
    tableName: tableNameOf(table),
    arn: tableArnOf(table),
    streamArn: stream && streamArnOf(table),
    streamViewType: stream?.choice('StreamViewType', VIEW_TYPES, 'NEW_AND_OLD_IMAGES') ?? null,
    ...keysOf(properties, types),
    globalIndexes: properties.sections('GlobalSecondaryIndexes').map((index) => indexOf(index, types)),
    localIndexes: properties.sections('LocalSecondaryIndexes').map((index) => indexOf(index, types)),
    ttlAttribute: ttl?.flag('Enabled', false) === true ? ttl.text('AttributeName') : null,
  };
}

type Types = ReadonlyMap<string, KeyAttribute['type']>;

function attributeTypes(properties: Section): Types {
  return new Map(
    properties
      .sections('AttributeDefinitions')
      .map((definition) => [definition.text('AttributeName'), definition.choice('AttributeType', ['S', 'N', 'B'])]),
  );
}

function keysOf(
  owner: Section,
  types: Types,
): { readonly partitionKey: KeyAttribute; readonly sortKey: KeyAttribute | null } {
  const schema = owner.sections('KeySchema');
  const keys = (kind: 'HASH' | 'RANGE'): readonly KeyAttribute[] =>
    schema.filter((key) => key.choice('KeyType', ['HASH', 'RANGE']) === kind).map((key) => keyAttribute(key, types));
  const [partitionKey, ...otherHashes] = keys('HASH');
  const [sortKey, ...otherRanges] = keys('RANGE');
  if (partitionKey === undefined) {
    throw userError(
      'TEMPLATE_MISSING_PROPERTY',
      `${owner.at('KeySchema')} has no HASH key`,
      'Name the partition key in KeySchema.',
    );
  }
  if (otherHashes.length + otherRanges.length > 0) {
    throw userError(
      'TEMPLATE_NOT_SUPPORTED',
      `${owner.at('KeySchema')} has ${schema.length} attributes; DynamoDB Local knows no multi-attribute keys`,
      'Join the attributes into one partition key and one sort key.',
    );
  }
  return { partitionKey, sortKey: sortKey ?? null };
}

function keyAttribute(key: Section, types: Types): KeyAttribute {
  const name = key.text('AttributeName');
  const type = types.get(name);
  if (type !== undefined) return { name, type };
  throw userError(
    'TEMPLATE_DANGLING_REFERENCE',
    `${key.at('AttributeName')} is ${name}; AttributeDefinitions has ${[...types.keys()].join(', ') || 'none'}`,
    `Add ${name} to AttributeDefinitions.`,
  );
}

function indexOf(index: Section, types: Types): IndexBlueprint {
  const projection = index.section('Projection');
  return {
    name: index.text('IndexName'),
    ...keysOf(index, types),
    projection: projection?.choice('ProjectionType', PROJECTIONS, 'ALL') ?? 'ALL',
    nonKeyAttributes: projection?.texts('NonKeyAttributes') ?? [],
  };
}
