import { describe, it, expect } from '@jest/globals';
import { readRawHeaders, toRequestHeaders } from '../../../../engine/server/request-headers.ts';

describe('ctx.request.headers (1.6)', () => {
  it('has lower-case names', () => {
    expect(readRawHeaders(['X-Api-Key', 'k', 'HOST', 'h'])).toEqual({ 'x-api-key': 'k', host: 'h' });
  });

  it('lists a header that came more than once', () => {
    expect(readRawHeaders(['custom', '1', 'Custom', '2', 'CUSTOM', '3'])).toEqual({ custom: ['1', '2', '3'] });
  });

  it('never holds the cookie', () => {
    expect(readRawHeaders(['Cookie', 'secret', 'cookie', 'again'])).toEqual({});
  });

  it('takes a header called constructor like any other', () => {
    expect(readRawHeaders(['constructor', 'x'])).toEqual({ constructor: 'x' });
  });

  it.each([
    ['as Node read them', { a: '1', b: '2' }, ['A', '1', 'b', '2'], { a: '1', b: '2' }],
    ['in a list where Node joined them', { a: '1, 2' }, ['A', '1', 'a', '2'], { a: ['1', '2'] }],
    ['without the cookie', { a: '1', cookie: 'c' }, ['a', '1', 'cookie', 'c'], { a: '1' }],
    ['as text where Node has a list', { 'set-cookie': ['c'] }, ['set-cookie', 'c'], { 'set-cookie': 'c' }],
    ['whole, also what Node keeps once', { host: 'x' }, ['host', 'x', 'host', 'y'], { host: ['x', 'y'] }],
  ])('are given %s', (_how, headers, rawHeaders, expected) => {
    expect(toRequestHeaders({ headers, rawHeaders })).toEqual(expected);
  });
});
