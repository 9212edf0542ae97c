import { describe, expect, it } from '@jest/globals';
import { JsRuntime, type ResolverContext } from '../../../../engine/js-runtime/index.ts';
import { aContext, host, requestCode } from './given.ts';

/** What several requests, or several fields of one, share. */
const shared = () => ({
  env: { TABLE: 'members' },
  identity: { resolverContext: { role: 'member', tags: ['a'] } },
  source: { id: 's', items: [{ n: 1 }] },
  request: { headers: { a: 'b' }, domainName: null },
  arguments: { input: { list: [1, 2] } },
});

const run = (context: ResolverContext, body: string): void => {
  const { outcome } = new JsRuntime()
    .compile({ text: requestCode(body, "import { util } from '@aws-appsync/utils';\n"), origin: 'code.js' })
    .evaluate('request', context, host);
  expect(outcome.kind).toBe('value');
};

describe('what is shared stays as it is, by whatever name code writes into it', () => {
  it.each([
    ['directly', ["ctx.env.TABLE = 'x'; ctx.identity.resolverContext.role = 'admin'; ctx.source.items.push(2);"]],
    ['through a name', ['const { env } = ctx; env.TABLE = 1; const t = ctx.identity.resolverContext.tags; t.push(1);']],
    [
      'through the stash of the same handler',
      [
        'ctx.stash.e = ctx.env; ctx.stash.u = ctx.identity; ctx.stash.u.resolverContext.role = 1; ctx.stash.e.TABLE = 1;',
      ],
    ],
    [
      'through the stash of another handler, which only reads',
      [
        'ctx.stash.u = ctx.identity; ctx.stash.s = { deep: [ctx.source] }; ctx.stash.e = ctx.env; return {};',
        "ctx.stash.u.resolverContext.role = 'admin'; ctx.stash.s.deep[0].items.push(3); ctx.stash.e.TABLE = 'x';",
      ],
    ],
    ['by a list method below the stash', ['ctx.stash.t = ctx.identity.resolverContext.tags;', 'ctx.stash.t.push(1);']],
    ['by Object.assign', ['Object.assign(ctx.env, { TABLE: 1 });']],
    ['by Object.assign into the stash', ['ctx.stash.e = ctx.env;', 'Object.assign(ctx.stash.e, { TABLE: 1 });']],
    ['by Object.assign under another name', ['const { assign } = Object; assign(ctx.env, { TABLE: 1 });']],
    ['by a function that is handed assign', ['const f = Object.assign; f(ctx.env, { TABLE: 1 });']],
    ['by destructuring into it', ['[ctx.env.TABLE] = [1]; ({ a: ctx.source.id } = { a: 1 });']],
    ['by a loop head', ['for (ctx.env.TABLE of [1, 2]) { ctx.stash.n = 1; }']],
    ['by delete and +=', ['delete ctx.env.TABLE; ctx.source.items[0].n += 1;']],
    [
      'through outErrors',
      ["util.appendError('a', 'b', ctx.identity); ctx.outErrors[0].data.resolverContext.role = 'x';"],
    ],
  ])('%s', (_how, handlers) => {
    const given = shared();
    const context = aContext(given);
    for (const body of handlers) run(context, body);

    const { arguments: _, ...others } = given;
    expect(others).toEqual((({ arguments: __, ...rest }) => rest)(shared()));
  });

  it.each(['env', 'identity', 'source', 'arguments'] as const)('as ctx.result or ctx.prev that is %s', (name) => {
    const given = shared();
    for (const parts of [{ result: given[name] }, { prev: { result: given[name] } }]) {
      run(aContext({ ...given, ...parts }), 'const r = ctx.result ?? ctx.prev.result; r.leak = 1;');
      run(
        aContext({ ...given, ...parts }),
        "if (ctx.result) { ctx.result.leak = 'x'; } else { ctx.prev.result.leak = 'x'; }",
      );
    }

    expect(given).toEqual(shared());
  });
});

describe('what a run writes stays with the run', () => {
  it.each([
    ['arguments', 'ctx.args.input.list.push(3);', 'ctx.args.input.list.length', 3],
    ['stash', 'ctx.stash.a = { n: [] }; ctx.stash.a.n.push(1);', 'ctx.stash.a.n.length', 1],
    ['prev', 'ctx.prev.result.n = 2;', 'ctx.prev.result.n', 2],
  ])('in its %s', (_what, write, read, expected) => {
    const context = aContext({ ...shared(), prev: { result: { n: 1 } } });
    run(context, write);
    const { outcome } = new JsRuntime()
      .compile({ text: requestCode(`return ${read};`), origin: 'code.js' })
      .evaluate('request', context, host);

    expect(outcome).toEqual({ kind: 'value', value: expected });
  });
});
