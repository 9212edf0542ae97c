import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { NO_VALUE, resolveValue, type IntrinsicScope } from '../../../../engine/template/intrinsics.ts';

const scope: IntrinsicScope = {
  ref: (name) => ({ Text: 'text', List: ['a', 'b'], 'AWS::NoValue': NO_VALUE })[name] ?? `ref ${name}`,
  getAtt: (id, attribute) => `${id}/${attribute}`,
  condition: (name) => name === 'Yes',
  mapping: (map, first, second) => (map === 'Empty' ? undefined : `${map}>${first}>${second}`),
  importValue: (name) => `import ${name}`,
  region: 'eu-west-1',
};
const resolve = (value: unknown): unknown => resolveValue(value, 'here', scope);

describe('resolveValue', () => {
  it.each([
    { name: 'Ref', value: { Ref: 'Text' }, expected: 'text' },
    { name: 'GetAtt as a list', value: { 'Fn::GetAtt': ['A', 'Outputs.B'] }, expected: 'A/Outputs.B' },
    { name: 'GetAtt as a text', value: { 'Fn::GetAtt': 'A.Outputs.B' }, expected: 'A/Outputs.B' },
    { name: 'Join', value: { 'Fn::Join': ['-', ['a', { Ref: 'Text' }, 5]] }, expected: 'a-text-5' },
    { name: 'Join over a list parameter', value: { 'Fn::Join': [',', { Ref: 'List' }] }, expected: 'a,b' },
    {
      name: 'Join without what is no value',
      value: { 'Fn::Join': ['-', ['a', { Ref: 'AWS::NoValue' }]] },
      expected: 'a',
    },
    { name: 'Sub', value: { 'Fn::Sub': '${Text} ${A.B} ${!Literal}' }, expected: 'text A/B ${Literal}' },
    {
      name: 'Sub with variables',
      value: { 'Fn::Sub': ['${X}${Text}', { X: { Ref: 'Other' } }] },
      expected: 'ref Othertext',
    },
    { name: 'Select', value: { 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b:c'] }] }, expected: 'b' },
    { name: 'FindInMap', value: { 'Fn::FindInMap': ['M', { Ref: 'Text' }, 'k'] }, expected: 'M>text>k' },
    { name: 'ImportValue', value: { 'Fn::ImportValue': { 'Fn::Sub': '${Text}:x' } }, expected: 'import text:x' },
    { name: 'GetAZs', value: { 'Fn::Select': [1, { 'Fn::GetAZs': '' }] }, expected: 'eu-west-1b' },
    { name: 'Length', value: { 'Fn::Length': { Ref: 'List' } }, expected: 2 },
    { name: 'ToJsonString', value: { 'Fn::ToJsonString': { a: { Ref: 'Text' } } }, expected: '{"a":"text"}' },
    { name: 'Base64', value: { 'Fn::Base64': 'hi' }, expected: 'aGk=' },
    { name: 'If, the first side', value: { 'Fn::If': ['Yes', 1, { 'Fn::Nope': 0 }] }, expected: 1 },
    { name: 'If, the second side', value: { 'Fn::If': ['No', { 'Fn::Nope': 0 }, 2] }, expected: 2 },
    { name: 'And', value: { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] }, expected: false },
    { name: 'Or', value: { 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] }, expected: true },
    { name: 'Not', value: { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }, expected: true },
    { name: 'Equals of a text and true', value: { 'Fn::Equals': ['true', true] }, expected: true },
    { name: 'Equals of a text and a number', value: { 'Fn::Equals': [3, '3'] }, expected: true },
    {
      name: 'Equals of lists',
      value: {
        'Fn::Equals': [
          [1, 'a'],
          ['1', 'a'],
        ],
      },
      expected: true,
    },
    { name: 'Equals of texts that differ', value: { 'Fn::Equals': ['3', '3.0'] }, expected: false },
    {
      name: 'FindInMap with a default',
      value: { 'Fn::FindInMap': ['Empty', 'a', 'b', { DefaultValue: { Ref: 'Text' } }] },
      expected: 'text',
    },
    {
      name: 'FindInMap with a default that is not needed',
      value: { 'Fn::FindInMap': ['M', 'a', 'b', { DefaultValue: 'c' }] },
      expected: 'M>a>b',
    },
    {
      name: 'Cidr',
      value: { 'Fn::Cidr': ['10.0.255.0/16', 3, '8'] },
      expected: ['10.0.255.0/24', '10.1.0.0/24', '10.1.1.0/24'],
    },
    { name: 'Equals', value: { 'Fn::Equals': [{ Ref: 'Text' }, 'text'] }, expected: true },
    { name: 'a key without a value', value: { a: { Ref: 'AWS::NoValue' }, b: 1 }, expected: { b: 1 } },
    { name: 'nothing at all', value: { Ref: 'AWS::NoValue' }, expected: undefined },
    { name: 'a Condition key outside of conditions', value: { Condition: 'Yes' }, expected: { Condition: 'Yes' } },
  ])('resolves $name', ({ value, expected }) => {
    expect(resolve(value)).toEqual(expected);
  });

  it.each([
    { name: 'an unknown intrinsic', value: { a: [{ 'Fn::Rain': [] }] }, says: /here\.a\[0\] uses Fn::Rain/ },
    { name: 'an intrinsic beside other keys', value: { 'Fn::ForEach::X': [], b: 1 }, says: /Fn::ForEach::X/ },
    {
      name: 'a malformed Join',
      value: { 'Fn::Join': 'a' },
      says: /here\.Fn::Join is "a"; expected \[delimiter, list\]/,
    },
    { name: 'a position that is not there', value: { 'Fn::Select': [3, ['a']] }, says: /a position below 1/ },
    { name: 'an object where a text must be', value: { 'Fn::Join': ['', [{ a: 1 }]] }, says: /expected a text/ },
  ])('refuses $name', ({ value, says }) => {
    expect(() => resolve(value)).toThrow(says);
  });

  it('puts a marker in place of what it cannot resolve, when asked to be tolerant', () => {
    const value = { 'Fn::Join': ['', ['arn:', { 'Fn::Cidr': [] }]] };

    expect(resolveValue(value, 'here', scope, { tolerant: true })).toBe('arn:not-served:here.Fn::Join[1][1]');
  });

  it('leaves values without intrinsics as they are', () => {
    const plain = fc.jsonValue().filter((value) => !/Fn::|"Ref"|resolve:|__proto__/.test(JSON.stringify(value)));

    fc.assert(fc.property(plain, (value) => expect(resolve(value)).toEqual(value)));
  });

  it('undoes a Split with a Join', () => {
    const texts = fc.string().filter((text) => !text.includes('{{resolve:'));

    fc.assert(
      fc.property(texts, (text) => {
        expect(resolve({ 'Fn::Join': ['/', { 'Fn::Split': ['/', text] }] })).toBe(text);
      }),
    );
  });
});
