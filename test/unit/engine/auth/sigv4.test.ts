import { describe, it, expect } from '@jest/globals';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { createCredentialStore, verifySignature } from '../../../../engine/auth/index.ts';
import type { Credential, SignatureOutcome, SignedRequest } from '../../../../engine/auth/index.ts';
import { systemRandom } from '../../../../engine/kernel/index.ts';

/** The key, date and scope of the signature test suite that AWS published. */
const SUITE_KEY: Credential = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: null,
  principalArn: 'arn:aws:iam::111122223333:user/example',
  sessionName: '',
  principalId: 'AIDAEXAMPLE',
};
const SUITE_NOW = Date.UTC(2015, 7, 30, 12, 36);
const clockAt = (ms: number) => ({ now: () => ms, after: () => () => undefined });

function suiteRequest(change: Partial<SignedRequest>, signedHeaders: string, signature: string): SignedRequest {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ' +
    `SignedHeaders=${signedHeaders}, Signature=${signature}`;
  const headers = { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z', ...change.headers, authorization };
  return { method: 'GET', path: '/', query: '', body: '', ...change, headers };
}

const verifySuite = (request: SignedRequest, now = SUITE_NOW): SignatureOutcome =>
  verifySignature(request, { credentials: { find: () => SUITE_KEY }, clock: clockAt(now) });

const VANILLA = '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31';

describe('verifySignature: vectors that AWS published', () => {
  const cases: readonly (readonly [string, Partial<SignedRequest>, string, string])[] = [
    ['get-vanilla', {}, 'host;x-amz-date', VANILLA],
    [
      'get-vanilla-query-order-key-case',
      { query: 'Param2=value2&Param1=value1' },
      'host;x-amz-date',
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
    [
      'get-header-value-trim',
      { headers: { 'my-header1': ' value1', 'my-header2': ' "a   b   c"' } },
      'host;my-header1;my-header2;x-amz-date',
      'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
    ],
    [
      'post-vanilla',
      { method: 'POST' },
      'host;x-amz-date',
      '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    ],
    [
      'post-x-www-form-urlencoded',
      { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'Param1=value1' },
      'content-type;host;x-amz-date',
      'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    ],
    ['normalize-path: dot segments', { path: '/foo/./../' }, 'host;x-amz-date', VANILLA],
  ];
  it.each(cases)('accepts %s', (_name, change, signedHeaders, signature) => {
    expect(verifySuite(suiteRequest(change, signedHeaders, signature))).toMatchObject({
      ok: true,
      credential: SUITE_KEY,
      service: 'service',
      region: 'us-east-1',
    });
  });
});

describe('verifySignature: what an AWS client signs', () => {
  const store = createCredentialStore(systemRandom);
  const now = Date.UTC(2026, 0, 15, 12);

  async function sign(
    credential: Credential,
    change: Partial<SignedRequest> & { readonly search?: Record<string, string> } = {},
  ) {
    const signer = new SignatureV4({
      service: 'appsync',
      region: 'eu-west-1',
      sha256: Sha256,
      credentials: {
        accessKeyId: credential.accessKeyId,
        secretAccessKey: credential.secretAccessKey,
        ...(credential.sessionToken !== null && { sessionToken: credential.sessionToken }),
      },
    });
    const request = { method: 'POST', path: '/graphql', query: '', body: '{"query":"{ me { id } }"}', ...change };
    const signed = await signer.sign(
      {
        method: request.method,
        protocol: 'http:',
        hostname: 'localhost',
        path: request.path,
        query: change.search ?? {},
        headers: { host: 'localhost:4000', 'content-type': 'application/json; charset=UTF-8' },
        body: request.body,
      },
      { signingDate: new Date(now) },
    );
    return { ...request, headers: signed.headers };
  }

  const verify = (request: SignedRequest, at = now): SignatureOutcome =>
    verifySignature(request, { credentials: store, service: 'appsync', region: 'eu-west-1', clock: clockAt(at) });

  it('accepts a request signed with a key pair', async () => {
    const key = store.issue('arn:aws:iam::111122223333:role/till', 'pos', { temporary: false });

    expect(verify(await sign(key))).toMatchObject({ ok: true, credential: key });
  });

  it('accepts temporary credentials with their session token', async () => {
    const key = store.issue('arn:aws:iam::111122223333:role/till', 'pos');

    expect(verify(await sign(key))).toMatchObject({ ok: true, credential: key });
  });

  it('accepts a body given as bytes, an encoded path and a query in any order', async () => {
    const key = store.issue('arn:aws:iam::111122223333:role/till', 'pos');
    const request = await sign(key, { path: '/a%20b/c', search: { b: 'x y', a: '1/2' }, query: 'b=x%20y&a=1%2F2' });

    expect(verify({ ...request, body: Buffer.from(request.body.toString()) })).toMatchObject({ ok: true });
  });

  it('refuses a changed body with 403 and both strings that AWS prints', async () => {
    const request = await sign(store.issue('arn:aws:iam::111122223333:role/till', 'pos'));
    const outcome = verify({ ...request, body: '{}' });

    expect(outcome).toMatchObject({ ok: false, status: 403, errorType: 'InvalidSignatureException' });
    expect(outcome).toHaveProperty(
      'message',
      expect.stringMatching(
        /^The request signature we calculated does not match .*\n\nThe Canonical String .*String-to-Sign/s,
      ),
    );
  });

  it.each(['method', 'path', 'query'] as const)('refuses a changed %s', async (part) => {
    const request = await sign(store.issue('arn:aws:iam::111122223333:role/till', 'pos'));

    expect(verify({ ...request, [part]: 'DELETE' })).toMatchObject({ errorType: 'InvalidSignatureException' });
  });

  it('refuses an unknown access key', async () => {
    const stranger = createCredentialStore(systemRandom).issue('arn:aws:iam::111122223333:role/till', 'pos');

    expect(verify(await sign(stranger))).toEqual({
      ok: false,
      status: 403,
      errorType: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
  });

  it('refuses a missing or foreign session token', async () => {
    const key = store.issue('arn:aws:iam::111122223333:role/till', 'pos');

    expect(verify(await sign({ ...key, sessionToken: null }))).toMatchObject({
      errorType: 'UnrecognizedClientException',
    });
    expect(verify(await sign({ ...key, sessionToken: 'other' }))).toMatchObject({
      errorType: 'UnrecognizedClientException',
    });
  });

  it('refuses a signature older than five minutes', async () => {
    const request = await sign(store.issue('arn:aws:iam::111122223333:role/till', 'pos'));

    expect(verify(request, now + 5 * 60_000)).toMatchObject({ ok: true });
    expect(verify(request, now + 5 * 60_000 + 1000)).toMatchObject({
      status: 403,
      errorType: 'InvalidSignatureException',
      message: 'Signature expired: 20260115T120000Z is now earlier than 20260115T120001Z (20260115T120501Z - 5 min.)',
    });
  });

  it('refuses a signature from the future', async () => {
    const request = await sign(store.issue('arn:aws:iam::111122223333:role/till', 'pos'));

    expect(verify(request, now - 5 * 60_000 - 1000)).toMatchObject({
      message:
        'Signature not yet current: 20260115T120000Z is still later than 20260115T115959Z (20260115T115459Z + 5 min.)',
    });
  });

  it('refuses another region or service than the one served', async () => {
    const request = await sign(store.issue('arn:aws:iam::111122223333:role/till', 'pos'));
    const outcome = verifySignature(request, {
      credentials: store,
      service: 'sqs',
      region: 'us-east-1',
      clock: clockAt(now),
    });

    expect(outcome).toMatchObject({
      message:
        "Credential should be scoped to a valid region, not 'eu-west-1'. Credential should be scoped to correct service: 'sqs'. ",
    });
  });
});

describe('verifySignature: malformed requests', () => {
  const withHeaders = (headers: Record<string, string>): SignatureOutcome =>
    verifySuite({ method: 'GET', path: '/', query: '', body: '', headers });

  it('names each missing part of the header', () => {
    expect(withHeaders({ authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request' })).toMatchObject({
      status: 403,
      errorType: 'IncompleteSignatureException',
      message: expect.stringMatching(/'Signature' parameter.*'SignedHeaders' parameter.*'X-Amz-Date'/),
    });
  });

  it('refuses a credential that is not a scope', () => {
    const authorization = 'AWS4-HMAC-SHA256 Credential=key, SignedHeaders=host, Signature=00';

    expect(withHeaders({ authorization, 'x-amz-date': '20150830T123600Z' })).toMatchObject({
      errorType: 'IncompleteSignatureException',
    });
  });

  it('refuses a request whose host is not signed', () => {
    expect(verifySuite(suiteRequest({}, 'x-amz-date', VANILLA))).toMatchObject({
      message: "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    });
  });

  it('refuses a date that is none, and a scope of another day', () => {
    const headers = (date: string) => ({ headers: { 'x-amz-date': date } });

    expect(verifySuite(suiteRequest(headers('yesterday'), 'host;x-amz-date', VANILLA))).toMatchObject({
      errorType: 'IncompleteSignatureException',
    });
    expect(verifySuite(suiteRequest(headers('20150831T000000Z'), 'host;x-amz-date', VANILLA))).toMatchObject({
      message: expect.stringContaining("'20150830' != '20150831'"),
    });
  });

  it('reads Date where there is no X-Amz-Date', () => {
    const { headers } = suiteRequest({}, 'date;host', VANILLA);
    const { 'x-amz-date': _, ...others } = headers;
    const at = (date: string) => withHeaders({ ...(others as Record<string, string>), date });

    // Past the date: only the signature is wrong.
    expect(at('Sun, 30 Aug 2015 12:36:00 GMT')).toMatchObject({ errorType: 'InvalidSignatureException' });
    expect(at('Mon, 31 Aug 2015 12:36:00 GMT')).toMatchObject({
      message: expect.stringContaining("'20150830' != '20150831'"),
    });
    expect(at('yesterday')).toMatchObject({ errorType: 'IncompleteSignatureException' });
  });

  it.each(['constructor', '__proto__', 'toString'])('refuses %s as a signed header that was not sent', (name) => {
    expect(verifySuite(suiteRequest({}, `host;${name};x-amz-date`, VANILLA))).toMatchObject({
      status: 403,
      errorType: 'InvalidSignatureException',
    });
  });

  it.each(['', 'zz', '00'])('refuses the signature "%s" without throwing', (signature) => {
    expect(verifySuite(suiteRequest({}, 'host;x-amz-date', signature))).toMatchObject({ ok: false, status: 403 });
  });
});
