/** Single-item requests, Query, Scan and Sync of `@aws-appsync/utils/dynamodb` (spec 4). */
import { copied, expressionPart, projectionPart, type Input } from './parts.ts';
import { attributes } from './sets.ts';
import { buildUpdate } from './update.ts';

const VERSIONED = ['customPartitionKey', 'populateIndexFields', '_version'];

export function get({ key, projection, ...rest }: Input): object {
  return {
    operation: 'GetItem',
    key: attributes(key),
    ...copied(rest, ['consistentRead']),
    ...projectionPart(projection),
  };
}

export function put({ key, item, condition, ...rest }: Input): object {
  return {
    operation: 'PutItem',
    key: attributes(key),
    attributeValues: attributes(item),
    ...expressionPart('condition', condition),
    ...copied(rest, VERSIONED),
  };
}

export function update({ key, update: changes, condition, ...rest }: Input): object {
  return {
    operation: 'UpdateItem',
    key: attributes(key),
    update: buildUpdate(changes),
    ...expressionPart('condition', condition),
    ...copied(rest, VERSIONED),
  };
}

export function remove({ key, condition, ...rest }: Input): object {
  return {
    operation: 'DeleteItem',
    key: attributes(key),
    ...expressionPart('condition', condition),
    ...copied(rest, VERSIONED),
  };
}

export function query({ query: keyCondition, filter, projection, ...rest }: Input): object {
  return {
    operation: 'Query',
    ...expressionPart('query', keyCondition),
    ...copied(rest, ['index', 'limit', 'nextToken', 'scanIndexForward', 'consistentRead']),
    ...expressionPart('filter', filter),
    ...projectionPart(projection),
    ...copied(rest, ['select']),
  };
}

export function scan(input?: Input): object {
  const { filter, projection, ...rest } = input ?? {};
  return {
    operation: 'Scan',
    ...copied(rest, ['index', 'limit', 'nextToken', 'consistentRead', 'totalSegments', 'segment', 'scanIndexForward']),
    ...expressionPart('filter', filter),
    ...projectionPart(projection),
    ...copied(rest, ['select']),
  };
}

export function sync(input?: Input): object {
  const { filter, ...rest } = input ?? {};
  return {
    operation: 'Sync',
    ...copied(rest, ['basePartitionKey', 'deltaIndexName', 'limit', 'nextToken', 'lastSync']),
    ...expressionPart('filter', filter),
  };
}
