import { describe, expect, it } from '@jest/globals';
import { anApi, caught, readTemplateOf, ref } from './given-template.ts';

describe('parameters', () => {
  it('refuses a parameter without a value, naming the option that gives one', () => {
    const template = { Parameters: { Stage: { Type: 'String' } }, Resources: anApi({ Name: ref('Stage') }) };

    expect(caught(() => readTemplateOf(template))).toMatchObject({
      code: 'TEMPLATE_PARAMETER_MISSING',
      fix: expect.stringContaining('--parameter Stage='),
    });
  });

  it('names all parameters that lack a value at once', () => {
    const Parameters = { Stage: { Type: 'String' }, Zone: { Type: 'String' }, Kept: { Type: 'String', Default: 'x' } };
    const thrown = caught(() => readTemplateOf({ Parameters, Resources: anApi({ Name: ref('Stage') }) }));

    expect(thrown).toMatchObject({ fix: 'Pass --parameter Stage=VALUE. Without a value are also: Zone.' });
  });

  it.each([
    ['a pattern that it does not match', { AllowedPattern: '[a-z]+' }, 'A1', 'must match [a-z]+'],
    [
      'the words of the template for it',
      { AllowedPattern: '[a-z]+', ConstraintDescription: 'letters' },
      'A1',
      'letters',
    ],
    ['a length that it does not have', { MinLength: 3 }, 'ab', 'needs 3 characters'],
    ['a length that it exceeds', { MaxLength: 1 }, 'ab', 'may have 1 characters'],
    ['no number', { Type: 'Number' }, 'abc', 'must be a number'],
    ['a number out of range', { Type: 'Number', MinValue: 1, MaxValue: 9 }, '10', 'between 1 and 9'],
  ])('refuses a parameter value: %s', (_name, rule, value, says) => {
    const template = { Parameters: { Stage: { Type: 'String', ...rule } }, Resources: anApi({ Name: ref('Stage') }) };

    expect(() => readTemplateOf(template, { parameters: { Stage: value } })).toThrow(says);
  });

  it('refuses a value for a parameter that is not there', () => {
    const template = { Parameters: { Stage: { Type: 'String', Default: 'a' } }, Resources: anApi() };

    expect(caught(() => readTemplateOf(template, { parameters: { Staeg: 'b' } }))).toMatchObject({
      code: 'TEMPLATE_PARAMETER_UNKNOWN',
      message: 'The stack shop has no parameter Staeg; it has Stage',
    });
  });

  it('refuses a parameter that AWS looks up, unless it is given', () => {
    const template = {
      Parameters: { Stage: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/stage' } },
      Resources: anApi({ Name: ref('Stage') }),
    };

    expect(() => readTemplateOf(template)).toThrow(/looked up in SSM/);
    expect(readTemplateOf(template, { parameters: { Stage: 'prod' } }).api.name).toBe('prod');
  });

  it('refuses a value that a parameter does not allow', () => {
    const template = {
      Parameters: { Stage: { Type: 'String', Default: 'dev', AllowedValues: ['dev', 'prod'] } },
      Resources: anApi({ Name: ref('Stage') }),
    };

    expect(() => readTemplateOf(template, { parameters: { Stage: 'qa' } })).toThrow(/"qa"; allowed are dev, prod/);
  });
});
