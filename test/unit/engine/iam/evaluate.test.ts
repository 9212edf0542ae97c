import { describe, expect, it } from '@jest/globals';
import { ACCOUNT, aRole, iamOf, policy, REGION, ROLE_ARN, roleMay, TABLE } from './policies.ts';

const GET = { Action: 'dynamodb:GetItem', Resource: TABLE };

describe('statements', () => {
  it('allow what they name and nothing else', () => {
    const may = roleMay(GET);

    expect(may('dynamodb:GetItem')).toBe(true);
    expect(may('dynamodb:PutItem')).toBe(false);
    expect(may('dynamodb:GetItem', `${TABLE}/index/GSI1`)).toBe(false);
    expect(may('dynamodb:GetItem', `${TABLE}2`)).toBe(false);
  });

  it('allow nothing when there is none', () => {
    expect(iamOf([aRole([])]).may('dynamodb:GetItem')).toBe(false);
  });

  it('deny wins over any allow, whatever their order', () => {
    const deny = { ...GET, Effect: 'Deny' };
    const all = { Action: '*', Resource: '*' };

    expect(roleMay(all, deny)('dynamodb:GetItem')).toBe(false);
    expect(roleMay(deny, all)('dynamodb:GetItem')).toBe(false);
    expect(roleMay(deny, all)('dynamodb:PutItem')).toBe(true);
  });

  it('of several policies of a role count together', () => {
    const { may } = iamOf([aRole([policy(GET), policy({ Action: 'dynamodb:Query', Resource: `${TABLE}/index/*` })])]);

    expect(may('dynamodb:GetItem')).toBe(true);
    expect(may('dynamodb:Query', `${TABLE}/index/GSI1`)).toBe(true);
    expect(may('dynamodb:Query')).toBe(false);
  });

  it('match actions without regard to case, resources with it', () => {
    expect(roleMay({ Action: 'DynamoDB:getitem', Resource: TABLE })('dynamodb:GetItem')).toBe(true);
    expect(roleMay({ Action: 'dynamodb:GetItem', Resource: TABLE.toLowerCase() })('dynamodb:GetItem')).toBe(false);
  });

  it.each([
    ['dynamodb:*', true],
    ['dynamodb:Get*', true],
    ['dynamodb:?etItem', true],
    ['dynamodb:Get', false],
    ['dynamodb:*Items', false],
    ['*', true],
  ])('take wildcards in actions: %s', (action, expected) => {
    expect(roleMay({ Action: action, Resource: '*' })('dynamodb:GetItem')).toBe(expected);
  });

  it.each([
    [`arn:aws:dynamodb:*:${ACCOUNT}:table/Orders`, true],
    [`arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/Ord*`, true],
    [`arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/Order?`, true],
    [`arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/Orders/*`, false],
    [`arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/Orders.`, false],
  ])('take wildcards in resources: %s', (resource, expected) => {
    expect(roleMay({ Action: '*', Resource: ['arn:aws:s3:::x', resource] })('dynamodb:GetItem')).toBe(expected);
  });

  it('take all but what NotAction and NotResource name', () => {
    const may = roleMay({ NotAction: ['dynamodb:Delete*', 'dynamodb:Put*'], Resource: TABLE });

    expect(may('dynamodb:GetItem')).toBe(true);
    expect(may('dynamodb:DeleteItem')).toBe(false);
    expect(roleMay({ Action: 'dynamodb:GetItem', NotResource: TABLE })('dynamodb:GetItem')).toBe(false);
    expect(roleMay({ Action: 'dynamodb:GetItem', NotResource: TABLE })('dynamodb:GetItem', `${TABLE}2`)).toBe(true);
  });

  it('may stand alone instead of in a list', () => {
    const { may } = iamOf([aRole([{ Version: '2012-10-17', Statement: { Effect: 'Allow', ...GET } }])]);

    expect(may('dynamodb:GetItem')).toBe(true);
  });

  it.each([
    ['no document', null],
    ['no statement', { Version: '2012-10-17' }],
    ['an unknown effect', policy({ ...GET, Effect: 'allow' })],
    ['no action', policy({ Resource: TABLE })],
    ['no resource', policy({ Action: '*' })],
    ['a resource that is no text', policy({ Action: '*', Resource: { Ref: 'Table' } })],
  ])('that cannot be read grant nothing: %s', (_, document) => {
    expect(iamOf([aRole([document])]).may('dynamodb:GetItem')).toBe(false);
  });
});

