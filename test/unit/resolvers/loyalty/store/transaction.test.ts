import { describe, expect, it } from '@jest/globals';
import type { PlannedWrite } from '../../../../../resolvers/loyalty/store/items.ts';
import { toTransactItem } from '../../../../../resolvers/loyalty/store/transaction.ts';

const item = { pk: 'p', sk: 's', remaining: 1 };
const write = (role: PlannedWrite['role'], action: PlannedWrite['action']) =>
  toTransactItem({ role, action, item }, 'T', 41);

describe('toTransactItem', () => {
  it('guards the account by the version that was read', () => {
    expect(write('account', 'put')).toEqual({
      Put: {
        TableName: 'T',
        Item: item,
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': 41 },
      },
    });
  });

  it('writes journal, key, redemption and code once only', () => {
    expect(write('ledger', 'create').Put?.ConditionExpression).toBe('attribute_not_exists(pk)');
  });

  it('takes a unit only from a shard that has one', () => {
    expect(write('stock', 'take-stock').Update).toMatchObject({
      Key: { pk: 'p', sk: 's' },
      ConditionExpression: 'remaining >= :one',
    });
  });

  it('removes an empty lot and writes the others without a condition of their own', () => {
    expect(write('lot', 'remove')).toEqual({ Delete: { TableName: 'T', Key: { pk: 'p', sk: 's' } } });
    expect(write('lot', 'put')).toEqual({ Put: { TableName: 'T', Item: item } });
  });
});
