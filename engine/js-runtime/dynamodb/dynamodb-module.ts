/** The module `@aws-appsync/utils/dynamodb` (spec 4). Holds no state: one object serves all. */
import type * as published from '@aws-appsync/utils/dynamodb.js';
import { batchDelete, batchGet, batchPut, transactGet, transactWrite } from './batches.ts';
import { operations } from './operations.ts';
import { get, put, query, remove, scan, sync, update } from './requests.ts';

export const dynamodbModule = Object.freeze({
  get,
  query,
  scan,
  put,
  update,
  remove,
  sync,
  batchGet,
  batchPut,
  batchDelete,
  transactGet,
  transactWrite,
  toStringSet: (list: unknown) => ({ SS: list }),
  toNumberSet: (list: unknown) => ({ NS: list }),
  toBinarySet: (list: unknown) => ({ BS: list }),
  operations,
}) satisfies Readonly<Record<keyof typeof published, unknown>>;
