import { afterEach, describe, expect, it } from '@jest/globals';
import { requiredVariable } from '../../../../../resolvers/shared/lambda/environment.ts';
import { once } from '../../../../../resolvers/shared/lambda/once.ts';

const NAME = 'GATEWAY_TEST_VARIABLE';

describe('requiredVariable', () => {
  afterEach(() => {
    delete process.env.GATEWAY_TEST_VARIABLE;
  });

  it('reads what the template set', () => {
    process.env.GATEWAY_TEST_VARIABLE = 'table';

    expect(requiredVariable(NAME)).toBe('table');
  });

  it('names what is missing or empty', () => {
    expect(() => requiredVariable(NAME)).toThrow('The environment variable GATEWAY_TEST_VARIABLE is not set.');
    process.env.GATEWAY_TEST_VARIABLE = '';
    expect(() => requiredVariable(NAME)).toThrow('is not set');
  });
});

describe('once', () => {
  it('makes a value at the first call and keeps it, undefined included', () => {
    let calls = 0;
    const value = once(() => {
      calls += 1;
      return undefined;
    });

    value();
    value();

    expect(calls).toBe(1);
  });

  it('tries again after a failure', () => {
    let calls = 0;
    const value = once(() => {
      calls += 1;
      if (calls === 1) throw new Error('not yet');
      return calls;
    });

    expect(() => value()).toThrow('not yet');
    expect(value()).toBe(2);
  });
});
