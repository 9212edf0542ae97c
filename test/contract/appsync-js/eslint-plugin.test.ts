/** The checker against AWS's own lint plugin (`base`: the rules that need no type information), over the same texts.
 * The checker is stricter in one thing: it also refuses class expressions, `throw` and other `new`. */
import { describe, expect, it } from '@jest/globals';
import plugin from '@aws-appsync/eslint-plugin';
import { Linter } from 'eslint';
import { checkCode } from '../../../engine/js-runtime/index.ts';

const linter = new Linter();

const inHandler = (body: string): string =>
  `export function request(ctx) {\n${body}\n}\nexport function response(ctx) { return ctx.result; }`;

const PREFIX = '@aws-appsync/';
const { rules } = (plugin.configs as unknown as Readonly<Record<'base', { readonly rules: Linter.RulesRecord }>>).base;
const baseRules = Object.keys(rules).map((name) => name.replace(PREFIX, ''));

function lintedRules(code: string): string[] {
  const config = { plugins: { '@aws-appsync': plugin }, rules } as unknown as Linter.Config;
  const messages = linter.verify(code, config);
  return [...new Set(messages.map(({ ruleId, message }) => (ruleId ?? message).replace(PREFIX, '')))].sort();
}

function checkedRules(code: string): string[] {
  const found = checkCode(code).filter(({ severity, rule }) => severity === 'error' && baseRules.includes(rule));
  return [...new Set(found.map(({ rule }) => rule))].sort();
}

const BODIES = [
  ...['const f = async () => { await 1; };', 'class A {}', 'for (;;) {}', 'for (const a of []) continue;'],
  ...['function* g() { yield 1; }', 'a: for (const b of []) break a;', 'return /a/;', 'return this.a;', 'while (1) {}'],
  ...['try { f(); } catch (e) { g(); }', 'do {} while (1);', 'ctx.args.n++;', '--ctx.args.n;', 'return ~ctx.args.n;'],
  ...['return ctx instanceof Object;', 'return "a" in ctx;', 'return new Promise(1);', 'ctx = 1;', 'ctx.args = 1;'],
  ...['ctx["stash"] = 1;', 'delete ctx.stash;', 'ctx.added = 1;', 'for (ctx.args in { a: 1 }) {}', 'ctx.args.a = 1;'],
  ...['ctx.stash.a = 1; delete ctx.stash.a;', 'if (true) { const ctx = 1; return ctx; }', 'return -1 + +1;'],
  ...[
    'for (const a of [1]) { ctx.stash.n = a; }',
    'const { args: { id } } = ctx; return id;',
    'return ctx.args.list.map((a) => a);',
  ],
  ...[
    'return myObj[ctx.args] = 1;',
    'return void 0;',
    'return typeof ctx;',
    'return `a${ctx.args.a}`;',
    'return ctx?.args ?? 1;',
  ],
];

describe('checkCode and @aws-appsync/eslint-plugin', () => {
  it.each(BODIES)('agree on %s', (body) => {
    const code = inHandler(body);

    expect(checkedRules(code)).toEqual(lintedRules(code));
  });
});
