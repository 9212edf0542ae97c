/** spec/appsync-resolvers 3.4; recorded from the real EvaluateCode API (transform snapshot of the appsync-utils suite). */
import { describe, expect, it } from '@jest/globals';
import { returned } from './returned.ts';

const A = '{a:{eq:1}}';
const B = '{b:{eq:2}}';

const EXPRESSIONS: readonly (readonly [filter: string, expression: string])[] = [
  ['{v:{eq:"x"}}', '(#v = :v_eq)'],
  ['{v:{ne:"x"}}', '(#v <> :v_ne)'],
  ['{v:{lt:1}}', '(#v < :v_lt)'],
  ['{v:{le:1}}', '(#v <= :v_le)'],
  ['{v:{gt:1}}', '(#v > :v_gt)'],
  ['{v:{ge:1}}', '(#v >= :v_ge)'],
  ['{v:{contains:"x"}}', '(contains(#v,:v_contains))'],
  ['{v:{notContains:"x"}}', '(NOT contains(#v,:v_notContains))'],
  ['{v:{beginsWith:"x"}}', '(begins_with(#v,:v_beginsWith))'],
  ['{v:{between:[1,9]}}', '(#v BETWEEN :v_between_start AND :v_between_end)'],
  ['{v:{between:[1,9,12]}}', '(#v BETWEEN :v_between_start AND :v_between_end)'],
  ['{v:{in:["a","b"]}}', '(#v IN (:v_in_0, :v_in_1))'],
  ['{v:{in:[]}}', '(null)'],
  ['{v:{attributeExists:true}}', '(attribute_exists(#v))'],
  ['{v:{attributeExists:false}}', '(attribute_not_exists(#v))'],
  ['{a:{attributeType:"string"}}', '(attribute_type(#a,:a_attributeType))'],
  ['{v:{size:{gt:1}}}', '(size(#v) > :v_size_gt)'],
  ['{v:{ge:1,le:5}}', '((#v >= :v_ge) AND (#v <= :v_le))'],
  ['{a:{eq:1},b:{eq:2}}', '(#a = :a_eq) AND (#b = :b_eq)'],
  [`{and:[${A}]}`, '(#a = :and_0_a_eq)'],
  [`{and:[${A},${B}]}`, '((#a = :and_0_a_eq) AND (#b = :and_1_b_eq))'],
  [`{or:[${A},${B}]}`, '((#a = :or_0_a_eq) OR (#b = :or_1_b_eq))'],
  [
    `{or:[{and:[${A},${B}]},{c:{eq:3}}]}`,
    '(((#a = :or_0_and_0_a_eq) AND (#b = :or_0_and_1_b_eq)) OR (#c = :or_1_c_eq))',
  ],
  [`{not:${A}}`, '(NOT (#a = :not_a_eq))'],
  [`{not:{and:[${A},${B}]}}`, '(NOT ((#a = :not_and_0_a_eq) AND (#b = :not_and_1_b_eq)))'],
  ['{id:{attributeExists:true},version:{eq:10}}', '(attribute_exists(#id)) AND (#version = :version_eq)'],
  ['{}', ''],
  ['{and:[]}', ''],
  ['{v:{}}', ''],
  ['{v:{size:{}}}', ''],
  ['{a:{eq:1},b:{}}', '(#a = :a_eq) AND '],
  [`{and:[${A},{}]}`, '((#a = :and_0_a_eq) AND )'],
  ['{not:{}}', '(NOT )'],
  ['{"a.b":{eq:1}}', '(#a.b = :a.b_eq)'],
  ['{v:{in:["a"]}}', '(#v IN (:v_in_0))'],
  ['{v:{size:{between:[1,3]}}}', '(size(#v) BETWEEN :v_size_between_start AND :v_size_between_end)'],
  ['{v:{size:{contains:"x"}}}', '(contains(size(#v),:v_size_contains))'],
  ['{v:{size:{attributeExists:true}}}', '(attribute_exists(size(#v)))'],
  ['{v:{size:{gt:2,lt:5}}}', '((size(#v) > :v_size_gt) AND (size(#v) < :v_size_lt))'],
  ['{v:{size:{size:{gt:1}}}}', '(size(#v) > :v_size_size_gt)'],
  [`{not:{not:${A}}}`, '(NOT (NOT (#a = :not_not_a_eq)))'],
  [`{and:[{not:${A}},${B}]}`, '((NOT (#a = :and_0_not_a_eq)) AND (#b = :and_1_b_eq))'],
  [
    `{and:[{or:[${A},${B}]},{c:{eq:3}}]}`,
    '(((#a = :and_0_or_0_a_eq) OR (#b = :and_0_or_1_b_eq)) AND (#c = :and_1_c_eq))',
  ],
  [`{and:[{or:[{and:[${A}]}]}]}`, '(#a = :and_0_or_0_and_0_a_eq)'],
  [`{a:{eq:1},and:[${B}]}`, '(#a = :a_eq) AND (#b = :and_0_b_eq)'],
  // Not recorded one by one; what follows from how the recorded ones are put together.
  ['{a:{eq:1},and:[]}', '(#a = :a_eq) AND '],
  ['{a:{eq:1,size:{}}}', '((#a = :a_eq) AND )'],
  [
    '{a:{size:{gt:1,lt:3},attributeExists:true}}',
    '(((size(#a) > :a_size_gt) AND (size(#a) < :a_size_lt)) AND (attribute_exists(#a)))',
  ],
  ['{and:[{a:{eq:1},b:{eq:2}}]}', '(#a = :and_0_a_eq) AND (#b = :and_0_b_eq)'],
  ['{or:[{a:{eq:1},b:{eq:2}},{c:{eq:3}}]}', '((#a = :or_0_a_eq) AND (#b = :or_0_b_eq) OR (#c = :or_1_c_eq))'],
  ['{not:{a:{eq:1},b:{eq:2}}}', '(NOT ((#a = :not_a_eq) AND (#b = :not_b_eq)))'],
  [
    '{or:[{content:{beginsWith:"a"}},{id:{between:["1","9"]}}]}',
    '((begins_with(#content,:or_0_content_beginsWith)) OR (#id BETWEEN :or_1_id_between_start AND :or_1_id_between_end))',
  ],
  [
    '{and:[{id:{attributeExists:true}},{_version:{eq:1}}]}',
    '((attribute_exists(#id)) AND (#_version = :and_1__version_eq))',
  ],
];