describe('policy variables', () => {
  const own = {
    Action: 'dynamodb:GetItem',
    Resource: `arn:aws:dynamodb:${REGION}:\${aws:PrincipalAccount}:table/Orders`,
  };

  it('are filled with what is known of the caller', () => {
    expect(roleMay(own)('dynamodb:GetItem')).toBe(true);
    expect(roleMay(own)('dynamodb:GetItem', TABLE.replace(ACCOUNT, '999999999999'))).toBe(false);
  });

  it('that have no value match nothing, unless they bring a default', () => {
    const tagged = (variable: string) => ({ Action: '*', Resource: `arn:aws:dynamodb:*:*:table/${variable}` });

    expect(roleMay(tagged('${aws:PrincipalTag/table}'))('dynamodb:GetItem')).toBe(false);
    expect(roleMay(tagged("${aws:PrincipalTag/table, 'Orders'}"))('dynamodb:GetItem')).toBe(true);
  });

  it('are taken literally, wildcards in them included', () => {
    const may = roleMay({ Action: '*', Resource: 'arn:aws:dynamodb:*:*:table/${dynamodb:Owner}' });

    expect(may('dynamodb:GetItem', TABLE, { 'dynamodb:owner': '*' })).toBe(false);
    expect(may('dynamodb:GetItem', TABLE, { 'dynamodb:owner': 'Orders' })).toBe(true);
  });

  it('stand for an asterisk, a question mark or a dollar sign', () => {
    const may = roleMay({ Action: '*', Resource: 'arn:aws:dynamodb:*:*:table/a${*}b${?}c${$}' });

    expect(may('x:y', 'arn:aws:dynamodb:r:a:table/a*b?c$')).toBe(true);
    expect(may('x:y', 'arn:aws:dynamodb:r:a:table/a-b-c-')).toBe(false);
  });

  it('are plain text in documents of the older version', () => {
    const document = { Version: '2008-10-17', Statement: [{ Effect: 'Allow', ...own }] };

    expect(iamOf([aRole([document])]).may('dynamodb:GetItem')).toBe(false);
  });
});

describe('boundaries', () => {
  it('take away what they do not allow, and give nothing', () => {
    const permissionsBoundary = {
      arn: `arn:aws:iam::${ACCOUNT}:policy/Limit`,
      document: policy({ Action: 'dynamodb:*', Resource: '*' }),
    };
    const { may } = iamOf([
      aRole([policy({ Action: ['dynamodb:GetItem', 'sqs:*'], Resource: '*' })], { permissionsBoundary }),
    ]);

    expect(may('dynamodb:GetItem')).toBe(true);
    expect(may('sqs:SendMessage')).toBe(false);
    expect(may('dynamodb:PutItem')).toBe(false);
  });

  it('that are not known here allow nothing', () => {
    const permissionsBoundary = { arn: 'arn:aws:iam::aws:policy/Unheard', document: null };
    const { may } = iamOf([aRole([policy({ Action: '*', Resource: '*' })], { permissionsBoundary })]);

    expect(may('dynamodb:GetItem')).toBe(false);
  });
});

describe('policies of AWS', () => {
  const withManaged = (...managedPolicyArns: readonly string[]) => iamOf([aRole([], { managedPolicyArns })]);

  it('count by their ARN', () => {
    const { may } = withManaged(
      'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
      'arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess',
    );

    expect(may('logs:PutLogEvents', '*')).toBe(true);
    expect(may('dynamodb:GetItem')).toBe(true);
    expect(may('dynamodb:PutItem')).toBe(false);
  });

  it('that are not known grant nothing and are named', () => {
    const { may, lines } = withManaged(
      'arn:aws:iam::aws:policy/Unheard',
      'arn:aws:iam::999999999999:policy/AdministratorAccess',
    );

    expect(may('dynamodb:GetItem')).toBe(false);
    expect(lines[0]?.fix).toContain('Not known here, and so without effect: arn:aws:iam::aws:policy/Unheard');
    expect(lines[0]?.fix).toContain('999999999999');
  });
});

describe('a principal that the template does not make', () => {
  it('is let through, and said so once', () => {
    const { iam, lines } = iamOf([]);
    const access = { action: 'dynamodb:GetItem', resource: TABLE };

    expect(iam.authorize({ arn: ROLE_ARN, session: 's', user: 'u' }, access)).toMatchObject({ ok: true });
    expect(iam.authorize({ arn: ROLE_ARN, session: 's', user: 'u' }, access)).toMatchObject({ ok: true });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 'warn', message: 'permissions are not checked', role: ROLE_ARN });
  });
});
