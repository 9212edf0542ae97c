import { describe, expect, it } from '@jest/globals';
import { canonicalInput } from '../../../../../resolvers/shared/lambda/canonical.ts';

describe('canonicalInput', () => {
  it('is the same for any order of members, and for null as for absent', () => {
    const one = canonicalInput({ b: 1, a: { d: [1, { y: 2, x: null }], c: 'é"' } });
    const other = canonicalInput({ a: { c: 'é"', d: [1, { y: 2 }] }, b: 1, gone: null, never: undefined });

    expect(one).toBe('{"a":{"c":"é\\"","d":[1,{"y":2}]},"b":1}');
    expect(other).toBe(one);
  });

  it('leaves out the key itself', () => {
    expect(canonicalInput({ idempotencyKey: 'k-1', a: 1 })).toBe(canonicalInput({ idempotencyKey: 'k-2', a: 1 }));
  });

  it('tells values, types and list orders apart', () => {
    const texts = [{ a: 1 }, { a: '1' }, { a: [1, 2] }, { a: [2, 1] }, { b: 1 }, { a: true }, {}].map(canonicalInput);

    expect(new Set(texts).size).toBe(texts.length);
  });
});
