import { describe, expect, it } from '@jest/globals';
import { compilePattern } from '../../../../engine/event-bus/pattern.ts';

const EVENT = {
  source: 'shop.orders',
  'detail-type': 'Order Placed',
  resources: ['arn:a', 'arn:b'],
  detail: {
    id: 'o-1',
    total: 12.5,
    paid: true,
    note: null,
    ip: '10.0.3.7',
    file: 'img/2026/cat.PNG',
    tags: ['new', 'gift'],
    lines: [
      { sku: 'a', count: 1 },
      { sku: 'b', count: 9 },
    ],
  },
};
const detail = (pattern: unknown): unknown => ({ detail: pattern });

describe('event patterns', () => {
  it.each<readonly [unknown, boolean]>([
    [{ source: ['shop.orders'] }, true],
    [{ source: ['Shop.Orders'] }, false],
    [{ source: ['x', 'shop.orders'], 'detail-type': ['Order Placed'] }, true],
    [{ source: ['shop.orders'], 'detail-type': ['Other'] }, false],
    [{ resources: ['arn:b'] }, true],
    [detail({ total: [12.5] }), true],
    [detail({ total: ['12.5'] }), false],
    [detail({ paid: [true], note: [null] }), true],
    [detail({ absent: [null] }), false],
    [detail({ id: [{ prefix: 'o-' }] }), true],
    [detail({ id: [{ prefix: { 'equals-ignore-case': 'O-' } }] }), true],
    [detail({ file: [{ suffix: '.png' }] }), false],
    [detail({ file: [{ suffix: { 'equals-ignore-case': '.png' } }] }), true],
    [detail({ id: [{ 'equals-ignore-case': 'O-1' }] }), true],
    [detail({ file: [{ wildcard: 'img/*/cat.*' }] }), true],
    [detail({ file: [{ wildcard: 'img/*/dog.*' }] }), false],
    [detail({ id: [{ wildcard: 'o-\\*' }] }), false],
    [detail({ id: [{ 'anything-but': 'o-1' }] }), false],
    [detail({ id: [{ 'anything-but': ['o-2', 'o-3'] }] }), true],
    [detail({ absent: [{ 'anything-but': 'x' }] }), false],
    [detail({ total: [{ 'anything-but': [12.5] }] }), false],
    [detail({ id: [{ 'anything-but': { prefix: 'o-' } }] }), false],
    [detail({ id: [{ 'anything-but': { prefix: ['a', 'b'] } }] }), true],
    [detail({ file: [{ 'anything-but': { wildcard: '*.PNG' } }] }), false],
    [detail({ total: [{ numeric: ['>', 10, '<=', 12.5] }] }), true],
    [detail({ total: [{ numeric: ['=', 12] }] }), false],
    [detail({ id: [{ numeric: ['>', 0] }] }), false],
    [detail({ id: [{ exists: true }], absent: [{ exists: false }] }), true],
    [detail({ id: [{ exists: false }] }), false],
    [{ detail: [{ exists: true }] }, false],
    [detail({ ip: [{ cidr: '10.0.0.0/16' }] }), true],
    [detail({ ip: [{ cidr: '10.1.0.0/16' }] }), false],
    [detail({ tags: ['gift'] }), true],
    [detail({ tags: ['old'] }), false],
    [detail({ lines: { sku: ['b'], count: [{ numeric: ['>', 5] }] } }), true],
    [detail({ lines: { sku: ['a'], count: [{ numeric: ['>', 5] }] } }), false],
    [detail({ $or: [{ id: ['nope'] }, { total: [{ numeric: ['>', 5] }] }] }), true],
    [detail({ $or: [{ id: ['nope'] }, { total: [1] }], paid: [true] }), false],
    [{ $or: [{ source: ['nope'] }, { resources: ['arn:a'] }] }, true],
  ])('matches %j: %s', (pattern, expected) => {
    expect(compilePattern(pattern)(EVENT)).toBe(expected);
  });

  it.each([
    [{ source: 'shop' }, 'the leaf at $.source is no list'],
    [{ source: [] }, 'the list at $.source is empty'],
    [{ source: [['a']] }, 'holds a list'],
    [detail({ id: [{ like: 'x' }] }), 'is none of prefix, suffix'],
    [detail({ id: [{ prefix: 5 }] }), '"prefix" takes a text'],
    [detail({ id: [{ numeric: ['>', '5'] }] }), '"numeric" got'],
    [detail({ id: [{ numeric: [] }] }), '"numeric" got'],
    [detail({ id: [{ exists: 'yes' }] }), '"exists" takes true or false'],
    [detail({ id: [{ wildcard: 'a**' }] }), 'two stars'],
    [detail({ ip: [{ cidr: 'no/8' }] }), '"cidr" got'],
    [{ $or: {} }, '"$or" at $ takes a list'],
  ])('refuses %j', (pattern, says) => {
    expect(() => compilePattern(pattern)).toThrow(says);
  });
});
