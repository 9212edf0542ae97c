/** spec/appsync-resolvers 3.3; recorded from the real EvaluateCode API by the public appsync-utils suite. */
import { describe, expect, it } from '@jest/globals';
import { returned } from './returned.ts';

const CASES: readonly (readonly [expression: string, expected: string])[] = [
  ['toDynamoDB("foo")', '{"S":"foo"}'],
  ['toDynamoDB(12345)', '{"N":12345}'],
  ['toDynamoDB(true)', '{"BOOL":true}'],
  ['toDynamoDB(null)', '{"NULL":null}'],
  ['toDynamoDB(["foo",123,{bar:"baz"}])', '{"L":[{"S":"foo"},{"N":123},{"M":{"bar":{"S":"baz"}}}]}'],
  [
    'toDynamoDB({foo:"bar",baz:1234,beep:["boop"]})',
    '{"M":{"foo":{"S":"bar"},"baz":{"N":1234},"beep":{"L":[{"S":"boop"}]}}}',
  ],
  ['toString("a")', '{"S":"a"}'],
  ['toNumber(1)', '{"N":1}'],
  ['toBoolean(true)', '{"BOOL":true}'],
  ['toBinary("foo")', '{"B":"foo"}'],
  ['toStringSet(["a","b"])', '{"SS":["a","b"]}'],
  ['toNumberSet([1,23,4.56])', '{"NS":[1,23,4.56]}'],
  ['toBinarySet(["Zm9v"])', '{"BS":["Zm9v"]}'],
  ['toString(null)', 'null'],
  ['toNumber(null)', 'null'],
  ['toBoolean(null)', 'null'],
  ['toBinary(null)', 'null'],
  ['toStringSet(null)', 'null'],
  ['toNumberSet(null)', 'null'],
  ['toBinarySet(null)', 'null'],
  ['toNull()', '{"NULL":null}'],
  ['toList(["foo",1])', '{"L":[{"S":"foo"},{"N":1}]}'],
  ['toMap({a:1})', '{"M":{"a":{"N":1}}}'],
  ['toMapValues({a:1,b:"x",c:null})', '{"a":{"N":1},"b":{"S":"x"},"c":{"NULL":null}}'],
  ['toMapValues({a:1,b:undefined})', '{"a":{"N":1}}'],
  [
    'toS3Object("foo","bar","baz","beep")',
    JSON.stringify({ S: '{"s3":{"key":"foo","bucket":"bar","region":"baz","version":"beep"}}' }),
  ],
  ['toS3Object("foo","bar","baz")', JSON.stringify({ S: '{"s3":{"key":"foo","bucket":"bar","region":"baz"}}' })],
  [
    `fromS3ObjectJson('{"s3":{"key":"foo","bucket":"bar","region":"baz","version":"beep"}}')`,
    '{"bucket":"bar","region":"baz","key":"foo","version":"beep"}',
  ],
  ['fromS3ObjectJson({S:"x"})', 'null'],
  ['fromS3ObjectJson("no")', 'null'],
];

describe('util.dynamodb', () => {
  it.each(CASES)('%s gives %s', (expression, expected) => {
    expect(returned(`util.dynamodb.${expression}`)).toBe(expected);
  });
});
