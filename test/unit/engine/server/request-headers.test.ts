import { describe, it, expect } from '@jest/globals';
import { toRequestHeaders } from '../../../../engine/server/request-headers.ts';

describe('ctx.request.headers (1.6)', () => {
  it('has lower-case names', () => {
    expect(toRequestHeaders(['X-Api-Key', 'k', 'HOST', 'h'])).toEqual({ 'x-api-key': 'k', host: 'h' });
  });

  it('lists a header that came more than once', () => {
    expect(toRequestHeaders(['custom', '1', 'Custom', '2', 'CUSTOM', '3'])).toEqual({ custom: ['1', '2', '3'] });
  });

  it('never holds the cookie', () => {
    expect(toRequestHeaders(['Cookie', 'secret', 'cookie', 'again'])).toEqual({});
  });

  it('takes a header called constructor like any other', () => {
    expect(toRequestHeaders(['constructor', 'x'])).toEqual({ constructor: 'x' });
  });
});
