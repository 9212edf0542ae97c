import { describe, expect, it } from '@jest/globals';
import { createAuthenticator, createCredentialStore } from '../../../../engine/auth/index.ts';
import type { AuthOutcome } from '../../../../engine/auth/index.ts';
import { createLog, systemRandom } from '../../../../engine/kernel/index.ts';
import type { AuthProviderBlueprint } from '../../../../engine/template/index.ts';
import { anApi, noInvoke, NOT_PROVIDED, START } from './auth-under-test.ts';
import { Issuer, ISSUER } from './tokens.ts';

const OIDC = {
  mode: 'OPENID_CONNECT',
  issuer: ISSUER,
  clientIdRegex: null,
  iatTtlMs: null,
  authTtlMs: null,
} as const satisfies AuthProviderBlueprint;
const KEYS = `${ISSUER}/keys`;
const DISCOVERY = `${ISSUER}/.well-known/openid-configuration`;
const EXPIRED = { ...NOT_PROVIDED, message: 'Token has expired.' };
const seconds = START / 1000;
const CLAIMS = { iss: ISSUER, sub: 'u1', aud: 'web', iat: seconds, exp: seconds + 3600 };

function world(providers: readonly AuthProviderBlueprint[] = [OIDC]) {
  const issuer = new Issuer();
  const lines: string[] = [];
  const timers: (() => void)[] = [];
  let now = START;
  const { authenticate } = createAuthenticator({
    api: anApi(providers, []),
    pools: [],
    credentials: createCredentialStore(systemRandom),
    region: 'eu-west-1',
    accountId: '111122223333',
    clock: { now: () => now, after: (_, run) => (timers.push(run), () => undefined) },
    log: createLog('warn', (line) => lines.push(line)),
    invoke: noInvoke,
    fetch: issuer.fetch,
  });
  const ask = async (authorization: string): Promise<AuthOutcome> =>
    authenticate({
      method: 'POST',
      path: '/graphql',
      query: '',
      body: '{}',
      sourceIp: '::1',
      headers: { authorization },
    });
  return {
    ...{ issuer, lines, timers, ask },
    pass: (ms: number) => void (now += ms),
  };
}

const startMessage = { startMessage: 'Valid authorization header not provided.' };

describe('2.6 OPENID_CONNECT', () => {
  it('accepts a token, bare or as Bearer, with the identity sub, issuer and claims', async () => {
    const { issuer, ask } = world();
    const token = issuer.token(CLAIMS);
    const expected = {
      ok: true,
      caller: { mode: 'OPENID_CONNECT', groups: [], identity: { sub: 'u1', issuer: ISSUER, claims: CLAIMS } },
    };

    expect(await ask(token)).toEqual(expected);
    expect(await ask(`Bearer ${token}`)).toEqual(expected);
  });

  it.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'])(
    'takes %s',
    async (alg) => {
      const { issuer, ask } = world();

      expect(await ask(issuer.token(CLAIMS, alg))).toMatchObject({ ok: true });
    },
  );

  it.each([
    ['HS256', 'RS256'],
    ['none', 'RS256'],
    ['PS256', 'RS256'],
    ['RS512', 'RS256'],
    ['ES384', 'ES256'],
    ['RS256', 'ES256'],
  ])('refuses a header that says %s over a signature by %s', async (name, alg) => {
    const { issuer, ask } = world();

    expect(await ask(issuer.token(CLAIMS, alg, 'k', name))).toEqual(NOT_PROVIDED);
  });

  it('refuses a forged token, and one that is none', async () => {
    const { issuer, ask } = world();
    const [head, , signature] = issuer.token(CLAIMS).split('.');
    const forged = Buffer.from(JSON.stringify({ ...CLAIMS, sub: 'admin' })).toString('base64url');

    expect(await ask(`${head}.${forged}.${signature}`)).toEqual(NOT_PROVIDED);
    expect(await ask('opaque')).toEqual(NOT_PROVIDED);
  });

  it.each([
    ['no iat', { iat: undefined }],
    ['no exp', { exp: undefined }],
    ['a start to come', { nbf: seconds + 60 }],
  ])('refuses a token with %s', async (_, change) => {
    const { issuer, ask } = world();

    expect(await ask(issuer.token({ ...CLAIMS, ...change }))).toEqual(NOT_PROVIDED);
  });

  it('refuses a token from its end on, also one that it knows', async () => {
    const { issuer, ask, pass } = world();
    const token = issuer.token(CLAIMS);
    expect(await ask(token)).toMatchObject({ ok: true });
    pass(3_599_999);
    expect(await ask(token)).toMatchObject({ ok: true });
    pass(1);

    expect(await ask(token)).toEqual({ ...EXPIRED, ...startMessage });
  });

  it('bounds the age of the token and of the sign-in, in milliseconds; 0 is no bound', async () => {
    const outcomes = async (provider: AuthProviderBlueprint, claims: object, after: number) => {
      const { issuer, ask, pass } = world([provider]);
      const token = issuer.token({ ...CLAIMS, ...claims });
      await ask(token);
      pass(after);
      return (await ask(token)).ok;
    };

    expect(await outcomes({ ...OIDC, iatTtlMs: 5_000 }, {}, 4_999)).toBe(true);
    expect(await outcomes({ ...OIDC, iatTtlMs: 5_000 }, {}, 5_000)).toBe(false);
    expect(await outcomes({ ...OIDC, authTtlMs: 5_000 }, { auth_time: seconds - 3 }, 1_999)).toBe(true);
    expect(await outcomes({ ...OIDC, authTtlMs: 5_000 }, { auth_time: seconds - 3 }, 2_000)).toBe(false);
    expect(await outcomes({ ...OIDC, authTtlMs: 5_000 }, {}, 60_000)).toBe(true);
    expect(await outcomes({ ...OIDC, authTtlMs: 5_000 }, { auth_time: 'now' }, 0)).toBe(false);
    expect(await outcomes({ ...OIDC, iatTtlMs: 0, authTtlMs: 0 }, { auth_time: 1 }, 60_000)).toBe(true);
  });

  it.each([
    [{ aud: 'web' }, true],
    [{ aud: ['x', 'app'] }, true],
    [{ aud: 'x', azp: 'web' }, true],
    [{ aud: 'webx' }, false],
    [{ aud: undefined }, false],
  ])('compares aud and azp with the client pattern: %j', async (change, expected) => {
    const { issuer, ask } = world([{ ...OIDC, clientIdRegex: 'web|app' }]);

    expect((await ask(issuer.token({ ...CLAIMS, ...change }))).ok).toBe(expected);
  });

  it('compares the issuer where there are several providers, and not where there is one', async () => {
    const alone = world();
    const several = world([OIDC, { mode: 'AWS_IAM' }]);
    const claims = { ...CLAIMS, iss: 'https://elsewhere.example' };

    expect(await alone.ask(alone.issuer.token(claims))).toMatchObject({
      ok: true,
      caller: { identity: { issuer: 'https://elsewhere.example' } },
    });
    expect(await several.ask(several.issuer.token(claims))).toEqual(NOT_PROVIDED);
    expect(await several.ask(several.issuer.token(CLAIMS))).toMatchObject({ ok: true });
  });
});

