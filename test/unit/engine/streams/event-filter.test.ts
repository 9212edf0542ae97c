import { describe, expect, it } from '@jest/globals';
import { compileFilters } from '../../../../engine/streams/event-filter.ts';

const EVENT = {
  eventName: 'INSERT',
  dynamodb: { SizeBytes: 42, NewImage: { kind: { S: 'entry#redeem' }, points: { N: '5' }, tags: { SS: ['a', 'b'] } } },
};
const onImage = (kind: unknown): unknown => ({ dynamodb: { NewImage: { kind: { S: [kind] } } } });
const onSize = (matcher: unknown): unknown => ({ dynamodb: { SizeBytes: [matcher] } });

describe('compileFilters', () => {
  it.each<[string, unknown, boolean]>([
    ['equality', { eventName: ['INSERT'] }, true],
    ['one of several values', { eventName: ['MODIFY', 'INSERT'] }, true],
    ['another value', { eventName: ['REMOVE'] }, false],
    ['all keys of a pattern', { eventName: ['INSERT'], dynamodb: { SizeBytes: [1] } }, false],
    ['prefix', onImage({ prefix: 'entry#' }), true],
    ['prefix of something else', onImage({ prefix: 'lot#' }), false],
    ['suffix', onImage({ suffix: '#redeem' }), true],
    ['equals-ignore-case', onImage({ 'equals-ignore-case': 'ENTRY#REDEEM' }), true],
    ['exists', onImage({ exists: true }), true],
    ['exists: false on a leaf that is there', onImage({ exists: false }), false],
    ['exists: false on a missing image', { dynamodb: { OldImage: { kind: { S: [{ exists: false }] } } } }, true],
    ['exists on an object, which is no leaf', { dynamodb: { NewImage: [{ exists: true }] } }, false],
    ['anything-but', onImage({ 'anything-but': ['lot'] }), true],
    ['anything-but the value', onImage({ 'anything-but': 'entry#redeem' }), false],
    ['anything-but a prefix', onImage({ 'anything-but': { prefix: 'entry' } }), false],
    ['numeric range', onSize({ numeric: ['>', 10, '<=', 42] }), true],
    ['numeric out of range', onSize({ numeric: ['<', 42] }), false],
    [
      'numeric on a number of DynamoDB, which is text',
      { dynamodb: { NewImage: { points: { N: [{ numeric: ['=', 5] }] } } } },
      false,
    ],
    ['text on a number of DynamoDB', { dynamodb: { NewImage: { points: { N: ['5'] } } } }, true],
    ['an element of a list', { dynamodb: { NewImage: { tags: { SS: ['b'] } } } }, true],
    ['$or', { $or: [{ eventName: ['REMOVE'] }, { dynamodb: { SizeBytes: [42] } }] }, true],
    ['$or without a match', { $or: [{ eventName: ['REMOVE'] }] }, false],
  ])('decides %s', (_name, pattern, expected) => {
    expect(compileFilters([JSON.stringify(pattern)])(EVENT)).toBe(expected);
  });

  it('passes every record without filters, and a record that one of several filters matches', () => {
    expect(compileFilters([])(EVENT)).toBe(true);
    expect(compileFilters(['{"eventName":["REMOVE"]}', '{"eventName":["INSERT"]}'])(EVENT)).toBe(true);
  });

  it('refuses an unknown operator by its name', () => {
    expect(() => compileFilters(['{"a":[{"wildcard":"x*"}]}'])).toThrow(
      expect.objectContaining({ code: 'STREAMS_FILTER_OPERATOR', message: expect.stringContaining('"wildcard"') }),
    );
  });

  it.each([
    '{',
    '{"a":"b"}',
    '{"a":[{"prefix":1}]}',
    '{"a":[{"numeric":["~",1]}]}',
    '{"a":[{"prefix":"x","suffix":"y"}]}',
    '{"$or":1}',
  ])('refuses the pattern %s', (text) => {
    expect(() => compileFilters([text])).toThrow(expect.objectContaining({ code: 'STREAMS_FILTER_INVALID' }));
  });
});
