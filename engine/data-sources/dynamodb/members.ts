/** The members that a document of each operation may have (spec/appsync-resolvers 5.1); `version` is accepted and ignored. */
const COMMON = ['version', 'operation'];
const VERSIONING = ['_version', 'customPartitionKey', 'populateIndexFields'];
const WRITE = [...COMMON, 'key', 'condition', ...VERSIONING];
const PAGE = [
  ...COMMON,
  'index',
  'nextToken',
  'limit',
  'consistentRead',
  'select',
  'filter',
  'projection',
  'scanIndexForward',
];

export const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  GetItem: [...COMMON, 'key', 'consistentRead', 'projection'],
  PutItem: [...WRITE, 'attributeValues'],
  UpdateItem: [...WRITE, 'update'],
  DeleteItem: WRITE,
  Query: [...PAGE, 'query'],
  Scan: [...PAGE, 'totalSegments', 'segment'],
  BatchGetItem: [...COMMON, 'tables'],
  BatchPutItem: [...COMMON, 'tables'],
  BatchDeleteItem: [...COMMON, 'tables'],
  TransactGetItems: [...COMMON, 'transactItems'],
  TransactWriteItems: [...COMMON, 'transactItems'],
};