describe('the keys of an issuer', () => {
  it('are fetched when first needed, once for many requests, and kept', async () => {
    const { issuer, ask } = world();
    const token = issuer.token(CLAIMS);
    const other = issuer.token({ ...CLAIMS, sub: 'u2' });
    expect(issuer.asked).toEqual([]);
    await Promise.all([ask(token), ask(other), ask(token)]);
    await ask(issuer.token({ ...CLAIMS, sub: 'u3' }));

    expect(issuer.asked).toEqual([DISCOVERY, KEYS]);
  });

  it('are fetched again for an unknown kid, but not more often than every 30 seconds', async () => {
    const { issuer, ask, pass } = world();
    await ask(issuer.token(CLAIMS));
    const rotated = issuer.token(CLAIMS, 'RS256', 'new');
    expect(await ask(rotated)).toEqual(NOT_PROVIDED);
    expect(issuer.asked).toHaveLength(2);
    pass(30_000);

    expect(await ask(rotated)).toMatchObject({ ok: true });
    expect(issuer.asked).toHaveLength(4);
  });

  it('are fetched again after an hour', async () => {
    const { issuer, ask, pass } = world();
    await ask(issuer.token(CLAIMS));
    pass(3_600_000);
    await ask(issuer.token({ ...CLAIMS, exp: seconds + 9_000 }));

    expect(issuer.asked).toHaveLength(4);
  });

  it.each([
    ['the issuer answers with an error', DISCOVERY, { status: 500, text: '' }],
    ['the discovery document is no JSON', DISCOVERY, { text: '<html>' }],
    ['the discovery document is a list', DISCOVERY, { text: '[]' }],
    ['it names no key set', DISCOVERY, { text: '{}' }],
    ['it names something that is no address', DISCOVERY, { text: '{"jwks_uri":"file:///etc/passwd"}' }],
    ['the key set has no keys', KEYS, { text: '{"keys":5}' }],
    ['an answer is endless', KEYS, { text: 'x'.repeat(1_048_577) }],
  ])('refuse the token when %s; the log names the issuer', async (_, url, answer) => {
    const { issuer, ask, lines, pass } = world();
    issuer.answers.set(url, answer);
    const token = issuer.token(CLAIMS);
    expect(await ask(token)).toEqual(NOT_PROVIDED);
    expect(lines[0]).toContain(ISSUER);
    issuer.answers.clear();
    pass(30_000);

    expect(await ask(token)).toMatchObject({ ok: true });
  });

  it('are waited for 5 seconds at most', async () => {
    const { issuer, ask, timers, lines } = world();
    issuer.answers.set(DISCOVERY, 'hang');
    const outcome = ask(issuer.token(CLAIMS));
    timers.forEach((run) => run());

    expect(await outcome).toEqual(NOT_PROVIDED);
    expect(lines[0]).toContain('no answer within 5 s');
  });
});
