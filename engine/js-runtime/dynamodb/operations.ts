/** `operations`: markers that `update` renders (spec 4.2). The objects are those that the evaluator prints. */
import type { operations as Operations } from '@aws-appsync/utils/dynamodb.js';

export type Operation =
  | { readonly type: 'OPERATION_ADD' | 'OPERATION_REPLACE'; readonly value: unknown }
  | { readonly type: 'OPERATION_INCREMENT' | 'OPERATION_DECREMENT'; readonly by: number }
  | { readonly type: 'OPERATION_APPEND' | 'OPERATION_PREPEND'; readonly items: unknown }
  | { readonly type: 'OPERATION_UPDATE_LIST_ITEM'; readonly value: unknown; readonly index: number }
  | { readonly type: 'OPERATION_REMOVE' };

export const operations = Object.freeze({
  add: (value: unknown): Operation => ({ type: 'OPERATION_ADD', value }),
  replace: (value: unknown): Operation => ({ type: 'OPERATION_REPLACE', value }),
  increment: (by = 1): Operation => ({ type: 'OPERATION_INCREMENT', by }),
  decrement: (by = 1): Operation => ({ type: 'OPERATION_DECREMENT', by }),
  append: (items: unknown): Operation => ({ type: 'OPERATION_APPEND', items }),
  prepend: (items: unknown): Operation => ({ type: 'OPERATION_PREPEND', items }),
  updateListItem: (value: unknown, index: number): Operation => ({ type: 'OPERATION_UPDATE_LIST_ITEM', value, index }),
  remove: (): Operation => ({ type: 'OPERATION_REMOVE' }),
}) satisfies Readonly<Record<keyof typeof Operations, unknown>>;

/** True for a marker, whichever realm copied it. */
export function isOperation(value: unknown): value is Operation {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  return typeof value.type === 'string' && value.type.startsWith('OPERATION_');
}
