import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { signedGraphql } from '../../../../../resolvers/shared/lambda/signed-graphql.ts';
import { aTime } from '../time.ts';

const VARIABLES = {
  AWS_REGION: 'eu-south-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'not-a-secret',
  AWS_SESSION_TOKEN: 'session',
};
const before = { ...process.env };

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

function aCaller(answer: { readonly status?: number; readonly body: unknown }, url = 'http://127.0.0.1:4000/graphql') {
  const sent: Sent[] = [];
  const fetch = (to: unknown, init?: RequestInit): Promise<Response> => {
    sent.push({ url: String(to), init: init ?? {} });
    return Promise.resolve(new Response(JSON.stringify(answer.body), { status: answer.status ?? 200 }));
  };
  return {
    sent,
    call: signedGraphql({ url, clock: aTime().clock, fetch, timeoutMs: 1000 }),
  };
}

const headersOf = (sent: Sent | undefined): Record<string, string> => sent?.init.headers as Record<string, string>;

describe('signedGraphql', () => {
  beforeEach(() => {
    Object.assign(process.env, VARIABLES);
  });
  afterEach(() => {
    process.env = { ...before };
  });

  it('posts the query, signed for appsync as the function itself', async () => {
    const { sent, call } = aCaller({ body: { data: {} } });

    await call('mutation { x }', { input: { a: 1 } });

    expect(sent[0]).toMatchObject({ url: 'http://127.0.0.1:4000/graphql', init: { method: 'POST' } });
    expect(sent[0]?.init.body).toBe('{"query":"mutation { x }","variables":{"input":{"a":1}}}');
    expect(headersOf(sent[0])).toMatchObject({
      'content-type': 'application/json',
      'x-amz-date': '20261216T100000Z',
      'x-amz-security-token': 'session',
      authorization: expect.stringContaining('Credential=AKIDEXAMPLE/20261216/eu-south-1/appsync/aws4_request'),
    });
    expect(headersOf(sent[0])).not.toHaveProperty('host');
  });

  it('signs the host with its port', async () => {
    const signatureAt = async (url: string): Promise<string | undefined> => {
      const { sent, call } = aCaller({ body: {} }, url);
      await call('mutation { x }', {});
      return headersOf(sent[0]).authorization;
    };

    expect(await signatureAt('http://127.0.0.1:4000/graphql')).not.toBe(
      await signatureAt('http://127.0.0.1:4001/graphql'),
    );
    expect(await signatureAt('https://x.example/graphql')).toContain('SignedHeaders=content-type;host;');
  });

  it('sends no session token when there is none', async () => {
    process.env.AWS_SESSION_TOKEN = '';
    const { sent, call } = aCaller({ body: {} });

    await call('mutation { x }', {});

    expect(headersOf(sent[0])).not.toHaveProperty('x-amz-security-token');
  });

  it.each([
    [
      'a status that is not 200',
      { status: 403, body: { message: 'no' } },
      'The endpoint answered 403: {"message":"no"}',
    ],
    [
      'GraphQL errors',
      { body: { data: null, errors: [{ errorType: 'Unauthorized', message: 'Not Authorized' }] } },
      'Unauthorized: Not Authorized',
    ],
  ])('fails on %s', async (_name, answer, message) => {
    await expect(aCaller(answer).call('mutation { x }', {})).rejects.toThrow(message);
  });

  it('fails when the region or a credential is missing', async () => {
    delete process.env.AWS_REGION;

    await expect(aCaller({ body: {} }).call('mutation { x }', {})).rejects.toThrow('AWS_REGION is not set');
  });
});
