import { describe, expect, it } from '@jest/globals';
import { checkCode, compileCode, type Finding } from '../../../../engine/js-runtime/index.ts';
import { requestCode } from './given.ts';

const rulesIn = (text: string, severity: Finding['severity'] = 'error'): string[] =>
  checkCode(text)
    .filter((finding) => finding.severity === severity)
    .map((finding) => finding.rule);

const REFUSED_BODIES: readonly (readonly [body: string, rule: string])[] = [
  ['for (let i = 0; i < 3; i += 1) {}', 'no-for'],
  ['while (true) {}', 'no-while'],
  ['do {} while (true)', 'no-while'],
  ['for (const a of [1]) { continue; }', 'no-continue'],
  ['outer: for (const a of [1]) {}', 'no-labels'],
  ['try { return 1; } finally {}', 'no-try'],
  ['throw ctx;', 'no-throw'],
  ['class A {}', 'no-classes'],
  ['const f = async () => 1;', 'no-async'],
  ['const f = function* () {};', 'no-generators'],
  ['return this;', 'no-this'],
  ['return /a/;', 'no-regex'],
  ['let a = 1; a++;', 'no-disallowed-unary-operators'],
  ['let a = 1; --a;', 'no-disallowed-unary-operators'],
  ['return ~1;', 'no-disallowed-unary-operators'],
  ['return "a" in ctx;', 'no-in-operator'],
  ['return ctx instanceof Object;', 'no-disallowed-binary-operators'],
  ['return new Promise(1);', 'no-promise'],
  ['return new Date();', 'no-new'],
  ['return import("a");', 'no-dynamic-import'],
  ['const f = () => 1; return f;', 'no-function-return'],
  ['return () => 1;', 'no-function-return'],
  ['const f = () => () => 1;', 'no-function-return'],
  ['const f = () => 1; const g = f;', 'no-function-reassign'],
  ['const f = () => 1; let g; g = f;', 'no-function-reassign'],
  ['const f = (g) => 1; return f(() => 1);', 'no-function-passing'],
  ['return [2, 1].sort((a, b) => a - b);', 'no-function-passing'],
  ['return JSON.stringify({}, () => 1);', 'no-function-passing'],
  ['const f = () => 1; return f.call(1);', 'no-reflective-call'],
  ['ctx = 1;', 'no-disallowed-re-assignment'],
  ['ctx.args = 1;', 'no-disallowed-re-assignment'],
  ['ctx["stash"] = 1;', 'no-disallowed-re-assignment'],
  ['delete ctx.stash;', 'no-disallowed-re-assignment'],
  ['for (ctx.args in { a: 1 }) {}', 'no-disallowed-re-assignment'],
  ['ctx.added = 1;', 'no-disallowed-re-assignment'],
  ['return Object.freeze({});', 'no-disallowed-methods'],
  ['return [].keys();', 'no-disallowed-methods'],
  ['return Array.from([]);', 'no-disallowed-methods'],
  ['return "a".padStart(2);', 'no-disallowed-methods'],
  ['return Date;', 'no-global'],
  ['return globalThis;', 'no-global'],
  ['return setTimeout;', 'no-global'],
  ['return ctx.args.__proto__;', 'no-prototype-access'],
  ['return util.isNull(1);', 'unknown-member'],
  ['return util.dynamodb.toDynamoDBJson(1);', 'unknown-member'],
  ['return extensions.publish(1);', 'unknown-member'],
];

const ACCEPTED_BODIES = [
  'const { args: { id } } = ctx; ctx.args.something = id; return id;',
  'ctx.stash.list = [...(ctx.stash.list ?? []), 1]; delete ctx.stash.old;',
  'const print = (n) => n * 2; return [1].map(print);',
  'return [1, 2].map(function (n) { return n; }).filter((n) => n > 1).flatMap((n) => [n]);',
  'for (const key in ctx.args) { if (key === "a") break; }',
  'switch (ctx.args.a) { case 1: return 1; default: return void 0; }',
  'let total = 0; total += 1; total **= 2; return typeof total;',
  'const [a, ...rest] = ctx.args.list; return { ...ctx.args, a, rest, b: `x${a}` };',
  'const sum = (...all) => all.length; return sum(1, 2);',
  'return ctx.args?.list?.map((one) => one?.id) ?? [];',
  'return [util.dynamodb.toString("a"), util.str.normalize("a", "nfc")];',
  'if (true) { const ctx = 1; return ctx; }',
  // Forms that published resolvers use.
  'const first = (value, index, self) => self.indexOf(value) === index; return ctx.args.list.filter(first);',
  'ctx.result.__evict.forEach((one) => { extensions.evictFromApiCache(one[0], one[1], one[2]); }); delete ctx.result.__evict;',
  'const { result: { data = [], statusCode: code } } = ctx; return util.appendError(`${code}`, "T", data);',
  'const { id, ...values } = ctx.args.input; return { ...values, constructor: values.constructor, prototype: id };',
  'const fetch = ({ method = "GET", body: _body }) => ({ method, body: typeof _body === "object" ? 1 : _body }); return fetch({});',
];

