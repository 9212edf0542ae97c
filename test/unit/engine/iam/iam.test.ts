import { describe, expect, it } from '@jest/globals';
import { readIamMode } from '../../../../engine/iam/index.ts';
import { ACCOUNT, aRole, iamOf, policy, PRINCIPAL, ROLE_ARN, TABLE } from './policies.ts';

const ACCESS = { action: 'dynamodb:Scan', resource: TABLE };
const reader = aRole([policy({ Action: 'dynamodb:GetItem', Resource: TABLE })]);

describe('a missing grant', () => {
  it('is refused in AWS’s words, with action, resource and role', () => {
    const { iam } = iamOf([reader]);

    expect(iam.authorize(PRINCIPAL, ACCESS)).toEqual({
      ok: false,
      message:
        `User: arn:aws:sts::${ACCOUNT}:assumed-role/Reader/local is not authorized to perform: dynamodb:Scan ` +
        `on resource: ${TABLE} because no identity-based policy allows the dynamodb:Scan action`,
    });
  });

  it('is told apart from an explicit deny', () => {
    const deny = policy({ Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 'dynamodb:Scan', Resource: '*' });
    const { iam, lines } = iamOf([aRole([deny])]);

    expect(iam.authorize(PRINCIPAL, ACCESS)).toMatchObject({
      message: expect.stringMatching(/with an explicit deny in an identity-based policy$/),
    });
    expect(lines[0]?.fix).toBe(
      `Take the Deny statement that covers dynamodb:Scan on ${TABLE} out of the policies of ReaderRole.`,
    );
  });

  it('says once in the log what to add to the template', () => {
    const { iam, lines } = iamOf([reader]);
    iam.authorize(PRINCIPAL, ACCESS);
    iam.authorize(PRINCIPAL, ACCESS);

    expect(lines).toEqual([
      {
        level: 'error',
        message: 'permission missing',
        user: 'data source Orders',
        action: 'dynamodb:Scan',
        resource: TABLE,
        role: 'ReaderRole',
        roleArn: ROLE_ARN,
        fix: `Add {"Effect":"Allow","Action":"dynamodb:Scan","Resource":"${TABLE}"} to a policy of the role ReaderRole in the template.`,
      },
    ]);
  });
});

describe('--iam', () => {
  it('warn lets through what enforce refuses, and says so', () => {
    const { iam, lines } = iamOf([reader], 'warn');

    expect(iam.authorize(PRINCIPAL, ACCESS)).toMatchObject({ ok: true });
    expect(lines[0]).toMatchObject({ level: 'warn', message: 'permission missing', action: 'dynamodb:Scan' });
  });

  it('off does not look', () => {
    const { iam, lines } = iamOf([reader], 'off');

    expect(iam.authorize(PRINCIPAL, ACCESS)).toMatchObject({ ok: true });
    expect(lines).toEqual([]);
  });

  it.each([
    [undefined, 'enforce'],
    ['off', 'off'],
    ['warn', 'warn'],
    ['enforce', 'enforce'],
    ['yes', null],
    ['', null],
  ])('is read from %j', (text, mode) => {
    expect(readIamMode(text)).toBe(mode);
  });
});

describe('a verdict', () => {
  it('that no condition can change is worked out once', () => {
    let asked = 0;
    const { iam } = iamOf([reader]);
    const context = () => {
      asked += 1;
      return new Map();
    };
    for (let i = 0; i < 3; i += 1) iam.authorize(PRINCIPAL, { action: 'dynamodb:GetItem', resource: TABLE }, context);

    expect(asked).toBe(0);
  });

  it('under a condition follows each call', () => {
    const Condition = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['M#1'] } };
    const { may } = iamOf([aRole([policy({ Action: '*', Resource: TABLE, Condition })])]);

    expect(may('dynamodb:GetItem', TABLE, { 'dynamodb:leadingkeys': ['M#1'] })).toBe(true);
    expect(may('dynamodb:GetItem', TABLE, { 'dynamodb:leadingkeys': ['M#2'] })).toBe(false);
    expect(may('dynamodb:GetItem', TABLE, { 'dynamodb:leadingkeys': ['M#1'] })).toBe(true);
  });

  it('holds for more resources than are kept', () => {
    const { may } = iamOf([aRole([policy({ Action: '*', Resource: `${TABLE}/index/even*` })])]);
    for (let i = 0; i < 10_002; i += 1) may('dynamodb:Query', `${TABLE}/index/odd${i}`);

    expect(may('dynamodb:Query', `${TABLE}/index/even1`)).toBe(true);
    expect(may('dynamodb:Query', `${TABLE}/index/odd1`)).toBe(false);
  });
});
