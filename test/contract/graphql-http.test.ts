/**
 * The audits of GraphQL over HTTP that `graphql-http` publishes, one test each. AppSync is older than that specification and follows it
 * in part; where it does not, the deviation is listed here with AppSync's reason, and the test holds the engine to it.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { startHttpApi } from './http-api.ts';
import type { HttpApi } from './http-api.ts';

let api: HttpApi;
beforeAll(async () => {
  api = await startHttpApi();
});
afterAll(() => api.close());

const audits = serverAudits({
  url: () => api.url,
  fetchFn: (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), 'x-api-key': api.key } }),
});

const JSON_ALWAYS = 'The answer is `application/json`, whatever `accept` says (edge 1.1).';
const LENIENT = 'The content type is not looked at: credentials are headers, so no form can send them (edge 1.1).';
const IGNORED = 'Keys of the body beside query, variables and operationName are not looked at (edge 1.1).';
const SYNTAX_IS_400 = 'A document that does not parse is 400 for every `accept`; this one does not (resolvers 8.1).';
const ERRORS_ARE_200 = 'What was parsed is answered with 200, also when its variables do not fit (resolvers 8).';

/** By the audit's id. */
const DEVIATIONS: ReadonlyMap<string, string> = new Map([
  ['22EB', JSON_ALWAYS],
  ['9ABE', LENIENT],
  ['58B0', IGNORED],
  ['58B1', IGNORED],
  ['58B2', IGNORED],
  ['58B3', IGNORED],
  ['572B', SYNTAX_IS_400],
  ['FDE2', SYNTAX_IS_400],
  ['86EE', ERRORS_ARE_200],
]);

describe('GraphQL over HTTP', () => {
  it('has 61 audits, and every deviation names one of them', () => {
    const ids = new Set(audits.map(({ id }) => id));

    expect(audits).toHaveLength(61);
    expect([...DEVIATIONS.keys()].filter((id) => !ids.has(id))).toEqual([]);
  });

  it('deviates from no MUST', () => {
    const names = audits.filter(({ id }) => DEVIATIONS.has(id)).map(({ name }) => name);

    expect(names.filter((name) => name.startsWith('MUST'))).toEqual([]);
  });

  it.each(audits.filter(({ id }) => !DEVIATIONS.has(id)))('$id $name', async ({ fn }) => {
    const result = await fn();

    expect(result.status === 'ok' ? 'ok' : result.reason).toBe('ok');
  });

  it.each(audits.filter(({ id }) => DEVIATIONS.has(id)))('as AppSync, against $id $name', async ({ fn }) => {
    const result = await fn();

    expect(result.status).toBe(result.name.startsWith('MAY') ? 'notice' : 'warn');
  });
});
