import { batchWrite } from './batch-write.ts';
import type { Operation } from './operation.ts';

/** At most 25 items over all tables; gives the items as written (5.1). */
export const batchPutItem: Operation = (source, document, call) =>
  batchWrite(source, document, call, { request: 'PutRequest', member: 'Item', unprocessedName: 'unprocessedItems' });
