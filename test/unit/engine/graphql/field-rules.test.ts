import { describe, expect, it } from '@jest/globals';
import type { AuthMode, Caller } from '../../../../engine/kernel/index.ts';
import type { AuthProviderBlueprint } from '../../../../engine/template/index.ts';
import { aScope, anApi, ask } from './given.ts';

const USER_POOL: AuthProviderBlueprint = {
  mode: 'AMAZON_COGNITO_USER_POOLS',
  userPoolId: 'eu-west-1_X',
  region: 'eu-west-1',
  appIdClientRegex: null,
  defaultAction: 'ALLOW',
};
const LAMBDA: AuthProviderBlueprint = {
  mode: 'AWS_LAMBDA',
  authorizerArn: 'arn',
  resultTtlSeconds: 0,
  identityValidationExpression: null,
};
const ALL: readonly AuthProviderBlueprint[] = [{ mode: 'AWS_IAM' }, { mode: 'API_KEY' }, USER_POOL, LAMBDA];

const SDL = `
  type Query {
    unmarked: String
    open: String @aws_api_key @aws_iam
    pool: String @aws_cognito_user_pools
    admin: String @aws_cognito_user_pools(cognito_groups: ["Admin", "Owner"])
    old: String @aws_auth(cognito_groups: ["Admin"])
    lambda: String @aws_lambda
    thing: Thing @aws_api_key @aws_iam
    hidden: Hidden @aws_api_key
    things: [Thing] @aws_api_key
    must: String! @aws_iam
  }
  type Thing @aws_api_key @aws_iam { id: ID  secret: String @aws_iam }
  extend type Thing { more: String }
  type Hidden { id: ID }
`;

const caller = (mode: AuthMode, more: Partial<Caller> = {}): Caller => ({ mode, identity: null, groups: [], ...more });

const resolvers = Object.fromEntries(
  ['unmarked', 'open', 'pool', 'admin', 'old', 'lambda'].map((name) => [`Query.${name}`, () => 'seen']),
);

async function seenBy(who: Caller, fields: string, providers = ALL): Promise<unknown> {
  const api = anApi({ sdl: SDL, resolvers, api: { authProviders: providers } });
  return (await ask(api, `{ ${fields} }`, null, aScope({ caller: who }))).data;
}

const FIELDS = 'unmarked open pool admin old lambda';
const only = (...names: string[]): object =>
  Object.fromEntries(FIELDS.split(' ').map((name) => [name, names.includes(name) ? 'seen' : null]));

describe('authorization of fields', () => {
  it.each([
    [caller('AWS_IAM'), only('unmarked', 'open', 'old')],
    [caller('API_KEY'), only('open')],
    [caller('AMAZON_COGNITO_USER_POOLS'), only('pool')],
    [caller('AMAZON_COGNITO_USER_POOLS', { groups: ['Guests', 'Owner'] }), only('pool', 'admin')],
    [caller('AWS_LAMBDA'), only('lambda')],
    [caller('AWS_LAMBDA', { deniedFields: new Set(['Query.lambda']) }), only()],
  ])('lets %j see what the directives say', async (who, expected) => {
    expect(await seenBy(who, FIELDS)).toEqual(expected);
  });

  it('obeys @aws_auth where user pools are the only mode', async () => {
    expect(await seenBy(caller('AMAZON_COGNITO_USER_POOLS'), 'old unmarked', [USER_POOL])).toEqual({
      old: null,
      unmarked: 'seen',
    });
    expect(await seenBy(caller('AMAZON_COGNITO_USER_POOLS', { groups: ['Admin'] }), 'old', [USER_POOL])).toEqual({
      old: 'seen',
    });
  });

  it('refuses fields without a group where the default action is DENY', async () => {
    const denying = [{ ...USER_POOL, defaultAction: 'DENY' as const }];
    expect(await seenBy(caller('AMAZON_COGNITO_USER_POOLS', { groups: ['Admin'] }), 'unmarked admin', denying)).toEqual(
      {
        unmarked: null,
        admin: 'seen',
      },
    );
  });

  it('checks the fields of the returned type too: a directive on a field replaces the type’s', async () => {
    const api = anApi({
      sdl: SDL,
      api: { authProviders: ALL },
      resolvers: { 'Query.thing': () => ({ id: 1, secret: 's', more: 'm' }), 'Query.hidden': () => ({ id: 1 }) },
    });
    const body = await ask(api, '{ thing { id secret more } hidden { id __typename } }');
    expect(body.data).toEqual({
      thing: { id: '1', secret: null, more: 'm' },
      hidden: { id: null, __typename: 'Hidden' },
    });
    expect(body.errors?.map((error) => [error.path, error.errorType, error.message])).toEqual([
      [['thing', 'secret'], 'Unauthorized', 'Not Authorized to access secret on type Thing'],
      [['hidden', 'id'], 'Unauthorized', 'Not Authorized to access id on type Hidden'],
    ]);
    expect((await ask(api, '{ thing { secret } }', null, aScope({ caller: caller('AWS_IAM') }))).data).toEqual({
      thing: { secret: 's' },
    });
  });

  it('prints a refusal with all six keys, repeats it for each item, and never runs the resolver', async () => {
    let runs = 0;
    const api = anApi({
      sdl: SDL,
      api: { authProviders: ALL },
      resolvers: { 'Query.things': () => [{}, {}], 'Thing.secret': () => (runs += 1) },
    });
    const { errors } = await ask(api, '{ things { secret } }');
    expect(JSON.stringify(errors?.[0])).toBe(
      '{"path":["things",0,"secret"],"data":null,"errorType":"Unauthorized","errorInfo":null,"locations":[{"line":1,"column":12,"sourceName":null}],"message":"Not Authorized to access secret on type Thing"}',
    );
    expect(errors).toHaveLength(2);
    expect(runs).toBe(0);
  });

  it('moves the null of a refused non-null field up', async () => {
    const api = anApi({ sdl: SDL, api: { authProviders: ALL } });
    expect((await ask(api, '{ must }')).data).toBeNull();
  });

  it('asks the IAM policy for root fields of IAM callers only, once for a principal that may', async () => {
    const asked: string[] = [];
    const api = anApi({
      sdl: SDL,
      resolvers,
      api: { authProviders: ALL },
      options: {
        allowsRootField(who, typeName, fieldName) {
          asked.push(`${who.principalArn ?? ''} ${typeName}.${fieldName}`);
          return who.principalArn === 'arn:good';
        },
      },
    });
    const as = (principalArn: string): Promise<unknown> =>
      ask(api, '{ open }', null, aScope({ caller: caller('AWS_IAM', { principalArn }) })).then(({ data }) => data);
    expect(await as('arn:good')).toEqual({ open: 'seen' });
    // Nothing is permitted: the request as a whole is refused.
    expect(await as('arn:bad')).toBeUndefined();
    expect(await as('arn:good')).toEqual({ open: 'seen' });
    await ask(api, '{ open }');
    expect([...new Set(asked)]).toEqual(['arn:good Query.open', 'arn:bad Query.open']);
    expect(asked.filter((each) => each.startsWith('arn:good'))).toHaveLength(1);
  });

  it('lets every caller introspect', async () => {
    const api = anApi({ sdl: SDL, api: { authProviders: ALL } });
    const body = await ask(
      api,
      '{ __type(name: "Thing") { name fields { name } } }',
      null,
      aScope({ caller: caller('AWS_LAMBDA') }),
    );
    expect(body).toEqual({
      data: { __type: { name: 'Thing', fields: [{ name: 'id' }, { name: 'secret' }, { name: 'more' }] } },
    });
  });
});
