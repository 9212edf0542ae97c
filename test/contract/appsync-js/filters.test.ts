/** spec/appsync-resolvers 3.5 and 3.6; documentation examples and recorded outputs. */
import { describe, expect, it } from '@jest/globals';
import { returned } from './returned.ts';

const EXAMPLE =
  '{percentageUp:{lte:50,gte:20},and:[{title:{ne:"Book1"}},{downvotes:{gt:2000}}],or:[{author:{eq:"Admin"}},{isPublished:{eq:false}}]}';
const RULES = '{upvotes:{gte:250},author:{eq:"Person1"}}';

const entry = (fieldName: string, operator: string, value: unknown): object => ({ fieldName, operator, value });
const title = entry('title', 'ne', 'Book1');
const downvotes = entry('downvotes', 'gt', 2000);
const admin = entry('author', 'eq', 'Admin');
const published = entry('isPublished', 'eq', false);

function groups(...filters: readonly (readonly object[])[]): object {
  return { filterGroup: filters.map((one) => ({ filters: one })) };
}

const parsed = (expression: string): unknown => JSON.parse(returned(expression) ?? '') as unknown;

describe('util.transform.toSubscriptionFilter', () => {
  it('expands the documented example to four groups', () => {
    const lte = entry('percentageUp', 'lte', 50);
    const gte = entry('percentageUp', 'gte', 20);

    expect(parsed(`util.transform.toSubscriptionFilter(${EXAMPLE})`)).toEqual(
      groups(
        [lte, title, downvotes, admin],
        [lte, title, downvotes, published],
        [gte, title, downvotes, admin],
        [gte, title, downvotes, published],
      ),
    );
  });

  it('drops ignored fields wherever they occur', () => {
    expect(parsed(`util.transform.toSubscriptionFilter(${EXAMPLE}, ["percentageUp","author"])`)).toEqual(
      groups([title, downvotes, published]),
    );
  });

  it('adds each rule as an alternative to every group', () => {
    expect(parsed(`util.transform.toSubscriptionFilter(${EXAMPLE}, ["percentageUp","author"], ${RULES})`)).toEqual(
      groups(
        [title, downvotes, published, entry('upvotes', 'gte', 250)],
        [title, downvotes, published, entry('author', 'eq', 'Person1')],
      ),
    );
  });

  it.each([
    [
      'two operators of one field are alternatives',
      '{a:{eq:1,ne:2}}',
      groups([entry('a', 'eq', 1)], [entry('a', 'ne', 2)]),
    ],
    ['two fields are combined', '{a:{eq:1},b:{eq:2}}', groups([entry('a', 'eq', 1), entry('b', 'eq', 2)])],
    ['an unknown operator passes', '{a:{bogus:1}}', groups([entry('a', 'bogus', 1)])],
    ['not is a field name', '{not:{eq:1}}', groups([entry('not', 'eq', 1)])],
    [
      'a path keeps its dots',
      '{"location.address.country":{eq:"x"}}',
      groups([entry('location.address.country', 'eq', 'x')]),
    ],
    ['a member of not is an operator', '{not:{a:{eq:1}}}', groups([entry('not', 'a', { eq: 1 })])],
    ['an and combines', '{and:[{a:{eq:1}},{b:{eq:2}}]}', groups([entry('a', 'eq', 1), entry('b', 'eq', 2)])],
    ['a field comes before and', '{and:[{a:{eq:1}}],z:{eq:0}}', groups([entry('z', 'eq', 0), entry('a', 'eq', 1)])],
    ['an or splits', '{or:[{a:{eq:1}},{b:{eq:2}}]}', groups([entry('a', 'eq', 1)], [entry('b', 'eq', 2)])],
    [
      'an or within an and multiplies',
      '{and:[{a:{eq:1}},{or:[{b:{eq:2}},{c:{eq:3}}]}]}',
      groups([entry('a', 'eq', 1), entry('b', 'eq', 2)], [entry('a', 'eq', 1), entry('c', 'eq', 3)]),
    ],
    [
      'lists stay lists',
      '{a:{in:[1,2]},b:{notIn:["x"]}}',
      groups([entry('a', 'in', [1, 2]), entry('b', 'notIn', ['x'])]),
    ],
    ['false stays false', '{a:{eq:false}}', groups([entry('a', 'eq', false)])],
    ['ignored within and', '{a:{eq:1},and:[{b:{eq:2}}]}, ["b"]', groups([entry('a', 'eq', 1)])],
    ['rules alone', '{}, [], {r:{eq:1}}', groups([entry('r', 'eq', 1)])],
    ['a field without an operator gives no group', '{a:{}}', groups()],
    ['an empty and gives no group', '{and:[]}', groups()],
    ['no filter at all gives null', '', null],
    ['nothing gives no group', '{}', groups()],
    ['a JSON text gives null', `'{"a":{"eq":1}}'`, null],
    ['a list gives null', '[]', null],
    ['null gives null', 'null', null],
  ])('%s', (_title, filter, expected) => {
    expect(parsed(`util.transform.toSubscriptionFilter(${filter})`)).toEqual(expected);
  });
});

describe('util.transform.toElasticsearchQueryDSL', () => {
  it('renders the documented example', () => {
    const text = parsed(
      'util.transform.toElasticsearchQueryDSL({upvotes:{ne:15,range:[10,20]},title:{eq:"hihihi",wildcard:"h*i"}})',
    );

    expect(text).toBe(
      '{"bool":{"must":[{"bool":{"must":[{"bool":{"must_not":{"term":{"upvotes":15}}}},{"range":{"upvotes":{"gte":10,"lte":20}}}]}},' +
        '{"bool":{"must":[{"term":{"title":"hihihi"}},{"wildcard":{"title":"h*i"}}]}}]}}',
    );
  });

  it.each([
    ['{a:{eq:1}}', '{"term":{"a":1}}'],
    ['{a:{gt:1}}', '{"range":{"a":{"gt":1}}}'],
    ['{a:{lte:1}}', '{"range":{"a":{"lte":1}}}'],
    ['{a:{match:"x"}}', '{"match":{"a":"x"}}'],
    ['{a:{matchPhrase:"x"}}', '{"match_phrase":{"a":"x"}}'],
    ['{a:{matchPhrasePrefix:"x"}}', '{"match_phrase_prefix":{"a":"x"}}'],
    ['{a:{exists:true}}', '{"exists":{"field":"a"}}'],
    ['{a:{exists:false}}', '{"bool":{"must_not":{"exists":{"field":"a"}}}}'],
    ['{a:{regexp:"x.*"}}', '{"regexp":{"a":"x.*"}}'],
    ['{or:[{a:{eq:1}},{b:{eq:2}}]}', '{"bool":{"should":[{"term":{"a":1}},{"term":{"b":2}}]}}'],
    ['{and:[{a:{eq:1}},{b:{eq:2}}]}', '{"bool":{"must":[{"term":{"a":1}},{"term":{"b":2}}]}}'],
    ['{not:{a:{eq:1}}}', '{"bool":{"must_not":{"term":{"a":1}}}}'],
  ])('renders %s', (filter, expected) => {
    expect(parsed(`util.transform.toElasticsearchQueryDSL(${filter})`)).toBe(expected);
  });
});
