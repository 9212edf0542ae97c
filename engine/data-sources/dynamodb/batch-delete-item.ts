import { batchWrite } from './batch-write.ts';
import type { Operation } from './operation.ts';

/** At most 25 keys over all tables; gives the keys, not the old items (5.1). */
export const batchDeleteItem: Operation = (source, document, call) =>
  batchWrite(source, document, call, { request: 'DeleteRequest', member: 'Key', unprocessedName: 'unprocessedKeys' });
