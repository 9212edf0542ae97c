import { describe, it, expect } from '@jest/globals';
import { TokenCache } from '../../../../engine/auth/token-cache.ts';

describe('TokenCache', () => {
  it('keeps no more than its capacity and forgets first what was used longest ago', () => {
    const cache = new TokenCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.get('a');
    cache.set('c', 3);

    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
    expect(cache.size).toBe(2);
  });

  it('keeps no more bytes than it may, whatever the tokens and answers weigh', () => {
    const cache = new TokenCache<number>(1000, 1_000);
    for (let n = 0; n < 50; n += 1) cache.set(`token-${n}`, n, 200);

    expect(cache.size).toBe(4);
    expect(cache.get('token-49')).toBe(49);
  });

  it('does not keep a token that is longer than any real one', () => {
    const cache = new TokenCache<number>();
    cache.set('x'.repeat(16_385), 1);

    expect(cache.size).toBe(0);
  });
});
