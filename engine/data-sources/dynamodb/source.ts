/** The DynamoDB data source: a document in, an outcome out (spec/appsync-resolvers 5). */
import { InvalidDocument } from '../../kernel/index.ts';
import type { DataSource } from '../../kernel/index.ts';
import { readDocument, readOperation, refuseOthers } from '../document.ts';
import { batchDeleteItem } from './batch-delete-item.ts';
import { batchGetItem } from './batch-get-item.ts';
import { batchPutItem } from './batch-put-item.ts';
import { deleteItem } from './delete-item.ts';
import { getItem } from './get-item.ts';
import { MEMBERS } from './members.ts';
import { isDynamoDbFailure, toDataSourceError } from './operation.ts';
import type { DynamoDbSource, Operation } from './operation.ts';
import { InvalidPageToken } from './pages.ts';
import { putItem } from './put-item.ts';
import { query } from './query.ts';
import { scan } from './scan.ts';
import { serviceText } from './service-texts.ts';
import { transactGetItems } from './transact-get-items.ts';
import { transactWriteItems } from './transact-write-items.ts';
import { updateItem } from './update-item.ts';

const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    GetItem: getItem,
    PutItem: putItem,
    UpdateItem: updateItem,
    DeleteItem: deleteItem,
    Query: query,
    Scan: scan,
    BatchGetItem: batchGetItem,
    BatchPutItem: batchPutItem,
    BatchDeleteItem: batchDeleteItem,
    TransactGetItems: transactGetItems,
    TransactWriteItems: transactWriteItems,
  }),
);

export function createDynamoDbDataSource(name: string, source: DynamoDbSource): DataSource {
  return {
    name,
    type: 'AMAZON_DYNAMODB',
    async invoke(given, call) {
      const document = readDocument(given);
      const operation = readOperation(document);
      const run = OPERATIONS.get(operation);
      if (run === undefined) {
        const known = [...OPERATIONS.keys()].join(',');
        throw new InvalidDocument(
          `Unsupported operation '${operation}'. This data source only supports the following operations (${known})`,
        );
      }
      refuseOthers(document, MEMBERS[operation] ?? []);
      try {
        return await run(source, document, call);
      } catch (failure) {
        if (failure instanceof InvalidPageToken)
          return { result: null, error: { message: failure.message, type: `DynamoDB:${failure.name}` } };
        if (!isDynamoDbFailure(failure)) throw failure;
        const { name: kind, statusCode, body } = failure;
        const worded = { name: kind, statusCode, body, message: serviceText(failure.message, operation) };
        return { result: null, error: toDataSourceError(source, worded) };
      }
    },
  };
}
