import { describe, expect, it } from '@jest/globals';
import { JsRuntime, ResolverInfo, type Outcome } from '../../../../engine/js-runtime/index.ts';
import { aContext, evaluateBody, host, requestCode } from './given.ts';

const outcomeOf = (body: string, context = aContext()): Outcome => evaluateBody(body, context).outcome;
const valueOf = (body: string, context = aContext()): unknown => {
  const outcome = outcomeOf(body, context);
  if (outcome.kind !== 'value') throw new Error(JSON.stringify(outcome));
  return outcome.value;
};

describe('outcomes', () => {
  it.each([
    ['return { a: 1 };', { kind: 'value', value: { a: 1 } }],
    ['return;', { kind: 'value', value: null }],
    ['runtime.earlyReturn({ a: 1 });', { kind: 'earlyReturn', value: { a: 1 }, skipTo: 'NEXT' }],
    ['runtime.earlyReturn(null, { skipTo: "END" });', { kind: 'earlyReturn', value: null, skipTo: 'END' }],
    ['util.error("m");', { kind: 'error', message: 'm', errorType: null, data: null, errorInfo: null }],
    [
      'util.error("m", "T", { a: undefined, b: 1 }, [2]);',
      { kind: 'error', message: 'm', errorType: 'T', data: { b: 1 }, errorInfo: [2] },
    ],
    ['util.unauthorized();', { kind: 'unauthorized' }],
  ])('%s', (body, expected) => {
    expect(outcomeOf(body)).toEqual(expected);
  });

  it.each([
    ['  const a = missing;', 'code.js:2:13: ReferenceError: [missing] is not defined'],
    ['  const a = ctx.args;\n  return a.b.c;', 'code.js:3:14: TypeError: '],
    ['  return [1].map((n) => [n].map((m) => m.a.b));', 'code.js:2:44: TypeError: '],
    ['  for (const a of [1]) { const b = a.c.d; }', 'code.js:2:40: TypeError: '],
    ['  console.log(1); return ctx.args.a.b;', 'code.js:2:37: TypeError: '],
  ])('gives the place in the original text: %s', (body, message) => {
    expect(outcomeOf(body)).toEqual({ kind: 'codeError', message: expect.stringContaining(message) });
  });

  it('reports what fails while the module itself runs', () => {
    const text = requestCode('return 1;', 'const a = undefined;\nconst b = a.c;\n');
    const { outcome } = new JsRuntime().compile({ text, origin: 'o' }).evaluate('request', aContext(), host);

    expect(outcome).toEqual({
      kind: 'codeError',
      message: expect.stringContaining('code.js:2:13: TypeError'),
    });
  });
});

describe('isolation', () => {
  const runtime = new JsRuntime();

  it('starts each evaluation with fresh top-level variables', () => {
    const text = requestCode(
      'count += 1; seen.push(1); return [count, seen.length];',
      'let count = 0;\nconst seen = [];\n',
    );
    const compiled = runtime.compile({ text, origin: 'o' });

    const first = compiled.evaluate('request', aContext(), host).outcome;
    const second = compiled.evaluate('request', aContext(), host).outcome;

    expect(first).toEqual({ kind: 'value', value: [1, 1] });
    expect(second).toEqual(first);
  });

  it('keeps nothing that code hangs on its own functions', () => {
    const text = requestCode('help.n = (help.n ?? 0) + 1; return help.n;', 'function help() {}\n');
    const compiled = runtime.compile({ text, origin: 'o' });

    const values = [1, 2].map(() => compiled.evaluate('request', aContext(), host).outcome);

    expect(values).toEqual([
      { kind: 'value', value: 1 },
      { kind: 'value', value: 1 },
    ]);
  });

  it('keeps stash, errors and effects apart', () => {
    const text = requestCode(
      'ctx.stash.a = ctx.args.a; util.appendError(ctx.args.a); extensions.setSubscriptionFilter(ctx.args);',
    );
    const compiled = runtime.compile({ text, origin: 'o' });
    const [one, two] = [aContext({ arguments: { a: '1' } }), aContext({ arguments: { a: '2' } })];

    const first = compiled.evaluate('request', one, host);
    const second = compiled.evaluate('request', two, host);

    expect([one.stash, two.stash]).toEqual([{ a: '1' }, { a: '2' }]);
    expect(first.appendedErrors).toEqual([{ message: '1', errorType: null, data: null, errorInfo: null }]);
    expect(second.appendedErrors).toHaveLength(1);
    expect(first.subscriptionFilter).toEqual({ a: '1' });
    expect(two.outErrors).toEqual([{ message: '2' }]);
  });

  it('lets no code change a built-in for the next one', () => {
    const { outcome } = runtime
      .compile({ text: requestCode('const a = [].map; a.leak = 1; return 1;'), origin: 'o' })
      .evaluate('request', aContext(), host);

    expect(outcome.kind).toBe('codeError');
  });

  it('gives code that writes below its inputs copies of what others share', () => {
    const source = { list: [1], nested: { a: 1 } };
    const args = { a: 1 };
    const context = aContext({ source, arguments: args });

    const body = 'ctx.source.list.push(2); ctx.source.nested.a = 2; ctx.args.a = 2; return [ctx.source, ctx.args];';

    expect(valueOf(body, context)).toEqual([{ list: [1, 2], nested: { a: 2 } }, { a: 2 }]);
    expect(source).toEqual({ list: [1], nested: { a: 1 } });
    expect(args).toEqual({ a: 1 });
    expect(context.arguments).toEqual({ a: 2 });
  });

  it.each([
    'const first = ctx.source.list.find((one) => true); first.x = 9;',
    'for (const one of ctx.source.list) { one.x = 9; }',
    'const { list } = ctx.source; list[0].x = 9;',
    'const copy = { list: ctx.source.list }; copy.list.push(9);',
    'Object.assign(ctx.source.list[0], { x: 9 });',
    'const { list } = ctx.source; list.pop();',
    '[ctx.source.list[0].x] = [9];',
  ])('never lets the source change: %s', (body) => {
    const source = { list: [{ x: 1 }] };

    outcomeOf(body, aContext({ source }));

    expect(source).toEqual({ list: [{ x: 1 }] });
  });

  it('refuses to change the members of ctx through another name', () => {
    expect(outcomeOf('const other = ctx; other.args = 1;').kind).toBe('codeError');
  });
});

