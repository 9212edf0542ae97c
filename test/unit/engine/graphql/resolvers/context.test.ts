import { describe, expect, it } from '@jest/globals';
import type { ResolverContext } from '../../../../../engine/graphql/index.ts';
import type { Caller } from '../../../../../engine/kernel/index.ts';
import { anApi, aScope, ask, value } from '../given.ts';
import { aFlow } from './given-code.ts';

const evaluate = async (code: string, api = {}, query = '{ f }', scope = aScope()): Promise<unknown> => {
  const body = await ask(aFlow({ unit: { response: code }, api }).api, query, null, scope);
  const text = body.data?.f;
  return typeof text === 'string' ? JSON.parse(text) : (body.errors?.[0]?.message ?? text);
};

describe('ctx at its top level', () => {
  it.each(['ctx.stash = {};', 'ctx.result = 1;', 'ctx.args = {};', 'ctx.fresh = 1;', 'delete ctx.stash;'])(
    'is read-only when the code is taken: %s',
    (response) => expect(() => aFlow({ unit: { response } })).toThrow('ctx is readonly'),
  );

  it('is read-only when the code runs, under whatever name', async () => {
    const code = "const write = (it, name) => { it[name] = 1; return it[name]; }; return write(ctx, 'stash');";
    expect(await evaluate(code)).toMatch(/^code\.js:\d+:\d+: TypeError: /);
  });

  it('has the members of the reference, and null where there is nothing', async () => {
    expect(
      await evaluate(
        'return { args: ctx.args, same: ctx.arguments, source: ctx.source, identity: ctx.identity, prev: ctx.prev, stash: ctx.stash, env: ctx.env, out: ctx.outErrors };',
      ),
    ).toEqual({ args: {}, same: {}, source: null, identity: null, prev: null, stash: {}, env: {}, out: [] });
  });

  it('shows the environment variables of the API', async () => {
    expect(await evaluate('return ctx.env.TABLE;', { environment: { TABLE: 'things' } })).toBe('things');
  });
});

describe('ctx.stash', () => {
  it('takes, changes and loses members in any handler of a run', async () => {
    const { api } = aFlow({
      shell: { request: 'ctx.stash.a = 1; ctx.stash.b = { c: [1] };', response: 'return ctx.stash;' },
      functions: [{ request: 'ctx.stash.b.c.push(2);' }, { response: 'delete ctx.stash.a; ctx.stash.d = 4;' }],
    });
    expect(JSON.parse(String((await ask(api, '{ f }')).data?.f))).toEqual({ b: { c: [1, 2] }, d: 4 });
  });

  it('belongs to one run: neither another field nor another request sees it', async () => {
    const { api } = aFlow({
      unit: { request: 'ctx.stash.n = (ctx.stash.n ?? 0) + 1;', response: 'return ctx.stash.n;' },
    });
    const query = '{ a: f b: f c: f }';
    const expected = { data: { a: '1', b: '1', c: '1' } };
    expect(await Promise.all([ask(api, query), ask(api, query)])).toEqual([expected, expected]);
  });
});

describe('ctx.args', () => {
  it('may be written below its top level, for the run alone', async () => {
    const { api } = aFlow({
      functions: [{ request: "ctx.args.text = ctx.args.text + '!';" }, {}],
      shell: { response: 'return ctx.args;' },
    });
    const results = await ask(api, '{ one: f(text: "1") two: f(text: "2") }');
    expect(Object.values(results.data ?? {}).map((text) => JSON.parse(String(text)) as unknown)).toEqual([
      { text: '1!' },
      { text: '2!' },
    ]);
  });
});

describe('ctx.request', () => {
  it('has the headers, repeated ones as a list, and the custom domain or null', async () => {
    const read =
      "return { list: ctx.request.headers.custom[1], one: ctx.request.headers['x-api-key'], d: ctx.request.domainName };";
    const headers = { custom: ['a', 'b'], 'x-api-key': 'k' };
    expect(await evaluate(read, {}, '{ f }', aScope({ headers }))).toEqual({ list: 'b', one: 'k', d: null });
    expect(await evaluate(read, {}, '{ f }', aScope({ headers, domainName: 'api.example.com' }))).toMatchObject({
      d: 'api.example.com',
    });
  });
});

