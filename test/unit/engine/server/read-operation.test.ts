import { gzipSync } from 'node:zlib';
import { describe, it, expect } from '@jest/globals';
import type { GraphqlOperation } from '../../../../engine/server/index.ts';
import { readGetOperation, readPostOperation } from '../../../../engine/server/read-operation.ts';

const post = (text: string) => readPostOperation(Buffer.from(text));
const UNPARSEABLE = {
  status: 400,
  errorType: 'MalformedHttpRequestException',
  message: 'Unable to parse GraphQL query.',
};

describe('a POST body (1.1)', () => {
  it('reads query, variables and operationName, and ignores other keys', () => {
    const body = { query: '{ a }', variables: { x: 1 }, operationName: 'Q', extensions: { clientLibrary: {} } };

    expect(post(JSON.stringify(body))).toEqual({ query: '{ a }', variables: { x: 1 }, operationName: 'Q' });
  });

  it.each([
    '{"query":"{ a }"}',
    '{"query":"{ a }","variables":null,"operationName":null}',
    '{"query":"{ a }","operationName":""}',
  ])('takes absent, null and empty parts of %s as none', (text) => {
    expect(post(text)).toEqual({ query: '{ a }', variables: null, operationName: null });
  });

  it.each(['meow', '{}', '{}}', '{badfield}', '{"query":5}', '5', 'null'])('tries %s as a document', (text) => {
    expect(post(text)).toEqual({ query: text, variables: null, operationName: null });
  });

  it.each(['', ' \n'])('refuses an empty body', (text) => {
    expect(post(text)).toMatchObject({ status: 400, message: 'Request body is empty.' });
  });

  it.each(['[]', '[{"query":"{ a }"}]'])('refuses the batch %s', (text) => {
    expect(post(text)).toEqual(UNPARSEABLE);
  });

  it.each(['[]', '"{}"', '5'])('refuses the variables %s', (variables) => {
    expect(post(`{"query":"{ a }","variables":${variables}}`)).toMatchObject({
      status: 400,
      message: 'Variables must be a JSON object.',
    });
  });
});

describe('a hostile POST body', () => {
  it.each([['5'], ['{}'], ['[]'], ['true']])('is refused for the operation name %s', (name) => {
    expect(post(`{"query":"{ a }","operationName":${name}}`)).toEqual(UNPARSEABLE);
  });

  it('is refused when it is no UTF-8', () => {
    expect(readPostOperation(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x7d]))).toEqual(UNPARSEABLE);
    expect(readPostOperation(Buffer.from('7b22c0af227d', 'hex'))).toEqual(UNPARSEABLE);
  });

  it('is refused when it is compressed, and is never inflated', () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, 0x20));

    expect(readPostOperation(bomb)).toEqual(UNPARSEABLE);
  });

  it.each([
    ['arrays', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('is refused when its %s nest deeper than 1,000', (_, open, close) => {
    const nested = (depth: number): string => `${open.repeat(depth)}1${close.repeat(depth)}`;

    expect(post(`{"query":"{ a }","variables":{"x":${nested(998)}}}`)).toMatchObject({ query: '{ a }' });
    expect(post(`{"query":"{ a }","variables":{"x":${nested(999)}}}`)).toEqual(UNPARSEABLE);
    expect(post(nested(100_000))).toEqual(UNPARSEABLE);
  });

  it('may hold any number of brackets in its texts', () => {
    const query = `{ a(b: "${'['.repeat(3_000)}\\") }`;

    expect(post(JSON.stringify({ query }))).toMatchObject({ query });
  });

  it('is read by its own keys alone', () => {
    expect(post('{"__proto__":{"query":"{ a }"}}')).toMatchObject({ query: '{"__proto__":{"query":"{ a }"}}' });
    const { variables } = post('{"query":"{ a }","variables":{"__proto__":{"admin":true}}}') as GraphqlOperation;
    expect(Object.hasOwn(variables ?? {}, '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  it('may begin with a byte order mark', () => {
    expect(post('\uFEFF{"query":"{ a }"}')).toMatchObject({ query: '{ a }' });
  });
});

describe('a GET query (1.1)', () => {
  const get = (parameters: Record<string, string>) => readGetOperation(new URLSearchParams(parameters).toString());

  it('reads query, JSON variables and operationName', () => {
    expect(get({ query: 'query Q { a }', variables: '{"x":1}', operationName: 'Q' })).toEqual({
      query: 'query Q { a }',
      variables: { x: 1 },
      operationName: 'Q',
      method: 'GET',
    });
  });

  it('tells the executor of the method, which refuses mutations and subscriptions', () => {
    expect(get({ query: 'mutation { a }' })).toMatchObject({ query: 'mutation { a }', method: 'GET' });
  });

  it.each([{}, { query: '' }, { query: ' ' }])('refuses %j', (parameters) => {
    expect(get(parameters as Record<string, string>)).toEqual(UNPARSEABLE);
  });

  it('refuses variables that are not JSON', () => {
    expect(get({ query: '{ a }', variables: '{' })).toMatchObject({ message: 'Variables must be a JSON object.' });
  });
});
