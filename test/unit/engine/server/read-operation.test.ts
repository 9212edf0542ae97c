import { describe, it, expect } from '@jest/globals';
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

describe('a GET query (1.1)', () => {
  const get = (parameters: Record<string, string>) => readGetOperation(new URLSearchParams(parameters).toString());

  it('reads query, JSON variables and operationName', () => {
    expect(get({ query: 'query Q { a }', variables: '{"x":1}', operationName: 'Q' })).toEqual({
      query: 'query Q { a }',
      variables: { x: 1 },
      operationName: 'Q',
    });
  });

  it('refuses a document with a mutation', () => {
    expect(get({ query: 'mutation { a }' })).toMatchObject({ status: 400, errorType: 'BadRequestException' });
    expect(get({ query: 'query A { a } mutation B { b }', operationName: 'A' })).toMatchObject({ status: 400 });
  });

  it('leaves a subscription to the executor, which has its own text', () => {
    expect(get({ query: 'subscription { a }' })).toMatchObject({ query: 'subscription { a }' });
  });

  it.each([{}, { query: '' }, { query: '{' }])('refuses %j', (parameters) => {
    expect(get(parameters as Record<string, string>)).toEqual(UNPARSEABLE);
  });

  it('refuses variables that are not JSON', () => {
    expect(get({ query: '{ a }', variables: '{' })).toMatchObject({ message: 'Variables must be a JSON object.' });
  });
});
