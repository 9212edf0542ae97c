import { describe, expect, it } from '@jest/globals';
import { canonical, tableHash } from '../../../demo/hash.ts';
import { demoId } from '../../../demo/ids.ts';
import { marshal, marshalMembers } from '../../../demo/marshal.ts';
import { mulberry32, SEED, weighted } from '../../../demo/random.ts';
import { daysBetween, romeInstant } from '../../../demo/time.ts';

describe('mulberry32', () => {
  it('gives the same numbers for the same seed', () => {
    const numbers = (seed: number): readonly number[] => {
      const next = mulberry32(seed);
      return [next(), next(), next()];
    };

    expect(numbers(SEED)).toEqual(numbers(SEED));
    expect(numbers(SEED)).not.toEqual(numbers(SEED + 1));
    expect(numbers(SEED).every((each) => each >= 0 && each < 1)).toBe(true);
  });
});

describe('weighted', () => {
  it('draws in proportion to the weights, and never what weighs nothing', () => {
    const draw = weighted([1, 0, 3]);
    const drawn = Array.from({ length: 400 }, (_, index) => draw(index / 400));

    expect([0, 1, 2].map((index) => drawn.filter((each) => each === index).length)).toEqual([100, 0, 300]);
  });
});

describe('romeInstant', () => {
  it.each([
    ['2026-10-24', 600, '2026-10-24T08:00:00.000Z'],
    ['2026-10-25', 600, '2026-10-25T09:00:00.000Z'],
    ['2026-12-24', 0, '2026-12-23T23:00:00.000Z'],
    ['2026-03-29', 600, '2026-03-29T08:00:00.000Z'],
  ])('puts %s, minute %i at %s', (date, minute, expected) => {
    expect(romeInstant(date, minute)).toBe(expected);
  });

  it('counts days over the end of a month', () => {
    expect(daysBetween('2026-10-30', '2026-11-02')).toEqual(['2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02']);
  });
});

describe('demoId', () => {
  it('is a prefix and a ULID that sorts by time', () => {
    const early = demoId('mem_', '2026-10-01T08:00:00.000Z', 'a');

    expect(early).toMatch(/^mem_[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(early < demoId('mem_', '2026-10-01T08:00:00.001Z', 'a')).toBe(true);
    expect(early).not.toBe(demoId('mem_', '2026-10-01T08:00:00.000Z', 'b'));
  });
});

describe('marshal', () => {
  it('writes maps, lists and scalars as DynamoDB has them', () => {
    expect(marshal({ a: 'x', b: 1.5, c: true, d: null, e: [1], f: { g: '' } })).toEqual({
      M: {
        a: { S: 'x' },
        b: { N: '1.5' },
        c: { BOOL: true },
        d: { NULL: true },
        e: { L: [{ N: '1' }] },
        f: { M: { g: { S: '' } } },
      },
    });
  });

  it('leaves out what is undefined', () => {
    expect(marshalMembers({ a: undefined, b: 1 })).toEqual({ b: { N: '1' } });
  });

  it.each([NaN, Infinity, Symbol('x'), () => 1])('refuses %p', (value) => {
    expect(() => marshal(value)).toThrow(TypeError);
  });
});

describe('tableHash', () => {
  it('is the same whatever the order of items and members', () => {
    const a = { pk: 'a', sk: '1', n: { x: 1, y: [2, 3] } };
    const b = { pk: 'b', sk: '1' };

    expect(tableHash([a, b])).toBe(tableHash([b, { n: { y: [2, 3], x: 1 }, sk: '1', pk: 'a' }]));
    expect(tableHash([a])).not.toBe(tableHash([{ ...a, n: { x: 1, y: [3, 2] } }]));
  });

  it('treats an undefined member as absent', () => {
    expect(canonical({ a: undefined, b: null })).toBe('{"b":null}');
  });
});
