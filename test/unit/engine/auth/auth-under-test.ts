/** An authenticator over every mode that is served, with keys, tokens and signatures made for real. */
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { createAuthenticator, createCredentialStore } from '../../../../engine/auth/index.ts';
import type { Authenticator, AuthOutcome, AuthRequest, Credential } from '../../../../engine/auth/index.ts';
import { createLog, systemRandom } from '../../../../engine/kernel/index.ts';
import type { Invoke } from '../../../../engine/kernel/index.ts';
import type { ApiBlueprint, ApiKeyBlueprint, AuthProviderBlueprint } from '../../../../engine/template/index.ts';
import { createUserPool } from '../../../../engine/user-pool/index.ts';
import type { MintRequest, UserPool } from '../../../../engine/user-pool/index.ts';
import { poolBlueprint } from '../../../support/user-pool.ts';

export const START = Date.UTC(2026, 0, 15, 12);
export const NOT_PROVIDED = {
  ok: false,
  status: 401,
  errorType: 'UnauthorizedException',
  message: 'Valid authorization header not provided.',
};
export const NOT_AUTHORIZED = { ...NOT_PROVIDED, message: 'You are not authorized to make this call.' };

export const USER_POOLS = {
  mode: 'AMAZON_COGNITO_USER_POOLS',
  userPoolId: 'eu-west-1_Members',
  region: 'eu-west-1',
  appIdClientRegex: null,
  defaultAction: 'ALLOW',
} as const satisfies AuthProviderBlueprint;
export const ALL_MODES: readonly AuthProviderBlueprint[] = [{ mode: 'AWS_IAM' }, USER_POOLS, { mode: 'API_KEY' }];

/** A world without functions. */
export const noInvoke: Invoke = () =>
  Promise.resolve({ ok: false, errorType: 'x', errorMessage: 'x', reason: 'not-found', payload: null });

export function anApi(
  authProviders: readonly AuthProviderBlueprint[],
  apiKeys: readonly ApiKeyBlueprint[],
): ApiBlueprint {
  return {
    apiId: 'api',
    arn: 'arn:aws:appsync:eu-west-1:111122223333:apis/api',
    name: 'api',
    sdl: '',
    authProviders,
    apiKeys,
    dataSources: [],
    functions: [],
    resolvers: [],
    environment: {},
    queryDepthLimit: 0,
    resolverCountLimit: 0,
    introspection: true,
    fieldLogLevel: 'NONE',
    excludeVerboseContent: true,
    cache: null,
  };
}

export const aKey = (value: string, expires: number | null = null): ApiKeyBlueprint => ({
  logicalId: 'Key',
  description: null,
  expires,
  value,
});

export interface Setup extends Partial<AuthRequest> {
  readonly providers?: readonly AuthProviderBlueprint[];
  readonly keys?: readonly ApiKeyBlueprint[];
  /** When the request is made. @default START, when the authenticator was made */
  readonly at?: number;
}

export class AuthUnderTest {
  now = START;
  readonly clock = { now: () => this.now, after: () => () => undefined };
  readonly credentials = createCredentialStore(systemRandom);
  readonly pool: UserPool;
  /** Bears the same name as `pool` and has other keys. */
  readonly stranger: UserPool;

  private constructor(pool: UserPool, stranger: UserPool) {
    this.pool = pool;
    this.stranger = stranger;
  }

  static async open(): Promise<AuthUnderTest> {
    const clock = { now: () => START, after: () => () => undefined };
    const pool = poolBlueprint({ userPoolId: 'eu-west-1_Members' });
    const openPool = (): Promise<UserPool> =>
      createUserPool({ pool, region: 'eu-west-1', clock, random: systemRandom });
    return new AuthUnderTest(await openPool(), await openPool());
  }

  authenticator(
    providers: readonly AuthProviderBlueprint[] = ALL_MODES,
    keys: readonly ApiKeyBlueprint[] = [aKey('da2-good')],
  ): Authenticator {
    const { credentials, clock, pool } = this;
    const place = { region: 'eu-west-1', accountId: '111122223333' };
    const log = createLog('silent');
    return createAuthenticator({
      ...{ api: anApi(providers, keys), pools: [pool], credentials, clock, log, invoke: noInvoke },
      ...place,
    });
  }

  async authenticate(headers: Record<string, string | string[]>, setup: Setup = {}): Promise<AuthOutcome> {
    const { providers, keys, at = START, ...rest } = setup;
    this.now = START;
    const { authenticate } = this.authenticator(providers, keys);
    this.now = at;
    const request = { method: 'POST', path: '/graphql', query: '', body: '{}', sourceIp: '127.0.0.1' };
    return authenticate({ ...request, headers, ...rest });
  }

  mint(request: Partial<MintRequest> = {}): string {
    return this.pool.mint({ username: 'giulia', use: 'access', ...request });
  }

  async sign({ accessKeyId, secretAccessKey, sessionToken }: Credential): Promise<Record<string, string>> {
    const signer = new SignatureV4({
      service: 'appsync',
      region: 'eu-west-1',
      sha256: Sha256,
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== null && { sessionToken }) },
    });
    const headers = { host: 'localhost' };
    const request = { method: 'POST', protocol: 'http:', hostname: 'localhost', path: '/graphql', headers, body: '{}' };
    return (await signer.sign(request, { signingDate: new Date(START) })).headers;
  }
}
