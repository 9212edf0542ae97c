import { describe, expect, it } from '@jest/globals';
import { idempotencyScope } from '../../../../../resolvers/loyalty/model/index.ts';

describe('idempotencyScope', () => {
  it('keeps operations, members and keys apart', () => {
    const scopes = [
      idempotencyScope('adjustPoints', 'm', 'k'),
      idempotencyScope('recordPurchase', 'm', 'k'),
      idempotencyScope('adjustPoints', 'mk', ''),
      idempotencyScope('adjustPoints', '', 'mk'),
    ];

    expect(new Set(scopes).size).toBe(scopes.length);
  });
});
