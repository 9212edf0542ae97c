import { describe, expect, it } from '@jest/globals';
import { LEAF_RULES } from '../../../../../engine/graphql/scalars/all.ts';

const rule = (name: string) => {
  const found = LEAF_RULES.get(name);
  if (found === undefined) throw new Error(name);
  return found;
};

describe.each<[string, readonly unknown[], readonly unknown[]]>([
  [
    'AWSDate',
    [
      '1970-01-01',
      '1970-01-01Z',
      '1970-01-01-07:00',
      '1970-01-01+05:30',
      '1970-01-01+05:30:15',
      '-2023-01-01',
      '2024-02-29',
      '2000-02-29',
      '-0004-02-29',
      '1970-01-01+18:00',
      '1970-01-01-17:59:59',
      '+12023-01-01',
    ],
    [
      '2023-02-29',
      '2023-13-01',
      '2023-00-10',
      '01-01-2023',
      '2023-01-01T00:00Z',
      '2023-1-1',
      '',
      5,
      '1970-01-01+19:00',
      '1970-01-01+18:01',
      '2021-02-30',
      '1900-02-29',
      '2021-04-31',
      '12023-01-01',
      '+2023-01-01',
      '-0000-01-01',
      '1970-01-01z',
      '1970-01-01 ',
      '1970-01-01\n',
      '1970-01-01+5:30',
    ],
  ],
  [
    'AWSTime',
    ['12:00', '12:00:34', '12:00:34.', '12:00:34.123456789', '12:00Z', '12:00:34.5+05:30', '23:59:59-07:00'],
    [
      '1:00',
      '24:00',
      '12:60',
      '12:00:',
      '12',
      '12:00.5',
      'T12:00',
      '12:00+18:30',
      '12:00:60',
      '12:00:34.1234567890',
      '',
      12,
    ],
  ],
  [
    'AWSDateTime',
    ['2021-01-26T16:44Z', '1930-01-01T16:00:00-07:00', '2020-05-23T06:04:37.000Z', '2020-05-23T06:04:37+05:30:30'],
    [
      '2019',
      '2021-01-26T16Z',
      '2021-01-26T24:00Z',
      '2021-02-29T00:00Z',
      '2020-05-23T06:4:37.000Z',
      '2020-05-23T06:04:37',
      '2020-02-30T00:00Z',
      '2020-05-23 06:04Z',
    ],
  ],
  ['AWSTimestamp', [0, -1, 1714521600], [1.5, '1714521600', true, 1e17, Number.NaN]],
  ['AWSEmail', ['a@b', 'first.last+tag@example.co.uk', '"a b"@example.com'], ['a', '@b', 'a@', 'a b@c', 'a@b@c', '']],
  [
    'AWSURL',
    [
      'https://example.com/a?b=//c',
      'mailto:a@b.c',
      'http://localhost',
      'http://user:pw@example.com:8080/a#b',
      'ftp://example.com',
      'http://[::1]/',
      'tel:+12062345678',
    ],
    [
      'https:example.com',
      'https:/example.com',
      'https:\\\\example.com',
      'http://exa mple.com',
      'http://example.com/<a>',
      'https://example.com:99999',
      '//example.com',
      5,
      'example.com',
      '/a',
      'https://example.com//a',
      'https://',
      'a b:c',
      '',
    ],
  ],
  [
    'AWSPhone',
    ['555-234-5678', '(206) 234 5678', '+1 206-234-5678', '+39 06 6982', '12062345678', '206-234-5678', '2062345678'],
    [
      '911-234-5678',
      '290-234-5678',
      '206-134-5678',
      '22062345678',
      '206\n2345678',
      '+',
      '-',
      2062345678,
      '1110004444',
      '123',
      '+1 110 000 4444',
      'abc',
      '',
    ],
  ],
  [
    'AWSIPAddress',
    ['123.45.67.89', '123.45.67.89/16', '0.0.0.0/0', '::1', '::', '2001:db8::1/64', '::ffff:1.2.3.4', '::/128'],
    [
      'fe80::1%eth0',
      '1.2.3.4/016',
      '1.2.3.4/',
      '01.2.3.4',
      '256.1.1.1',
      '1:2',
      ':::',
      '1.2.3',
      '1.2.3.4/33',
      '1.2.3.4-5',
      '[::1]',
      '::1/129',
      '1.2.3.4/1/2',
      '',
    ],
  ],
])('%s', (name, accepted, rejected) => {
  it.each(accepted)('takes %j both ways, unchanged', (value) => {
    expect(rule(name).parse(value)).toBe(value);
    expect(rule(name).serialize(value)).toBe(value);
  });

  it.each(rejected)('refuses %j both ways', (value) => {
    expect(() => rule(name).parse(value)).toThrow(/^Unable to parse `[^]*` as a valid /);
    expect(() => rule(name).serialize(value)).toThrow(/^Unable to serialize `[^]*` as a valid /);
  });
});

