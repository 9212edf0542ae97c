import { describe, expect, it } from '@jest/globals';
import { aRole, iamOf, policy, roleMay, TABLE } from './policies.ts';

type Context = Readonly<Record<string, string | readonly string[]>>;

const granted = (operator: string, values: unknown, context: Context, key = 'x:Key'): boolean =>
  roleMay({ Action: '*', Resource: '*', Condition: { [operator]: { [key]: values } } })('s:Do', TABLE, context);

const given = (value: string | readonly string[]): Context => ({ 'x:key': value });

describe('condition operators', () => {
  it.each([
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', ['b', 'a'], 'a', true],
    ['StringEquals', 'a*', 'ab', false],
    ['StringNotEquals', 'a', 'b', true],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringEqualsIgnoreCase', 'A', 'a', true],
    ['StringNotEqualsIgnoreCase', 'A', 'a', false],
    ['StringLike', 'a*c?', 'abbbcd', true],
    ['StringLike', 'a?', 'a', false],
    ['StringNotLike', 'a*', 'ab', false],
    ['Bool', true, 'true', true],
    ['Bool', 'true', 'false', false],
    ['NumericEquals', 5, '5.0', true],
    ['NumericNotEquals', '5', '5', false],
    ['NumericLessThan', '5', '4', true],
    ['NumericLessThanEquals', '5', '5', true],
    ['NumericGreaterThan', '5', '5', false],
    ['NumericGreaterThanEquals', '5', '5', true],
    ['NumericLessThan', '5', 'many', false],
    ['DateLessThan', '2030-01-01T00:00:00Z', '2026-01-01T00:00:00Z', true],
    ['DateGreaterThan', '1767225600', '2026-01-02T00:00:00Z', true],
    ['IpAddress', '10.0.0.0/8', '10.1.2.3', true],
    ['IpAddress', '10.0.0.1', '10.0.0.2', false],
    ['IpAddress', '10.0.0.0/99', '10.0.0.2', false],
    ['IpAddress', 'nonsense', '10.0.0.2', false],
    ['IpAddress', '2001:db8::/32', '2001:db8::1', true],
    ['IpAddress', '10.0.0.0/8', '2001:db8::1', false],
    ['NotIpAddress', '10.0.0.0/8', '10.1.2.3', false],
    ['ArnLike', 'arn:aws:iam::*:role/Re*', 'arn:aws:iam::111122223333:role/Reader', true],
    ['ArnLike', 'arn:aws:*:role/Reader', 'arn:aws:iam::111122223333:role/Reader', false],
    ['ArnEquals', 'arn:aws:iam::111122223333:role/Reader', 'arn:aws:iam::111122223333:role/Reader', true],
    ['ArnNotLike', 'arn:aws:iam::*:role/Re*', 'arn:aws:iam::111122223333:role/Reader', false],
    ['ArnLike', 'arn:aws:lambda:*:*:function:f:*', 'arn:aws:lambda:eu-west-1:1:function:f:live', true],
    ['Null', 'false', 'there', true],
    ['Null', 'true', 'there', false],
  ])('%s %j meets %j: %s', (operator, wanted, value, expected) => {
    expect(granted(operator, wanted, given(value))).toBe(expected);
  });

  it('need every key and every operator of a statement', () => {
    const Condition = { StringEquals: { 'x:A': 'a', 'x:B': 'b' }, Bool: { 'x:C': 'true' } };
    const may = roleMay({ Action: '*', Resource: '*', Condition });

    expect(may('s:Do', TABLE, { 'x:a': 'a', 'x:b': 'b', 'x:c': 'true' })).toBe(true);
    expect(may('s:Do', TABLE, { 'x:a': 'a', 'x:b': 'b', 'x:c': 'false' })).toBe(false);
    expect(may('s:Do', TABLE, { 'x:a': 'a', 'x:b': '-', 'x:c': 'true' })).toBe(false);
  });

  it('compare with policy variables', () => {
    expect(granted('StringEquals', '${x:Other}', { 'x:key': 'm', 'x:other': 'm' })).toBe(true);
    expect(granted('StringEquals', '${x:Absent}', { 'x:key': '' })).toBe(false);
    expect(granted('ArnLike', 'arn:aws:s3:::${x:Other}', { 'x:key': 'arn:aws:s3:::b', 'x:other': 'b' })).toBe(true);
  });
});

describe('keys with several values', () => {
  it('of ForAllValues meet the policy each', () => {
    expect(granted('ForAllValues:StringEquals', ['a', 'b'], given(['a', 'b']))).toBe(true);
    expect(granted('ForAllValues:StringEquals', ['a', 'b'], given(['a', 'c']))).toBe(false);
    expect(granted('ForAllValues:StringEquals', ['a'], given([]))).toBe(true);
    expect(granted('ForAllValues:StringNotEquals', ['a'], given(['b', 'a']))).toBe(false);
  });

  it('of ForAnyValue meet it once', () => {
    expect(granted('ForAnyValue:StringLike', ['a*'], given(['x', 'ab']))).toBe(true);
    expect(granted('ForAnyValue:StringLike', ['a*'], given(['x']))).toBe(false);
    expect(granted('ForAnyValue:StringLike', ['a*'], given([]))).toBe(false);
  });
});

describe('keys that a call does not carry', () => {
  const MFA = 'aws:MultiFactorAuthPresent';

  it('meet only negated operators, Null and IfExists', () => {
    expect(granted('Bool', 'true', {}, MFA)).toBe(false);
    expect(granted('BoolIfExists', 'true', {}, MFA)).toBe(true);
    expect(granted('Null', 'true', {}, MFA)).toBe(true);
    expect(granted('StringNotEquals', 'vpc-1', {}, 'aws:SourceVpc')).toBe(true);
    expect(granted('StringEquals', 'vpc-1', {}, 'aws:SourceVpc')).toBe(false);
  });
});

describe('what is not known here', () => {
  it('never lets anything through: it fails an allow', () => {
    expect(granted('StringMatches', 'a', given('a'))).toBe(false);
    expect(granted('StringEquals', 'o-1', {}, 'aws:PrincipalOrgID')).toBe(false);
    expect(granted('ForAllValues:StringEquals', 'id', {}, 'dynamodb:Attributes')).toBe(false);
  });

  it('fulfils a deny', () => {
    const Condition = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } };
    const may = roleMay({ Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 's:Do', Resource: '*', Condition });

    expect(may('s:Do')).toBe(false);
    expect(may('s:Other')).toBe(true);
  });

  it('is named in the log', () => {
    const Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } };
    const { may, lines } = iamOf([aRole([policy({ Action: '*', Resource: '*', Condition })])]);

    expect(may('s:Do')).toBe(false);
    expect(lines[0]?.fix).toContain('its condition StringEquals aws:PrincipalOrgID');
  });
});
