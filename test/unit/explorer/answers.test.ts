import { describe, expect, it } from '@jest/globals';
import { problemOf, toAnswer } from '../../../explorer/src/answers.ts';

describe('problemOf', () => {
  it('is undefined for an answer without errors', () => {
    expect(problemOf({ data: { me: { id: '1' } } }, 'giulia')).toBeUndefined();
    expect(problemOf(undefined, 'giulia')).toBeUndefined();
  });

  it('tells refused credentials from a refused field', () => {
    const credentials = {
      errors: [{ errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' }],
    };
    const field = {
      data: { me: null },
      errors: [{ errorType: 'Unauthorized', path: ['me'], message: 'Not Authorized to access me on type Query' }],
    };

    expect(problemOf(credentials, 'x')).toEqual({
      kind: 'refused',
      title: '“x” was not let in: the API refused the credentials.',
      details: ['You are not authorized to make this call. (UnauthorizedException)'],
    });
    expect(problemOf(field, 'public')).toEqual({
      kind: 'refused',
      title: '“public” may not do this.',
      details: ['me: Not Authorized to access me on type Query (Unauthorized)'],
    });
  });

  it('says that a part was refused when the rest is there', () => {
    const answer = {
      data: { me: null, program: [] },
      errors: [{ errorType: 'Unauthorized', path: ['me'], message: 'no' }],
    };

    expect(problemOf(answer, 'public')?.title).toBe('“public” may not do this, in part.');
  });

  it('counts user errors of a mutation: they are why nothing was changed', () => {
    const answer = {
      data: { redeemReward: { redemption: null, userErrors: [{ code: 'OUT_OF_STOCK', message: 'All gone.' }] } },
    };

    expect(problemOf(answer, 'giulia')).toEqual({
      kind: 'failed',
      title: 'Nothing was changed.',
      details: ['OUT_OF_STOCK: All gone.'],
    });
  });

  it('reports every other error as the API words it', () => {
    expect(problemOf({ errors: [{ message: 'boom' }, { message: 'bang', path: ['a', 0] }] }, 'x')).toEqual({
      kind: 'failed',
      title: 'The API reported 2 errors.',
      details: ['boom', 'a.0: bang'],
    });
  });
});

describe('toAnswer', () => {
  it('wraps what is no JSON object', () => {
    expect(toAnswer('<h1>Bad gateway</h1>', 502)).toEqual({
      errors: [{ message: 'The API answered 502 with something that is not JSON: <h1>Bad gateway</h1>' }],
    });
  });
});
