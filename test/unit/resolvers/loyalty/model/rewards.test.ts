import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newStock, pickShard } from '../../../../../resolvers/loyalty/model/index.ts';

describe('stock', () => {
  it('is split into shards that sum to it (I8)', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.integer({ min: -1, max: 60 }), (units, count) => {
        const shards = newStock('r', units, count);

        expect(shards.reduce((sum, shard) => sum + shard.remaining, 0)).toBe(units);
        expect(shards.length).toBeGreaterThanOrEqual(1);
        expect(shards.length).toBeLessThanOrEqual(32);
      }),
    );
  });

  it('is taken from a shard that has some, whatever the draw', () => {
    const shards = newStock('r', 3, 3).map((shard) => ({ ...shard, remaining: shard.index === 1 ? 1 : 0 }));

    expect([0, 0.4, 0.999].map((draw) => pickShard(shards, draw)?.index)).toEqual([1, 1, 1]);
  });

  it('spreads the draws over the shards', () => {
    const shards = newStock('r', 4, 4);

    expect([0, 0.25, 0.5, 0.75].map((draw) => pickShard(shards, draw)?.index)).toEqual([0, 1, 2, 3]);
  });

  it('gives nothing when all is gone', () => {
    expect(pickShard(newStock('r', 0, 4), 0.5)).toBeNull();
    expect(pickShard([], 0.5)).toBeNull();
  });
});
