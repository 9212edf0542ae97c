import { describe, expect, it } from '@jest/globals';
import { ByteStore } from '../../../../../engine/graphql/cache/byte-store.ts';
import { MovedClock } from './given-cache.ts';

const OVERHEAD = 100;

describe('ByteStore', () => {
  it('forgets an entry when its time is over, to the millisecond', () => {
    const clock = new MovedClock();
    const store = new ByteStore(clock, 10_000);
    store.set('k', 'v', 2);
    clock.ms += 1_999;
    expect(store.get('k')).toBe('v');
    clock.ms += 1;
    expect(store.get('k')).toBeUndefined();
    expect(store.bytes).toBe(0);
  });

  it('lets go of what was used longest ago, and never holds more than it may', () => {
    const store = new ByteStore(new MovedClock(), 3 * (2 + OVERHEAD));
    for (const key of ['a', 'b', 'c']) store.set(key, '1', 60);
    store.get('a');
    store.set('d', '1', 60);
    expect(['a', 'b', 'c', 'd'].filter((key) => store.get(key) !== undefined)).toEqual(['a', 'c', 'd']);
    expect(store.bytes).toBe(3 * (2 + OVERHEAD));
  });

  it('counts bytes, not characters, and replaces an entry in place', () => {
    const store = new ByteStore(new MovedClock(), 10_000);
    store.set('k', 'é€', 60);
    expect(store.bytes).toBe(1 + 5 + OVERHEAD);
    store.set('k', 'v', 60);
    expect(store.bytes).toBe(1 + 1 + OVERHEAD);
  });

  it('passes over a text that is larger than itself, and drops the older one of that key', () => {
    const store = new ByteStore(new MovedClock(), 200);
    store.set('k', 'small', 60);
    store.set('k', 'x'.repeat(200), 60);
    expect(store.get('k')).toBeUndefined();
    expect(store.bytes).toBe(0);
  });

  it('tells whether it deleted something that still counted', () => {
    const clock = new MovedClock();
    const store = new ByteStore(clock, 10_000);
    store.set('k', 'v', 1);
    expect([store.delete('k'), store.delete('k')]).toEqual([true, false]);
    store.set('k', 'v', 1);
    clock.ms += 1_000;
    expect(store.delete('k')).toBe(false);
  });
});
