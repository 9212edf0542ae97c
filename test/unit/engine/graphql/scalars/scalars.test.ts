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
    ],
  ],
  [
    'AWSTime',
    ['12:00', '12:00:34', '12:00:34.', '12:00:34.123456789', '12:00Z', '12:00:34.5+05:30', '23:59:59-07:00'],
    ['1:00', '24:00', '12:60', '12:00:60', '12:00:34.1234567890', '', 12],
  ],
  [
    'AWSDateTime',
    ['2021-01-26T16:44Z', '1930-01-01T16:00:00-07:00', '2020-05-23T06:04:37.000Z', '2020-05-23T06:04:37+05:30:30'],
    ['2019', '2020-05-23T06:4:37.000Z', '2020-05-23T06:04:37', '2020-02-30T00:00Z', '2020-05-23 06:04Z'],
  ],
  ['AWSTimestamp', [0, -1, 1714521600], [1.5, '1714521600', true, 1e17, Number.NaN]],
  ['AWSEmail', ['a@b', 'first.last+tag@example.co.uk', '"a b"@example.com'], ['a', '@b', 'a@', 'a b@c', 'a@b@c', '']],
  [
    'AWSURL',
    ['https://example.com/a?b=//c', 'mailto:a@b.c', 'http://localhost'],
    ['example.com', '/a', 'https://example.com//a', 'https://', 'a b:c', ''],
  ],
  [
    'AWSPhone',
    ['555-234-5678', '(206) 234 5678', '+1 206-234-5678', '+39 06 6982', '12062345678'],
    ['1110004444', '123', '+1 110 000 4444', 'abc', ''],
  ],
  [
    'AWSIPAddress',
    ['123.45.67.89', '123.45.67.89/16', '::1', '2001:db8::1/64'],
    ['1.2.3', '1.2.3.4/33', '1.2.3.4-5', '[::1]', '::1/129', '1.2.3.4/1/2', ''],
  ],
])('%s', (name, accepted, rejected) => {
  it.each(accepted)('takes %j both ways, unchanged', (value) => {
    expect(rule(name).parse(value)).toBe(value);
    expect(rule(name).serialize(value)).toBe(value);
  });

  it.each(rejected)('refuses %j both ways', (value) => {
    expect(() => rule(name).parse(value)).toThrow(/^Unable to parse `.*` as a valid /);
    expect(() => rule(name).serialize(value)).toThrow(/^Unable to serialize `.*` as a valid /);
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

describe('the five of GraphQL', () => {
  it.each<[string, unknown, unknown]>([
    ['Int', '5', 5],
    ['Int', -2147483648, -2147483648],
    ['Float', '1.5', 1.5],
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
