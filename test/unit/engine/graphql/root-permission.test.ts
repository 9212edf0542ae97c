import { describe, expect, it } from '@jest/globals';
import type { Caller } from '../../../../engine/kernel/index.ts';
import { aScope, anApi, ask } from './given.ts';

const SDL = `
  type Query { open: String  shut: String  keyed: String @aws_api_key }
  type Mutation { write: String @aws_iam @aws_api_key }
  type Subscription { onWrite: String @aws_subscribe(mutations: ["write"]) }
`;
const caller: Caller = { mode: 'AWS_IAM', identity: null, groups: [], principalArn: 'arn:role' };

function setup(allowed: readonly string[]) {
  const asked: string[] = [];
  let ran = 0;
  const resolver = (): string => {
    ran += 1;
    return 'seen';
  };
  const api = anApi({
    sdl: SDL,
    api: { authProviders: [{ mode: 'AWS_IAM' }, { mode: 'API_KEY' }] },
    resolvers: { 'Query.open': resolver, 'Query.shut': resolver, 'Query.keyed': resolver, 'Mutation.write': resolver },
    options: {
      allowsRootField: (_, typeName, fieldName) => {
        asked.push(`${typeName}.${fieldName}`);
        return allowed.includes(`${typeName}.${fieldName}`);
      },
    },
  });
  const execute = (query: string) => api.execute({ query, variables: null, operationName: null }, aScope({ caller }));
  return { api, asked, execute, ran: () => ran };
}

describe('a principal of IAM', () => {
  it.each(['{ shut }', '{ __typename shut }', 'mutation { write }', '{ a: shut b: keyed }'])(
    'that may call no root field of %s is refused with 401, and nothing runs',
    async (query) => {
      const { execute, ran } = setup(['Query.open']);

      expect(await execute(query)).toEqual({
        status: 401,
        headers: { 'x-amzn-errortype': 'UnauthorizedException' },
        body: '{\n  "errors" : [ {\n    "errorType" : "UnauthorizedException",\n    "message" : "Permission denied"\n  } ]\n}',
      });
      expect(ran()).toBe(0);
    },
  );

  it('that may call some root fields gets those, and null with an error for the rest', async () => {
    const { api } = setup(['Query.open']);
    const answer = await ask(api, '{ open shut }', null, aScope({ caller }));

    expect(answer.data).toEqual({ open: 'seen', shut: null });
    expect(answer.errors).toMatchObject([
      { path: ['shut'], errorType: 'Unauthorized', message: 'Not Authorized to access shut on type Query' },
    ]);
  });

  it('that a directive alone refuses gets a field error: the permission is there', async () => {
    const { api } = setup(['Query.keyed']);

    expect((await ask(api, '{ keyed }', null, aScope({ caller }))).data).toEqual({ keyed: null });
  });

  it('may ask for __typename alone', async () => {
    expect((await setup([]).execute('{ __typename }')).status).toBe(200);
  });

  it('is asked about once for a document: the plan is kept', async () => {
    const { execute, asked } = setup(['Query.open']);
    await execute('{ open }');
    await execute('{ open }');

    expect(asked).toEqual(['Query.open']);
  });

  it('is refused a subscription that it may not start', async () => {
    const start = (allowed: readonly string[]) =>
      setup(allowed).api.prepareSubscription(
        { query: 'subscription { onWrite }', variables: null, operationName: null },
        aScope({ caller }),
      );

    expect(await start([])).toEqual({
      ok: false,
      errors: [{ errorType: 'UnauthorizedException', message: 'Permission denied' }],
    });
    expect(await start(['Subscription.onWrite'])).toMatchObject({ ok: true });
  });
});

describe('callers of other modes', () => {
  it('are not asked about', async () => {
    const { api, asked } = setup([]);
    const key: Caller = { mode: 'API_KEY', identity: null, groups: [] };

    expect((await ask(api, '{ keyed }', null, aScope({ caller: key }))).data).toEqual({ keyed: 'seen' });
    expect(asked).toEqual([]);
  });
});