describe('checkCode', () => {
  it.each(REFUSED_BODIES)('refuses %s', (body, rule) => {
    expect(rulesIn(requestCode(body))).toContain(rule);
  });

  it.each(ACCEPTED_BODIES)('accepts %s', (body) => {
    expect(checkCode(requestCode(body))).toEqual([]);
  });

  it('refuses recursion, direct and over several functions', () => {
    const direct = 'function f(n) { return f(n - 1); }\n';
    const cycle = 'function a() { return b(); }\nvar b = function () { return c(); };\nconst c = () => a();\n';

    expect(rulesIn(requestCode('', direct))).toEqual(['no-recursion']);
    expect(rulesIn(requestCode('', cycle))).toEqual(['no-recursion', 'no-recursion', 'no-recursion']);
    expect(checkCode(requestCode('', cycle))[0]?.message).toContain('a <-b <-c <-a');
  });

  it.each([
    ["import fs from 'fs';\n", 'foreign-import'],
    ["import { x } from './local.js';\n", 'foreign-import'],
    ["import { selekt } from '@aws-appsync/utils/rds';\n", 'unknown-member'],
    ["import * as rds from '@aws-appsync/utils/rds';\nconst a = rds.typeHint.UID;\n", 'unknown-member'],
    ["import { convers } from '@aws-appsync/utils/ai';\n", 'unknown-member'],
    ["import { x } from '@aws-appsync/utils/lambda';\n", 'foreign-import'],
    ["import { x } from '@aws-appsync/utils.js';\n", 'foreign-import'],
    ["import { nothing } from '@aws-appsync/utils';\n", 'unknown-member'],
    ["import ddb from '@aws-appsync/utils/dynamodb';\n", 'unknown-member'],
    ["import * as ddb from '@aws-appsync/utils/dynamodb';\nconst a = ddb.gett;\n", 'unknown-member'],
    ['export default 1;\n', 'export-form'],
  ])('refuses %s', (before, rule) => {
    expect(rulesIn(requestCode('', before))).toContain(rule);
  });

  it('accepts what esbuild writes', () => {
    const code = [
      'import { util as util2 } from "@aws-appsync/utils";',
      'import * as ddb from "@aws-appsync/utils/dynamodb";',
      'import { get as get2 } from "@aws-appsync/utils/dynamodb";',
      'var PK = "A";',
      'function request(ctx) { return get2({ key: { id: util2.autoId() + PK } }); }',
      'var response = (ctx) => ddb.scan({});',
      'export {\n  request,\n  response\n};',
      '//# sourceMappingURL=data:application/json;base64,e30=',
    ].join('\n');

    expect(checkCode(code)).toEqual([]);
  });

  it('refuses code without both handlers, and handlers that are no functions', () => {
    expect(rulesIn('export function request() {}')).toEqual(['missing-export']);
    expect(rulesIn('export const request = 1;\nexport function response() {}')).toEqual(['missing-export']);
  });

  it('refuses more than 32,000 characters', () => {
    const code = requestCode('');
    const padded = (length: number): string => `${code}\n//${'x'.repeat(length - code.length - 3)}`;

    expect(rulesIn(padded(32_000))).toEqual([]);
    expect(rulesIn(padded(32_001))).toEqual(['code-size']);
  });

  it('tells where and how far', () => {
    expect(checkCode(requestCode('  for (;;) {}'))).toEqual([
      {
        severity: 'error',
        rule: 'no-for',
        message: 'For statements are not supported.',
        errorType: 'LINT_ERROR',
        line: 2,
        column: 3,
        span: 11,
      },
    ]);
  });

  it('reports a syntax error as the parser does', () => {
    expect(checkCode('export function request( {')).toMatchObject([
      { rule: 'parser', errorType: 'PARSE_ERROR', line: 1 },
    ]);
  });

  it.each(['return [1].includes(1);', 'return Math.abs(-1);', 'return (1).toFixed(2);'])(
    'warns of a built-in that no document names: %s',
    (body) => {
      expect(rulesIn(requestCode(body))).toEqual([]);
      expect(rulesIn(requestCode(body), 'warning')).toEqual(['undocumented-built-in']);
    },
  );
});

describe('what people saw AppSync do otherwise', () => {
  it.each([
    ['return parseInt("1");', /write \+x/],
    ['return parseFloat("1");', /write \+x/],
    ['return Number("1");', /write \+x/],
    ['let a = 1; a ??= 2; return a;', /a = a \?\? b/],
    ['let a = 1; a ||= 2; return a;', /a = a \|\| b/],
    ['return ctx.args.id ?? util.autoId();', /conditional expression/],
    ['switch (ctx.args?.id) { default: return 1; }', /a name first/],
  ])('is remarked on, and runs: %s', (body, message) => {
    const code = requestCode(body, "import { util } from '@aws-appsync/utils';\n");
    expect(checkCode(code)).toMatchObject([
      { severity: 'warning', rule: 'observed-on-aws', message: expect.stringMatching(message) },
    ]);
  });

  it.each(['return ctx.args.id ?? 1;', 'return ctx.args.id ? util.autoId() : 1;', 'let a = 1; a += 2; return +a;'])(
    'is not seen in %s',
    (body) => {
      expect(checkCode(requestCode(body, "import { util } from '@aws-appsync/utils';\n"))).toEqual([]);
    },
  );
});

describe('compileCode', () => {
  it('fails once, with every place, rule and the origin', () => {
    const compile = (): unknown =>
      compileCode({ text: requestCode('  throw 1;\n  while (true) {}'), origin: 'a/code.js' });

    expect(compile).toThrow(
      expect.objectContaining({
        code: 'JS_RUNTIME_CODE_REFUSED',
        kind: 'user',
        message: expect.stringMatching(/a\/code\.js:2:3 .*\(no-throw\)\n {2}a\/code\.js:3:3 .*\(no-while\)/),
      }),
    );
  });
});
