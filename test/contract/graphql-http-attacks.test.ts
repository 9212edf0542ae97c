/**
 * The thirteen checks of GraphQL Cop and the cases of graphql-armor, restated as requests, with what the engine does about each:
 * it refuses, or does as AppSync does and stays within AppSync's limits.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { SMALL_API, startHttpApi } from './http-api.ts';
import type { HttpApi } from './http-api.ts';

let open: HttpApi;
let closed: HttpApi;
beforeAll(async () => {
  open = await startHttpApi();
  closed = await startHttpApi({
    ...SMALL_API,
    api: { introspection: false, queryDepthLimit: 6, resolverCountLimit: 100 },
  });
});
afterAll(() => Promise.all([open.close(), closed.close()]));

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly ms: number;
}

async function send(api: HttpApi, body: string, type = 'application/json', method = 'POST'): Promise<Reply> {
  const startedAt = performance.now();
  const response = await fetch(method === 'GET' ? `${api.url}?${body}` : api.url, {
    method,
    headers: { 'x-api-key': api.key, 'content-type': type },
    ...(method === 'POST' && { body }),
  });
  const text = await response.text();
  return { status: response.status, text, ms: performance.now() - startedAt };
}

const post = (api: HttpApi, query: string, variables: object = {}): Promise<Reply> =>
  send(api, JSON.stringify({ query, variables }));

const times = (count: number, make: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => make(n)).join(' ');

describe('what GraphQL Cop looks for', () => {
  it('alias overloading: 101 aliases are served as AppSync serves them, and counted as 101 resolvers', async () => {
    const query = `{ ${times(101, (n) => `a${n}: item { id }`)} }`;

    expect((await post(open, query)).text).not.toContain('errors');
    const limited = await post(closed, query);
    expect(limited.text.match(/ResolverExecutionLimitReached/g)).toHaveLength(1);
  });

  it('a thousand aliased guesses stop at the resolver limit', async () => {
    const { status, text, ms } = await post(closed, `{ ${times(1_000, (n) => `a${n}: item(id: "${n}") { id }`)} }`);

    expect(status).toBe(200);
    expect(text.match(/Resolver invocation limit reached/g)).toHaveLength(900);
    expect(ms).toBeLessThan(2_000);
  });

  it('array batching is refused', async () => {
    const { status, text } = await send(open, `[${Array(10).fill('{"query":"{ item { id } }"}').join()}]`);

    expect(status).toBe(400);
    expect(text).toContain('Unable to parse GraphQL query.');
  });

  it('circular introspection is refused', async () => {
    const around = (depth: number): string => (depth === 0 ? 'name' : `fields { type { ${around(depth - 1)} } }`);
    const { text } = await post(open, `{ __schema { types { ${around(8)} } } }`);

    expect(text).toContain('Validation error of type MaximumIntrospectionDepth');
  });

  it('directive overloading: unknown and repeated directives are refused, and no more than 100 errors named', async () => {
    const { text, ms } = await post(open, `{ item { id ${'@aa'.repeat(4_000)} } }`);

    const { errors, data } = JSON.parse(text) as { data: null; errors: readonly object[] };
    expect(data).toBeNull();
    expect(errors).toHaveLength(100);
    expect(ms).toBeLessThan(2_000);
  });

  it('field duplication: the same field 500 times is one field', async () => {
    const { text } = await post(open, `{ item { ${'id '.repeat(500)} } }`);

    expect(text).toBe('{"data":{"item":{"id":"1"}}}');
  });

  it('field suggestions are never made', async () => {
    for (const api of [open, closed]) {
      const { text } = await post(api, '{ itm { id } item(idd: 1) { nam } items { id @skp } __scema { x } }');
      expect(text).toContain('FieldUndefined');
      expect(text).not.toMatch(/did you mean/i);
    }
  });

  it('mutation over GET is refused', async () => {
    const { status, text } = await send(open, 'query=mutation%7Brename(id:1)%7Bid%7D%7D', 'application/json', 'GET');

    expect(status).toBe(400);
    expect(text).toContain('Mutations are not supported over GET.');
  });

  it('a mutation beside the query that GET names does not run', async () => {
    const query = encodeURIComponent('query Q { item { id } } mutation M { rename(id: 1) { id } }');

    expect((await send(open, `query=${query}&operationName=M`, '', 'GET')).status).toBe(400);
    expect((await send(open, `query=${query}&operationName=Q`, '', 'GET')).status).toBe(200);
  });

  it('query over GET is served, as AppSync serves it, and needs the same credential', async () => {
    expect((await send(open, 'query=%7B__typename%7D', 'application/json', 'GET')).status).toBe(200);
    expect((await fetch(`${open.url}?query=%7B__typename%7D`)).status).toBe(401);
  });

  it('no IDE is served at the endpoint', async () => {
    const response = await fetch(open.url, { headers: { accept: 'text/html', 'x-api-key': open.key } });

    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/json;charset=UTF-8');
  });

  it('introspection is served unless it is switched off', async () => {
    expect((await post(open, getIntrospectionQuery())).text).toContain('"__schema"');
    expect((await post(closed, getIntrospectionQuery())).text).not.toMatch(/"types"|"kind"/);
  });

  it('urlencoded POST is refused', async () => {
    const form = 'query=%7B__typename%7D';

    expect((await send(open, form, 'application/x-www-form-urlencoded')).status).toBe(400);
  });

  it('no credential travels without a header, so a form on a foreign page is refused', async () => {
    const body = '{"query":"{ item { id } }"}';
    const response = await fetch(open.url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body });

    expect(response.status).toBe(401);
  });

  it('trace mode: no extensions are sent', async () => {
    const { text } = await post(open, '{ item { id } }');

    expect(text).toBe('{"data":{"item":{"id":"1"}}}');
  });

  it('unhandled error: neither message nor stack of a fault gets out', async () => {
    const { status, text } = await post(open, '{ item { id broken } }');

    expect(status).toBe(200);
    expect(text).toContain('"errorType":"InternalFailure"');
    expect(text).not.toMatch(/secret|\.ts:|\bat /);
  });
});

describe('the cases of graphql-armor', () => {
  const depth = (levels: number): string => (levels === 1 ? 'id' : `id next { ${depth(levels - 1)} }`);

  it('depth is counted through fragments, and too deep fields are refused alone', async () => {
    const flat = await post(closed, `{ item { ${depth(5)} } }`);
    const spread = await post(
      closed,
      '{ item { ...A } } fragment A on Item { next { ...B } } fragment B on Item { next { next { next { next { next { id } } } } } }',
    );

    expect(flat.text).not.toContain('QueryDepthLimitReached');
    expect(spread.text).not.toContain('"id"');
  });

  it('recursive fragments are refused, direct and by a detour', async () => {
    const direct = await post(open, '{ item { ...A } } fragment A on Item { id ...A }');
    const detour = await post(
      open,
      '{ item { ...A } } fragment A on Item { next { ...B } } fragment B on Item { ...A }',
    );

    expect(direct.text).toContain('FragmentCycle: Fragment cycles not allowed');
    expect(detour.text).toContain('FragmentCycle: Fragment cycles not allowed');
  });

  it.each(['__schema', '__type', '__typename'])('a fragment named %s opens no way to introspection', async (name) => {
    const { text } = await post(closed, `{ ...${name} } fragment ${name} on Query { __schema { types { name } } }`);

    expect(text).toContain("Field '__schema' in type 'Query' is undefined");
  });

  it('an alias of __schema is refused, too', async () => {
    expect((await post(closed, '{ item: __schema { types { name } } }')).text).toContain('FieldUndefined');
  });

  it('a fragment means what its own document says, though documents are kept', async () => {
    const withName = (body: string): string => `{ item { ...F } } fragment F on Item { ${body} }`;

    for (let round = 0; round < 2; round += 1) {
      expect((await post(open, withName('id'))).text).toBe('{"data":{"item":{"id":"1"}}}');
      expect((await post(open, withName('name'))).text).toBe('{"data":{"item":{"name":"one"}}}');
    }
  });

  it('fragments that double at each level are refused', async () => {
    const doubling = times(30, (n) => `fragment F${n} on Item { a: next { ...F${n + 1} } b: next { ...F${n + 1} } }`);
    const { status, ms } = await post(open, `{ item { ...F0 } } ${doubling} fragment F30 on Item { id }`);

    expect(status).toBe(400);
    expect(ms).toBeLessThan(2_000);
  });

  it('__typename under ten thousand aliases is refused by its tokens, and fewer cost no resolver', async () => {
    expect((await post(open, `{ ${times(10_000, (n) => `a${n}: __typename`)} }`)).status).toBe(400);
    const { status, text } = await post(closed, `{ ${times(3_000, (n) => `a${n}: __typename`)} }`);
    expect(status).toBe(200);
    expect(text).not.toContain('errors');
  });
});

describe('documents that stop other servers', () => {
  it.each<[string, string, number]>([
    ['one field 50,000 times', `{ item { ${'id '.repeat(50_000)} } }`, 400],
    ['one field 14,000 times', `{ item { ${'id '.repeat(14_000)} } }`, 200],
    ['1,500 overlapping fields', `{ ${times(1_500, () => 'item { id name }')} }`, 200],
    ['1,500 overlapping fields that conflict', `{ ${times(1_500, (n) => `item(id: ${n}) { id }`)} }`, 200],
    ['20,000 nested braces', `${'{a'.repeat(20_000)}${'}'.repeat(20_000)}`, 400],
    ['201 nested braces', `{${'a{'.repeat(200)}a${'}'.repeat(201)}`, 400],
    ['20,000 nested lists', `{ item(id: ${'['.repeat(20_000)}${']'.repeat(20_000)}) { id } }`, 400],
    ['20,000 open brackets', '{['.repeat(20_000), 400],
    ['20,000 unknown fields', `{ ${times(20_000, (n) => `f${n}`)} }`, 400],
    ['900 kB of comments as JSON', `{ item { id } } ${'#\n'.repeat(300_000)}`, 200],
    ['900 kB in one string', `{ item(id: "${'x'.repeat(900_000)}") { name } }`, 200],
    ['2,900 variables, unused', `query (${times(2_900, (n) => `$v${n}: ID`)}) { item { id } }`, 200],
    [
      'a chain of 1,300 fragments',
      `{ item { ...F0 } } ${times(1_300, (n) => `fragment F${n} on Item { next { ...F${n + 1} } }`)} fragment F1300 on Item { id }`,
      200,
    ],
    ['190 inline fragments in each other', `{ item { ${'... { '.repeat(190)} id ${'}'.repeat(190)} } }`, 200],
  ])('%s: answered within two seconds', async (_, query, status) => {
    const reply = await post(open, query);

    expect(reply.status).toBe(status);
    expect(reply.ms).toBeLessThan(2_000);
    expect((await post(open, '{ __typename }')).status).toBe(200);
  });
});
