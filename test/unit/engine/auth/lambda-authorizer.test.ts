import { describe, expect, it } from '@jest/globals';
import { createAuthenticator, createCredentialStore } from '../../../../engine/auth/index.ts';
import type { AuthOutcome, AuthRequest } from '../../../../engine/auth/index.ts';
import { createLog, systemRandom } from '../../../../engine/kernel/index.ts';
import type { InvokeOutcome, InvokeRequest } from '../../../../engine/kernel/index.ts';
import type { AuthProviderBlueprint } from '../../../../engine/template/index.ts';
import { anApi, NOT_AUTHORIZED, NOT_PROVIDED, START } from './auth-under-test.ts';

const LAMBDA = {
  mode: 'AWS_LAMBDA',
  authorizerArn: 'arn:aws:lambda:eu-west-1:111122223333:function:authorize',
  resultTtlSeconds: 0,
  identityValidationExpression: null,
} as const satisfies AuthProviderBlueprint;
const API_ARN = 'arn:aws:appsync:eu-west-1:111122223333:apis/api';

type Answer = unknown;
const failed = (reason: Extract<InvokeOutcome, { readonly ok: false }>['reason']): InvokeOutcome => ({
  ok: false,
  errorType: 'Error',
  errorMessage: 'broken',
  reason,
  payload: null,
});

function world(answer: (payload: Record<string, unknown>) => Answer, provider: Partial<typeof LAMBDA | object> = {}) {
  const calls: InvokeRequest[] = [];
  const lines: string[] = [];
  let now = START;
  const { authenticate } = createAuthenticator({
    api: anApi([{ ...LAMBDA, ...provider }], []),
    pools: [],
    credentials: createCredentialStore(systemRandom),
    region: 'eu-west-1',
    accountId: '111122223333',
    clock: { now: () => now, after: () => () => undefined },
    log: createLog('warn', (line) => lines.push(line)),
    invoke(request) {
      calls.push(request);
      const given = answer(request.payload as Record<string, unknown>);
      const isOutcome = typeof given === 'object' && given !== null && 'reason' in given;
      return Promise.resolve(isOutcome ? (given as InvokeOutcome) : { ok: true, payload: given });
    },
  });
  const ask = async (authorization = 'token', more: Partial<AuthRequest> = {}): Promise<AuthOutcome> =>
    authenticate({
      ...{ method: 'POST', path: '/graphql', query: '', body: '{"query":"{ me }"}', sourceIp: '::1', requestId: 'r1' },
      headers: { authorization, host: 'localhost' },
      ...more,
    });
  return { ask, calls, lines, pass: (ms: number) => void (now += ms) };
}

const yes = { isAuthorized: true };

describe('2.7 what a Lambda authorizer is told', () => {
  const told = async (more: Partial<AuthRequest>) => {
    const { ask, calls } = world(() => yes);
    await ask('Bearer custom', more);
    return calls[0]?.payload as { readonly requestContext: Record<string, unknown> };
  };

  it('is the token as sent, the operation and the headers, with 10 seconds to answer', async () => {
    const { ask, calls } = world(() => yes);
    await ask('Bearer custom', { body: JSON.stringify({ query: 'query Me($a: Int) { me }', variables: { a: 1 } }) });

    expect(calls).toEqual([
      {
        function: LAMBDA.authorizerArn,
        timeoutMs: 10_000,
        payload: {
          authorizationToken: 'Bearer custom',
          requestContext: {
            apiId: 'api',
            accountId: '111122223333',
            requestId: 'r1',
            queryString: 'query Me($a: Int) { me }',
            operationName: 'Me',
            variables: { a: 1 },
          },
          requestHeaders: { authorization: 'Bearer custom', host: 'localhost' },
        },
      },
    ]);
  });

  it('has no operationName when the operation has none, and the one that the client names when there are several', async () => {
    const query = 'query A { me } query B { me }';

    expect((await told({})).requestContext).not.toHaveProperty('operationName');
    expect((await told({ body: JSON.stringify({ query, operationName: 'B' }) })).requestContext.operationName).toBe(
      'B',
    );
  });

  it('is the body itself when that is no JSON, and the query string of a GET', async () => {
    expect((await told({ body: '{ me }' })).requestContext.queryString).toBe('{ me }');
    const get = { method: 'GET', query: 'query=%7B%20me%20%7D&variables=%7B%22a%22%3A1%7D', body: '' };
    expect((await told(get)).requestContext).toMatchObject({ queryString: '{ me }', variables: { a: 1 } });
    expect((await told({ ...get, query: 'query=%7B%7D&variables=x' })).requestContext.variables).toEqual({});
  });

  it('is DeepDish:Connect for a handshake, and the operation for each start', async () => {
    expect((await told({ purpose: 'connect' })).requestContext).toMatchObject({
      operationName: 'DeepDish:Connect',
      queryString: '',
      variables: {},
    });
    const start = { purpose: 'request', body: '{"query":"subscription S { onX }"}' } as const;
    expect((await told(start)).requestContext).toMatchObject({ operationName: 'S' });
  });
});

