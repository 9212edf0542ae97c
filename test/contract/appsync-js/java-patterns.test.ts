/** spec/appsync-resolvers 2.2, 3.1: patterns are Java's. The table holds what Java 17's `Pattern` gives: does it match the whole, and `<$0>` for each match. */
import { describe, expect, it } from '@jest/globals';
import { JavaPatterns } from '../../../engine/js-runtime/util/java-pattern.ts';

const RECORDED: readonly (readonly [pattern: string, value: string, matches: boolean, replaced: string])[] = [
  ["[\\p{L} .'-]+", "Renée O'Neil-Ж", true, "<Renée O'Neil-Ж>"],
  ['\\p{Lu}\\p{Ll}+', 'Élan', true, '<Élan>'],
  ['\\p{IsAlphabetic}+', 'ñandú', true, '<ñandú>'],
  ['\\p{IsLatin}+', 'Ж', false, 'Ж'],
  ['[\\P{Alpha}]', 'é', true, '<é>'],
  ['\\pL+', 'abc', true, '<abc>'],
  ['\\p{N}+', '٣4', true, '<٣4>'],
  ['(?i:ab)C', 'ABC', true, '<ABC>'],
  ['(?i:ab)C', 'ABc', false, 'ABc'],
  ['a(?i)b', 'aB', true, '<aB>'],
  ['(?i)straße', 'STRAßE', true, '<STRAßE>'],
  ['(?i)é', 'É', false, 'É'],
  ['(?x) a b # why\n c', 'abc', true, '<abc>'],
  ['(?s).', '\n', true, '<\n>'],
  ['(?-i:a)', 'a', true, '<a>'],
  ['(?>a*)ab', 'aab', false, 'aab'],
  ['a*+a', 'aaa', false, 'aaa'],
  ['a++b', 'aab', true, '<aab>'],
  ['(?:a|ab)++c', 'abc', false, 'abc'],
  ['[a-z&&[^aeiou]]+', 'xyz', true, '<xyz>'],
  ['[a-z&&[^aeiou]]+', 'xay', false, '<x>a<y>'],
  ['[a-d[m-p]]+', 'adm', true, '<adm>'],
  ['[^a-c[x]]', 'b', false, 'b'],
  ['[]a]+', ']a', true, '<]a>'],
  ['[a&&b]', 'a', false, 'a'],
  ['[\\w&&[^_]]+', 'a_', false, '<a>_'],
  ['[&@#%!,:;<=>~`]+', '&@#%!,:;<=>~`', true, '<&@#%!,:;<=>~`>'],
  ['[a\\-z]+', 'a-z', true, '<a-z>'],
  ['[a-]+', '-a', true, '<-a>'],
  ['.', '😀', true, '<😀>'],
  ['😀+', '😀😀', true, '<😀😀>'],
  ['\\x{1F600}', '😀', true, '<😀>'],
  ['\\s', ' ', false, ' '],
  ['\\w+', 'é', false, 'é'],
  ['\\d+', '٣', false, '٣'],
  ['\\h', ' ', true, '< >'],
  ['\\R', '\r\n', true, '<\r\n>'],
  ['a$', 'a\n', false, '<a>\n'],
  ['^a$', 'a', true, '<a>'],
  ['(?m)^b$', 'a\nb', false, 'a\n<b>'],
  ['\\Qa.b\\E+', 'a.bb', true, '<a.bb>'],
  ['(a)(b)?', 'a', true, '<a>'],
  ['(?<year>\\d{4})-(?<month>\\d\\d)', '2026-11', true, '<2026-11>'],
  ['(a)\\1', 'aa', true, '<aa>'],
  ['\\1(a)', 'aa', false, 'aa'],
  ['(.)\\11', 'aa1', true, '<aa1>'],
  ['a{2,3}', 'aaa', true, '<aaa>'],
  ['x*', 'xx', true, '<xx><>'],
  ['\\bé\\b', 'é', true, '<é>'],
  ['a.c', 'ac', false, 'ac'],
];

describe('Java patterns', () => {
  const patterns = new JavaPatterns();

  it.each(RECORDED)('%j on %j', (pattern, value, matches, replaced) => {
    expect(patterns.matches(pattern, value)).toBe(matches);
    expect(patterns.replace(value, pattern, '<$0>', true)).toBe(replaced);
  });

  it('groups count as the pattern has them, whatever we need beside', () => {
    expect(patterns.replace('2026-11', '(?<year>\\d++)-(?>(\\d+))', '$2/${year}', false)).toBe('11/2026');
    expect(patterns.match('x12', '(?>x)(\\d)(\\d)?(y)?')).toEqual(['x12', '1', '2', undefined]);
    expect(patterns.replace('ab', '(a)(b)', '$12', false)).toBe('a2');
  });

  it.each([
    '(',
    'a)',
    '*a',
    '[a',
    '[z-a]',
    'a{2',
    '\\y',
    '(?<1>a)',
    '(?q)a',
    '\\p{Nonsense}',
    '\\k<a>',
    'a'.repeat(32_001),
  ])('refuses what is no pattern: %s', (pattern) => {
    expect(() => patterns.matches(pattern, 'a')).toThrow(/pattern/);
  });

  it('refuses a replacement that names no group', () => {
    expect(() => patterns.replace('a', 'a', '$1', false)).toThrow('names a group that the pattern lacks: $1');
  });
});