describe('AWSJSON', () => {
  it('gives resolvers the value in the text', () => {
    expect(rule('AWSJSON').parse('{"a":[1,null]}')).toEqual({ a: [1, null] });
    expect(rule('AWSJSON').parse('null')).toBeNull();
    expect(rule('AWSJSON').parse('"x"')).toBe('x');
  });

  it.each(['x', '{a: 1}', "{'a': 1}", '', { a: 1 }, 5])('refuses %j', (value) => {
    expect(() => rule('AWSJSON').parse(value)).toThrow('as a valid JSON.');
  });

  it('prints values as compact text, passes JSON text through and quotes other text', () => {
    expect(rule('AWSJSON').serialize({ a: 1, b: [true] })).toBe('{"a":1,"b":[true]}');
    expect(rule('AWSJSON').serialize('{"a":1}')).toBe('{"a":1}');
    expect(rule('AWSJSON').serialize('plain')).toBe('"plain"');
    expect(rule('AWSJSON').serialize(5)).toBe('5');
  });
});

describe('deep values', () => {
  const deep = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

  it("are AWSJSON up to 1,000 brackets, as for AppSync's parser", () => {
    expect(rule('AWSJSON').parse('['.repeat(1_000) + ']'.repeat(1_000))).toEqual(deep(1_000));
    expect(() => rule('AWSJSON').parse('['.repeat(1_001) + ']'.repeat(1_001))).toThrow('as a valid JSON.');
  });

  it('never end the stack when a resolver gives them', () => {
    expect(() => rule('AWSJSON').serialize(deep(100_000))).toThrow(/^Unable to serialize `\[\[.*` as a valid JSON\.$/);
    expect(rule('String').serialize(deep(100_000))).toContain('...');
  });
});

describe('the five of GraphQL', () => {
  it.each<[string, unknown, unknown]>([
    ['Int', '5', 5],
    ['Int', -2147483648, -2147483648],
    ['Float', '1.5', 1.5],
    ['Float', '-1e3', -1000],
    ['Int', '+7', 7],
    ['String', 5, '5'],
    ['String', true, 'true'],
    ['String', { a: [1, null] }, '{a=[1, null]}'],
    ['ID', 5, '5'],
    ['Boolean', 'TRUE', true],
    ['Boolean', 'yes', false],
    ['Boolean', 0, false],
  ])('print %s from %j as %j', (name, value, printed) => expect(rule(name).serialize(value)).toBe(printed));

  it.each<[string, unknown]>([
    ['Int', 1.5],
    ['Int', 2147483648],
    ['Int', 'x'],
    ['Int', '0x10'],
    ['Int', ' 5 '],
    ['Int', -2147483649],
    ['Int', true],
    ['Float', 'Infinity'],
    ['Float', Number.NaN],
    ['Int', ''],
    ['Float', {}],
    ['Float', Number.POSITIVE_INFINITY],
    ['ID', {}],
    ['Boolean', []],
  ])('do not print %s from %j', (name, value) => {
    expect(() => rule(name).serialize(value)).toThrow(`Expected type '${name}' but was '`);
  });

  it.each<[string, unknown, string]>([
    ['Int', '5', 'String'],
    ['Int', 5.5, 'Double'],
    ['Int', 4294967296, 'Long'],
    ['Float', '5', 'String'],
    ['String', 5, 'Integer'],
    ['ID', true, 'Boolean'],
    ['Boolean', 'true', 'String'],
    ['String', {}, 'LinkedHashMap'],
  ])('take no %s from %j', (name, value, was) => {
    expect(() => rule(name).parse(value)).toThrow(`Expected type '${name}' but was '${was}'.`);
  });

  it('take whole numbers for ID and Float', () => {
    expect(rule('ID').parse(5)).toBe('5');
    expect(rule('Float').parse(5)).toBe(5);
  });
});