describe('2.7 what it answers', () => {
  it('lets the caller in, with its context as the identity', async () => {
    const { ask } = world(() => ({ ...yes, resolverContext: { tenant: 't1', level: 3, beta: true, none: null } }));

    expect(await ask()).toEqual({
      ok: true,
      caller: {
        mode: 'AWS_LAMBDA',
        groups: [],
        identity: { resolverContext: { tenant: 't1', level: 3, beta: true, none: null } },
      },
    });
  });

  it('gives an identity also when there is no context', async () => {
    expect(await world(() => yes).ask()).toMatchObject({ caller: { identity: { resolverContext: {} } } });
    expect(await world(() => ({ ...yes, resolverContext: null, deniedFields: null, ttlOverride: null })).ask()).toEqual(
      {
        ok: true,
        caller: { mode: 'AWS_LAMBDA', groups: [], identity: { resolverContext: {} } },
      },
    );
  });

  it('denies fields in both forms; those of another API are not meant', async () => {
    const deniedFields = [
      'Query.me',
      `${API_ARN}/types/Member/fields/email`,
      `${API_ARN}x/types/Member/fields/id`,
      `${API_ARN}/types/Member`,
    ];
    const outcome = await world(() => ({ ...yes, deniedFields })).ask();

    expect(outcome).toMatchObject({ caller: { deniedFields: new Set(['Query.me', 'Member.email']) } });
  });

  it.each<[string, Answer]>([
    ['says no', { isAuthorized: false }],
    ['says nothing', {}],
    ['says null', null],
    ['says a text', { isAuthorized: 'true' }],
    ['gives a nested context', { ...yes, resolverContext: { a: { b: 1 } } }],
    ['gives a context that is no object', { ...yes, resolverContext: 'x' }],
    ['gives denied fields that are no list', { ...yes, deniedFields: 'Query.me' }],
    ['gives a lifetime that is no number', { ...yes, ttlOverride: '5' }],
    ['throws', failed('handled')],
    ['takes longer than 10 seconds', failed('caller-timeout')],
    ['takes longer than its own limit', failed('timeout')],
    ['crashes', failed('crash')],
    ['answers with more than 5 MB', { ...yes, resolverContext: { text: 'x'.repeat(5 * 1_048_576) } }],
  ])('refuses the caller when it %s', async (_, answer) => {
    expect(await world(() => answer).ask()).toEqual(NOT_AUTHORIZED);
  });

  it('is a bad request without a message when the function cannot be invoked', async () => {
    expect(await world(() => failed('not-found')).ask()).toEqual({
      ok: false,
      status: 400,
      errorType: 'BadRequestException',
      message: '',
    });
  });

  it('says in the log what is wrong with an answer', async () => {
    const { ask, lines } = world(() => ({ ...yes, resolverContext: { a: [] } }));
    await ask();

    expect(lines[0]).toContain('resolverContext is no flat object');
  });
});

describe('2.7 how long its answer holds', () => {
  const callsAfter = async (answer: Answer, resultTtlSeconds: number, afterMs: number, second = 'token') => {
    const { ask, calls, pass } = world(() => answer, { resultTtlSeconds });
    const first = await ask();
    pass(afterMs);
    expect((await ask(second)).ok).toBe(first.ok);
    return calls.length;
  };

  it.each([
    ['not at all by default', yes, 0, 0, 2],
    ['as long as the API says', yes, 60, 59_999, 1],
    ['no longer', yes, 60, 60_000, 2],
    ['as long as the function says', { ...yes, ttlOverride: 5 }, 0, 4_999, 1],
    ['no longer than the function says', { ...yes, ttlOverride: 5 }, 60, 5_000, 2],
    ['not at all when the function says 0', { ...yes, ttlOverride: 0 }, 60, 0, 2],
    ['also when it is a denial', { isAuthorized: false }, 60, 1, 1],
    ['not when it is no answer', {}, 60, 1, 2],
    ['not when it has a megabyte', { ...yes, resolverContext: { t: 'x'.repeat(1_048_576) } }, 60, 1, 2],
  ])('%s', async (_, answer, ttl, after, calls) => {
    expect(await callsAfter(answer, ttl, after)).toBe(calls);
  });

  it('for that token alone', async () => {
    expect(await callsAfter(yes, 60, 1, 'other')).toBe(2);
  });
});

describe('2.7 IdentityValidationExpression', () => {
  it('refuses a token that does not match it, without calling the function', async () => {
    const { ask, calls } = world(() => yes, { identityValidationExpression: 'custom-[a-z]+' });

    expect(await ask('custom-1')).toEqual(NOT_AUTHORIZED);
    expect(calls).toEqual([]);
    expect(await ask('custom-a')).toMatchObject({ ok: true });
  });

  it('is refused at start when it is no regular expression', () => {
    expect(() => world(() => yes, { identityValidationExpression: '(' })).toThrow(
      expect.objectContaining({ code: 'AUTH_CLIENT_PATTERN_INVALID' }),
    );
  });

  it('needs a token at all', async () => {
    expect(await world(() => yes).ask('')).toEqual(NOT_PROVIDED);
  });
});