describe('ctx.identity', () => {
  const callers: readonly Pick<Caller, 'mode' | 'identity'>[] = [
    { mode: 'API_KEY', identity: null },
    { mode: 'AWS_LAMBDA', identity: { resolverContext: { tenant: 't' } } },
    {
      mode: 'AWS_IAM',
      identity: {
        accountId: '1',
        cognitoIdentityPoolId: null,
        cognitoIdentityId: null,
        sourceIp: ['127.0.0.1'],
        username: 'AROA:s',
        userArn: 'arn:aws:sts::1:assumed-role/r/s',
        cognitoIdentityAuthType: null,
        cognitoIdentityAuthProvider: null,
      },
    },
    {
      mode: 'AMAZON_COGNITO_USER_POOLS',
      identity: {
        sourceIp: ['127.0.0.1'],
        username: 'u',
        groups: ['g'],
        sub: 's',
        issuer: 'i',
        claims: { sub: 's' },
        defaultAuthStrategy: 'ALLOW',
      },
    },
    { mode: 'OPENID_CONNECT', identity: { sub: 's', issuer: 'i', claims: { sub: 's' } } },
  ];

  it.each(callers)('reaches the code as the mode $mode shapes it', async (caller) => {
    const scope = aScope({ caller: { ...caller, groups: [] } });
    const api = { authProviders: [{ mode: caller.mode }] as never };
    expect(await evaluate('return ctx.identity;', api, '{ f }', scope)).toEqual(caller.identity);
  });
});

describe('ctx.info', () => {
  const SDL = `
    type Query { f(a: Int): Thing  node: Node  found: Found }
    interface Node { id: ID  next: Node }
    type Thing implements Node { id: ID  name: String  next: Node  thing(n: Int): Thing }
    type Other implements Node { id: ID  next: Node }
    union Found = Thing | Other
  `;
  const infoOf = async (query: string, coordinate = 'Query.f'): Promise<ResolverContext['info']> => {
    let info: ResolverContext['info'] | undefined;
    const watch = (ctx: ResolverContext) => ((info = ctx.info), value(null));
    await ask(anApi({ sdl: SDL, resolvers: { [coordinate]: { response: watch } } }), query);
    if (info === undefined) throw new Error('the resolver did not run');
    return info;
  };

  it('lists an aliased field under its alias only, with fragments spread out and nothing twice', async () => {
    const query = `{ f { other: name ...A ... on Thing { thing { id } } thing(n: 1) { x: id } } }
      fragment A on Thing { id ...B } fragment B on Node { id next { id } }`;
    const info = await infoOf(query.replace('thing { id }', 'thing(n: 1) { id }'));
    expect(info.selectionSetList).toEqual(['other', 'id', 'next', 'next/id', 'thing', 'thing/id', 'thing/x']);
  });

  it('leaves out what @skip and @include exclude', async () => {
    const info = await infoOf('{ f { id @skip(if: true) name @include(if: true) } }');
    expect(info.selectionSetList).toEqual(['name']);
  });

  it('lists of an interface only its own fields, of a union none, of a leaf none', async () => {
    expect(
      (await infoOf('{ node { id next { id ... on Thing { name } } ... on Thing { name } } }', 'Query.node'))
        .selectionSetList,
    ).toEqual(['id', 'next', 'next/id']);
    expect((await infoOf('{ found { ... on Thing { name } } }', 'Query.found')).selectionSetList).toEqual([]);
  });

  it('prints the selection of every place where the field stands, spreads and inline fragments kept', async () => {
    const info = await infoOf(
      '{ f(a: 1) { id } f(a: 1) { ...A ... on Thing { name } thing(n: 2) { id } } } fragment A on Thing { id }',
    );
    expect(info.selectionSetGraphQL).toBe(
      '{\n  id\n  ... A\n  ... on Thing {\n    name\n  }\n  thing(n: 2) {\n    id\n  }\n}',
    );
  });

  it('is serialised without the two selection members, in APPSYNC_JS too', async () => {
    expect(await evaluate('return ctx.info;')).toEqual({ fieldName: 'f', parentTypeName: 'Query', variables: {} });
    expect(await evaluate('return [ctx.info.selectionSetList, ctx.info.selectionSetGraphQL];')).toEqual([[], '']);
  });
});
