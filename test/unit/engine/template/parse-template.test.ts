import { describe, expect, it } from '@jest/globals';
import { parseTemplate } from '../../../../engine/template/read/parse-template.ts';

const valueOf = (yaml: string): unknown => {
  const resources = parseTemplate(`Resources:\n  X: ${yaml}`, 't.yaml').Resources as Record<string, unknown>;
  return resources.X;
};

describe('parseTemplate', () => {
  it.each([
    { yaml: '!Ref A', expected: { Ref: 'A' } },
    { yaml: '!GetAtt A.Outputs.B', expected: { 'Fn::GetAtt': ['A', 'Outputs.B'] } },
    { yaml: '!GetAtt [A, B]', expected: { 'Fn::GetAtt': ['A', 'B'] } },
    { yaml: "!Join ['', [a, !Ref B]]", expected: { 'Fn::Join': ['', ['a', { Ref: 'B' }]] } },
    { yaml: '!Sub "${A}"', expected: { 'Fn::Sub': '${A}' } },
    {
      yaml: '!Select [0, !Split [",", !Ref A]]',
      expected: { 'Fn::Select': [0, { 'Fn::Split': [',', { Ref: 'A' }] }] },
    },
    {
      yaml: '!If [C, !Ref A, !Ref "AWS::NoValue"]',
      expected: { 'Fn::If': ['C', { Ref: 'A' }, { Ref: 'AWS::NoValue' }] },
    },
    { yaml: '!Not [!Condition C]', expected: { 'Fn::Not': [{ Condition: 'C' }] } },
    { yaml: '!Transform { Name: M }', expected: { 'Fn::Transform': { Name: 'M' } } },
    { yaml: '2012-10-17', expected: '2012-10-17' },
    { yaml: '[yes, No, ON, off, true]', expected: [true, false, true, false, true] },
    { yaml: '[y, n, "yes"]', expected: ['y', 'n', 'yes'] },
    { yaml: '012345678901', expected: '012345678901' },
    { yaml: '[0, 10, -1]', expected: [0, 10, -1] },
  ])('reads $yaml', ({ yaml, expected }) => {
    expect(valueOf(yaml)).toEqual(expected);
  });

  it('refuses a tag that it does not know, by name', () => {
    expect(() => valueOf('!Rain A')).toThrow(
      expect.objectContaining({ code: 'TEMPLATE_UNKNOWN_INTRINSIC', message: expect.stringContaining('!Rain') }),
    );
  });

  it('takes a stack without resources where the file is known to be a template', () => {
    expect(parseTemplate('{"Parameters":{}}', 't.json', { mayBeEmpty: true })).toEqual({ Parameters: {} });
  });

  it('reads a file that begins with a byte order mark', () => {
    expect(parseTemplate('\uFEFF{"Resources":{}}', 't.json')).toEqual({ Resources: {} });
  });

  it('says where a key comes twice', () => {
    expect(() => parseTemplate('Resources:\n  A: 1\n  A: 2', 't.yaml')).toThrow(
      /t\.yaml cannot be read as YAML: .*unique.*line 3/s,
    );
  });

  it.each([
    { name: 'broken JSON', text: '{ "Resources": ' },
    { name: 'broken YAML', text: 'Resources: [' },
    { name: 'a file without resources', text: '{ "hello": 1 }' },
  ])('refuses $name, naming the file', ({ text }) => {
    expect(() => parseTemplate(text, 'shop.json')).toThrow(
      expect.objectContaining({ code: 'TEMPLATE_UNREADABLE', message: expect.stringContaining('shop.json') }),
    );
  });
});
