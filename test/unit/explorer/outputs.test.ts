import { describe, expect, it } from '@jest/globals';
import { readOutputs, realtimeUrlOf } from '../../../explorer/src/outputs.ts';
import { claimsOf, isNearExpiry, toBase64Url } from '../../../explorer/src/token.ts';

const data = { url: 'http://localhost:4000/graphql', api_key: 'da2-key', aws_region: 'eu-south-1' };

describe('readOutputs', () => {
  it('reads Amplify’s format and the personas', () => {
    const personas = [
      { name: 'giulia', about: 'member', authMode: 'AMAZON_COGNITO_USER_POOLS', token: 'a.b.c' },
      { name: 'pos', authMode: 'AWS_IAM', accessKeyId: 'AKIA', secretAccessKey: 's' },
      { name: 'public', authMode: 'API_KEY' },
    ];

    const outputs = readOutputs({ data, custom: { personas } }, 'http://localhost:4000/');

    expect(outputs).toEqual({
      url: 'http://localhost:4000/graphql',
      realtimeUrl: 'ws://localhost:4000/graphql/realtime',
      region: 'eu-south-1',
      personas: [
        { name: 'giulia', about: 'member', authMode: 'AMAZON_COGNITO_USER_POOLS', token: 'a.b.c' },
        { name: 'pos', about: '', authMode: 'AWS_IAM', accessKeyId: 'AKIA', secretAccessKey: 's' },
        { name: 'public', about: '', authMode: 'API_KEY', token: 'da2-key' },
      ],
    });
  });

  it('makes a persona of the API key when none has it, and leaves out what it cannot play', () => {
    const personas = [{ name: 'oidc', authMode: 'OPENID_CONNECT' }, { authMode: 'API_KEY' }, 'nonsense'];

    expect(readOutputs({ data, custom: { personas } }, 'http://localhost:4000/').personas).toEqual([
      { name: 'public', about: 'anybody, with the API key', authMode: 'API_KEY', token: 'da2-key' },
    ]);
  });

  it('reaches an API of the machine that served the page by the name that the page was reached by', () => {
    const outputs = readOutputs({ data }, 'https://preview.example.com/');

    expect(outputs.url).toBe('https://preview.example.com/graphql');
    expect(outputs.realtimeUrl).toBe('wss://preview.example.com/graphql/realtime');
  });

  it('falls back to the API beside the page', () => {
    expect(readOutputs({}, 'https://site.example.com/explorer/').url).toBe('https://site.example.com/explorer/graphql');
    expect(readOutputs({}, 'https://site.example.com/').personas).toEqual([]);
  });
});

describe('realtimeUrlOf', () => {
  it('knows AppSync’s twin host (edge 3.1)', () => {
    expect(realtimeUrlOf('https://abc.appsync-api.eu-south-1.amazonaws.com/graphql')).toBe(
      'wss://abc.appsync-realtime-api.eu-south-1.amazonaws.com/graphql',
    );
  });
});

describe('tokens', () => {
  const tokenOf = (claims: object): string => `e30.${toBase64Url(JSON.stringify(claims))}.s`;

  it('gives the claims of a token, also with letters beyond ASCII', () => {
    expect(claimsOf(tokenOf({ name: 'Niccolò – ✓' }))).toEqual({ name: 'Niccolò – ✓' });
  });

  it.each([undefined, '', 'da2-key', 'a.!!.c', 'a.bnVsbA.c'])('gives no claims for %j', (token) => {
    expect(claimsOf(token)).toEqual({});
  });

  it('is near its end within the margin only', () => {
    expect(isNearExpiry(tokenOf({ exp: 1_000 }), 930_000, 60)).toBe(false);
    expect(isNearExpiry(tokenOf({ exp: 1_000 }), 941_000, 60)).toBe(true);
    expect(isNearExpiry('da2-key', 941_000, 60)).toBe(false);
  });
});
