import { describe, expect, it } from '@jest/globals';
import { MAX_TEXT_NESTING, textNesting } from '../../../../engine/graphql/limits.ts';
import { Lru } from '../../../../engine/kernel/index.ts';

describe('textNesting', () => {
  it.each<[string, number]>([
    ['', 0],
    ['{ a(b: [1]) }', 3],
    ['}}}{', 0],
    ['"{{{" { a }', 1],
    ['"\\"{{{" { a }', 1],
    ['"""{{"{{\\"""{{""" { a }', 1],
    ['"unfinished {{{\n{ a }', 1],
    ['# {{{\n{ a }', 1],
    ['# {{{', 0],
    ['"""never ends {{{', 0],
  ])('of %j is %i', (text, depth) => expect(textNesting(text)).toBe(depth));

  it('reads a megabyte of brackets in one pass', () => {
    expect(textNesting('{'.repeat(1_000_000))).toBe(1_000_000);
    expect(textNesting('"'.repeat(1_000_000))).toBe(0);
    expect(MAX_TEXT_NESTING).toBe(200);
  });
});

describe('a cache that is bounded by number and by weight', () => {
  it('forgets the oldest by number', () => {
    const cache = new Lru<number>(2);
    for (const [at, key] of ['a', 'b', 'c'].entries()) cache.set(key, at);

    expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual([undefined, 1, 2]);
  });

  it('forgets the oldest until what is left is light enough', () => {
    const cache = new Lru<string>(100, 10);
    cache.set('a', 'a', 4);
    cache.set('b', 'b', 4);
    cache.get('a');
    cache.set('c', 'c', 6);

    expect(cache.get('a')).toBe('a');
    expect(cache.get('b')).toBeUndefined();
    expect(cache.get('c')).toBe('c');
  });

  it('weighs an entry that is set again once', () => {
    const cache = new Lru<string>(100, 10);
    for (let round = 0; round < 5; round += 1) cache.set('a', 'a', 6);

    expect(cache.get('a')).toBe('a');
    expect(cache.size).toBe(1);
  });

  it('keeps nothing that is too heavy alone', () => {
    const cache = new Lru<string>(100, 10);
    cache.set('a', 'a', 11);

    expect(cache.size).toBe(0);
  });
});
