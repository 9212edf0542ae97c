import { describe, it, expect } from '@jest/globals';
import { TokenCache } from '../../../../engine/auth/token-cache.ts';

describe('TokenCache', () => {
  it('keeps no more than its capacity and forgets the oldest first', () => {
    const cache = new TokenCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.set('c', 3);

    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([undefined, 2, 3]);
    expect(cache.size).toBe(2);
  });
});