describe('limits', () => {
  const long = aContext({ arguments: { list: Array.from({ length: 1_500 }, (_, n) => n) } });

  it.each([
    ['let n = 0; for (const one of ctx.args.list) { n += 1; } return n;', 1_000],
    ['let n = 0; for (const one in ctx.args.list) n += 1; return n;', 1_000],
    ['return ctx.args.list.map((one) => one).length;', 1_000],
    ['return ctx.args.list.filter((one) => true).length;', 1_000],
    ['return ctx.args.list.flatMap((one) => [one, one]).length;', 2_000],
    ['return ctx.args.list.reduce((sum) => sum + 1, 0);', 1_000],
    ['let n = 0; ctx.args.list.forEach(() => { n += 1; }); return n;', 1_000],
    ['return ctx.args.list.find((one) => one === 1200) ?? "none";', 'none'],
    ['return ctx.args.list.findIndex((one) => one === 999);', 999],
    ['return ctx.args.list.some((one) => one > 1100);', false],
    ['return ctx.args.list.every((one) => one < 1100);', true],
    ['return ctx.args.list.findLastIndex((one) => one === 600);', 600],
    ['return ctx.args.list.findLast((one) => one < 500) ?? "none";', 'none'],
    ['return ctx.args.list.reduceRight((first, one) => one, 0);', 500],
    ['return ctx.args?.list.map((one) => one).length;', 1_000],
    ['return ctx.args.list.slice(0, 1200).length;', 1_200],
  ])('ends loops after 1,000 elements without an error: %s', (body, expected) => {
    expect(valueOf(body, long)).toBe(expected);
  });

  it('ends a nest of loops that would hang, and serves the next evaluation', () => {
    const body =
      '  for (const a of ctx.args.list) { for (const b of ctx.args.list) { for (const c of ctx.args.list) {} } }';

    expect(outcomeOf(body, long)).toEqual({
      kind: 'codeError',
      message: expect.stringMatching(/^code\.js:2:\d+: the handler makes more than 100000 calls/),
    });
    expect(valueOf('return 1;')).toBe(1);
  });

  it('ends a loop over a list that grows', () => {
    expect(valueOf('const a = [1]; for (const b of a) { a.push(b); } return a.length;')).toBe(1_001);
  });
});

describe('optional chains', () => {
  it.each([
    ['return ctx.args.none?.list.map((one) => one) ?? "skipped";', 'skipped'],
    ['return ctx.args.a?.list.map((one) => one + 1);', [2]],
    ['return ctx.args.a?.list?.map((one) => one + 1).filter((one) => one > 5);', []],
    ['return ctx.args.a?.["list"].map((one) => ctx.args.a?.list.map((two) => one + two));', [[2]]],
    ['return (ctx.args.none?.list)?.map((one) => one) ?? "skipped";', 'skipped'],
  ])('%s', (body, expected) => {
    expect(valueOf(body, aContext({ arguments: { a: { list: [1] } } }))).toEqual(expected);
  });

  it('still fails where a link without a question mark is missing', () => {
    expect(outcomeOf('return ctx.args.a?.none.map((one) => one);', aContext({ arguments: { a: {} } })).kind).toBe(
      'codeError',
    );
  });
});