const UNREADABLE = [
  ...[
    'null',
    '',
    '"x"',
    '[]',
    '{v:{bogus:1}}',
    '{v:1}',
    '{v:{w:{eq:1}}}',
    '{and:{a:{eq:1}}}',
    '{and:null}',
    '{or:[null]}',
  ],
  ...['{not:[]}', '{v:{between:[1]}}', '{v:{between:1}}', '{v:{in:"a"}}', '{v:{attributeExists:"yes"}}'],
  ...['{v:{attributeType:"nope"}}', '{v:{attributeType:"S"}}', '{v:{size:1}}'],
];

const HELPERS = ['toDynamoDBFilterExpression', 'toDynamoDBConditionExpression'];

describe.each(HELPERS)('util.transform.%s', (helper) => {
  it.each(EXPRESSIONS)('renders %s as %s', (filter, expression) => {
    expect(returned(`JSON.parse(util.transform.${helper}(${filter})).expression`)).toBe(JSON.stringify(expression));
  });

  it.each(UNREADABLE)('answers null to (%s)', (filter) => {
    expect(returned(`util.transform.${helper}(${filter})`)).toBe('null');
  });

  it('gives a JSON text with names and values, and an empty map when nothing is bound', () => {
    const text = returned(`util.transform.${helper}({ v: { attributeExists: true } })`);

    expect(text).toBe(
      JSON.stringify('{"expression":"(attribute_exists(#v))","expressionNames":{"#v":"v"},"expressionValues":{}}'),
    );
  });

  it.each([
    ['{v:{eq:"x"}}', '{":v_eq":{"S":"x"}}'],
    ['{v:{between:[1,9]}}', '{":v_between_start":{"N":1},":v_between_end":{"N":9}}'],
    ['{v:{in:["a","b"]}}', '{":v_in_0":{"S":"a"},":v_in_1":{"S":"b"}}'],
    ['{a:{attributeType:"string"}}', '{":a_attributeType":{"S":"S"}}'],
    ['{a:{attributeType:"_null"}}', '{":a_attributeType":{"S":"NULL"}}'],
    ['{v:{eq:null}}', '{":v_eq":{"NULL":null}}'],
  ])('binds the values of %s', (filter, values) => {
    expect(returned(`JSON.parse(util.transform.${helper}(${filter})).expressionValues`)).toBe(values);
  });

  it('keeps the name of a field that has no operator', () => {
    expect(returned(`JSON.parse(util.transform.${helper}({ v: {} })).expressionNames`)).toBe('{"#v":"v"}');
  });
});