describe('code without semicolons', () => {
  it.each([
    ['groups[k] = groups[k] || []\n    groups[k].push(i.id)', { a: [1, 3], b: [2] }],
    ['const list = groups[k]\n    groups[k] = list ? list.concat(i.id) : [i.id]', { a: [1, 3], b: [2] }],
    [
      'const own = groups\n    ctx.stash.list?.items.map((x) => x)\n    own[k] = own[k] ?? []\n    own[k].push(i.id)',
      { a: [1, 3], b: [2] },
    ],
    ['if (!groups[k]) groups[k] = []\n    else groups[k].length\n    groups[k].push(i.id)', { a: [1, 3], b: [2] }],
    [
      'switch (k) {\n      default:\n        groups[k] = groups[k] ?? []\n        groups[k].push(i.id)\n    }',
      { a: [1, 3], b: [2] },
    ],
  ])('%s', (statements, expected) => {
    const body = `  const groups = {}
  for (const i of [{ id: 1, k: 'a' }, { id: 2, k: 'b' }, { id: 3, k: 'a' }]) {
    const k = i.k
    ${statements}
  }
  return groups`;

    expect(valueOf(body)).toEqual(expected);
  });

  it('keeps the places of what fails', () => {
    const { outcome } = evaluateBody('const a = []\nconst k = 0\na[k].push(1)\na[k].push(2)');

    expect(outcome).toEqual({ kind: 'codeError', message: expect.stringMatching(/^code\.js:4:\d+: TypeError: /) });
  });
});

describe('effects', () => {
  it('accepts and refuses response headers', () => {
    const { responseHeaders, headerErrors } = evaluateBody(
      'util.http.addResponseHeaders({ "x-a": 1, "x-b": { c: 1 } }); util.http.addResponseHeader("Content-Type", "a");' +
        'util.http.addResponseHeader("x-amz-a", "a"); util.http.addResponseHeader("", "a"); util.http.addResponseHeader("x-c", null);',
    );

    expect(responseHeaders).toEqual([
      ['x-a', '1'],
      ['x-b', '{"c":1}'],
    ]);
    expect(headerErrors).toHaveLength(4);
  });

  it.each([
    ['x-name', 'Caffè ✓'],
    ['x-name', 'a\\nset-cookie: b'],
    ['bad name', 'a'],
  ])('refuses the header %s: %s, which would never get over the wire', (name, value) => {
    const { responseHeaders, headerErrors } = evaluateBody(`util.http.addResponseHeader("${name}", "${value}");`);

    expect(responseHeaders).toEqual([]);
    expect(headerErrors).toEqual([`The response header ${name} has characters that HTTP does not allow.`]);
  });

  it('the last definition of a header wins, however it is spelt', () => {
    const { responseHeaders } = evaluateBody(
      'util.http.addResponseHeader("X-A", "v"); util.http.addResponseHeader("x-b", "b"); util.http.addResponseHeader("x-a", "w");',
    );

    expect(responseHeaders).toEqual([
      ['x-b', 'b'],
      ['x-a', 'w'],
    ]);
  });

  it('counts the headers of the whole request towards 4 KB', () => {
    const earlier = { ...host, responseHeaders: new Map([['x-a', 'a'.repeat(4_000)]]) };

    const { headerErrors } = evaluateBody(
      `util.http.addResponseHeader("x-b", "${'b'.repeat(100)}");`,
      aContext(),
      earlier,
    );

    expect(headerErrors).toEqual([expect.stringContaining('4096 bytes')]);
  });

  it('copies headers without those of the connection', () => {
    expect(valueOf('return util.http.copyHeaders({ Host: "a", te: "b", "x-a": "c" });')).toEqual({ 'x-a': 'c' });
  });

  it('takes five distinct invalidations in a request and refuses a sixth', () => {
    const call = (n: number): string =>
      `extensions.invalidateSubscriptions({ subscriptionField: "f", payload: { n: ${n} } });`;
    const five = [1, 2, 3, 4, 5, 5].map(call).join('');

    expect(evaluateBody(five).invalidations).toHaveLength(5);
    expect(evaluateBody(five + call(6)).outcome.kind).toBe('codeError');
  });

  it('records filters and cache evictions', () => {
    const evaluation = evaluateBody(
      'extensions.setSubscriptionInvalidationFilter({ filterGroup: [] }); extensions.evictFromApiCache("Query", "f", { "ctx.args.id": 1 });',
    );

    expect(evaluation.invalidationFilter).toEqual({ filterGroup: [] });
    expect(evaluation.evictions).toEqual([{ typeName: 'Query', fieldName: 'f', keyValues: { 'ctx.args.id': 1 } }]);
  });

  it('passes log lines on as they are written', () => {
    const lines: string[] = [];

    evaluateBody('  console.log("a");', aContext(), { ...host, log: (line) => lines.push(line) });

    expect(lines).toEqual(['INFO - code.js:2:3: "a"']);
  });
});

describe('ResolverInfo', () => {
  it('computes the selection once, when it is read', () => {
    let reads = 0;
    const info = new ResolverInfo({
      fieldName: 'f',
      parentTypeName: 'Query',
      variables: {},
      selectionSetList: () => {
        reads += 1;
        return ['id'];
      },
      selectionSetGraphQL: () => '{\n  id\n}',
    });

    expect(valueOf('return ctx.info;', aContext({ info }))).toEqual({
      fieldName: 'f',
      parentTypeName: 'Query',
      variables: {},
    });
    expect(reads).toBe(0);
    expect(valueOf('return [ctx.info.selectionSetList, ctx.info.selectionSetList[0]];', aContext({ info }))).toEqual([
      ['id'],
      'id',
    ]);
    expect(reads).toBe(1);
  });
});
