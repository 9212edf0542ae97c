/** A runaway handler is stopped and becomes a code error, nothing leads out of the sandbox, and the next evaluation is served. */
import { setFlagsFromString } from 'node:v8';
import { afterEach, describe, expect, it } from '@jest/globals';
import { JsRuntime, ResolverInfo, type Outcome } from '../../../../engine/js-runtime/index.ts';
import { aContext, host, requestCode } from './given.ts';

const IMPORTS = `import { util, runtime } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
`;
const engine = new JsRuntime({ maxOperations: 200_000 });
const list = Array.from({ length: 1_000 }, (_, n) => n);

function outcomeOf(body: string): Outcome {
  const context = aContext({ arguments: { list, a: { constructor: 'c', prototype: 'p' } } });
  return engine.compile({ text: requestCode(body, IMPORTS), origin: 'test/code.js' }).evaluate('request', context, host)
    .outcome;
}

const loop = (step: string, start: string): string => `let s = ${start}; for (const i of ctx.args.list) { ${step} }`;
const laughs = loop('if (i < 60) { s = [s, s]; }', '[1]');

afterEach(() => {
  expect(outcomeOf('return 1;')).toEqual({ kind: 'value', value: 1 });
});

describe('a runaway handler', () => {
  it.each([
    ['nested loops', 'for (const a of ctx.args.list) for (const b of ctx.args.list) for (const c of ctx.args.list) {}'],
    ['a text that doubles', loop('s = s + s;', '"ab"')],
    ['a text that doubles in place', loop('s += s;', '"ab"')],
    ['a template that doubles', loop('s = `${s}${s}`;', '"ab"')],
    ['a text that concat doubles', loop('s = s.concat(s);', '"ab"')],
    ['a text that is escaped again and again', loop('s = util.escapeJavaScript(s);', '"\\\\"')],
    ['a spread that doubles', loop('s = [...s, ...s];', '[1, 2]')],
    ['a push of a spread', loop('s.push(...s);', '[1, 2]')],
    ['a list that concat doubles', loop('s = s.concat(s);', '[1, 2]')],
    ['a result that holds itself many times', `${laughs} return s;`],
    ['JSON of it', `${laughs} return JSON.stringify(s);`],
    ['text of it', `${laughs} return "" + s;`],
    ['join of it', `${laughs} return s.join();`],
    ['flat of it', `${laughs} return s.flat(Infinity);`],
    ['a log of it', `${laughs} console.log(s);`],
    ['attribute values of it', `${laughs} return util.dynamodb.toDynamoDB(s);`],
    ['a request of it', `${laughs} return ddb.put({ key: { a: 1 }, item: { s } });`],
    ['an early return of it', `${laughs} runtime.earlyReturn(s);`],
    ['an error with it', `${laughs} util.error("a", "b", s);`],
    ['a stash of it', `${laughs} ctx.stash.s = s;`],
    ['a result that holds itself', 'const a = {}; a.a = a; return a;'],
    ['an early return of what holds itself', 'const a = {}; a.a = a; runtime.earlyReturn(a);'],
    ['a stash that holds itself', 'ctx.stash.a = ctx.stash;'],
    ['a deep result', `${loop('for (const j of ctx.args.list) { s = [s]; }', '[]')} return s;`],
    ['JSON of a deep value', `${loop('for (const j of ctx.args.list) { s = [s]; }', '[]')} return JSON.stringify(s);`],
    ['a long list with nothing in it', 'const a = []; a[4000000000] = 1; a.fill(0);'],
    ['a join of it', 'const a = []; a[4000000000] = 1; return a.join("");'],
    ['a method of it by another name', 'const a = []; a[4000000000] = 1; const k = "fi" + "ll"; a[k](0);'],
    ['a result of it', 'const a = []; a[4000000000] = 1; return a;'],
    ['a pattern that backtracks', `return util.matches("(a+)+b", "${'a'.repeat(40)}c");`],
    ['alternatives that backtrack', `return util.matches("(a|a)*b", "${'a'.repeat(40)}c");`],
    ['a replacement that backtracks', `return "${'a'.repeat(40)}c".replaceAll("(a*)*b", "x");`],
    ['a match that backtracks', `return "${'a'.repeat(40)}c".match("(a*)*b");`],
  ])('is stopped: %s', (_name, body) => {
    expect(outcomeOf(body)).toEqual({ kind: 'codeError', message: expect.stringMatching(/^code\.js:\d+:\d+: /) });
  });

  it('is stopped by the clock when its few operations are long ones', () => {
    let now = 0;
    const slow = { ...host, clock: { now: () => (now += 1_500) } };
    const { outcome } = engine
      .compile({ text: requestCode(loop('s += i;', '0')), origin: 'test/code.js' })
      .evaluate('request', aContext({ arguments: { list } }), slow);

    expect(outcome).toEqual({ kind: 'codeError', message: expect.stringContaining('runs longer than 1500 ms') });
  });
});

describe('few operations on large values', () => {
  const big = Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`k${n}`, n]));

  it.each([
    ['copies', 'const o = { ...ctx.args.big };'],
    ['Object.assign', 'const o = Object.assign({}, ctx.args.big);'],
    ['Object.entries', 's += Object.entries(ctx.args.big).length;'],
    ['rests', 'const { k1, ...rest } = ctx.args.big;'],
    ['rests of parameters', 's += rest(ctx.args.big);'],
    ['walks', 'for (const k in ctx.args.big) { break; }'],
    ['JSON texts', 's += JSON.stringify(ctx.args.big).length;'],
    ['attribute values', 's += util.dynamodb.toMapValues(ctx.args.big).k1.N;'],
    ['long texts', 's += ctx.args.text.split("").length;'],
    ['long texts for the library', 's += util.base64Encode(ctx.args.text).length;'],
    ['sorted lists', 'ctx.args.long.sort();'],
  ])('are stopped by the clock after a few: %s', (_name, step) => {
    let looks = 0;
    const slow = { ...host, clock: { now: () => (looks += 1) * 500 } };
    const body = `const rest = ({ k1, ...more }) => k1; let s = 0; for (const i of ctx.args.forty) { ${step} } return s;`;
    const args = { big, forty: list.slice(0, 40), long: Object.keys(big), text: 'a'.repeat(2_000) };
    const { outcome } = new JsRuntime()
      .compile({ text: requestCode(body, IMPORTS), origin: 'test/code.js' })
      .evaluate('request', aContext({ arguments: args }), slow);

    // Forty operations alone would be two looks, and end well.
    expect(outcome).toEqual({ kind: 'codeError', message: expect.stringContaining('runs longer than') });
  });
});

describe('what patterns may do', () => {
  it.each([
    ['util.matches("[a-z0-9]+(-[a-z0-9]+)*", "a-slug-of-several-words")', true],
    ['util.matches("^\\\\d{4}-\\\\d{2}-\\\\d{2}$", "2026-01-31")', true],
    [`"${'ab'.repeat(400)}".replaceAll("a", "").length`, 400],
    ['"v1.2".match("v(\\\\d)\\\\.(\\\\d)")', ['v1.2', '1', '2']],
    ['"v1".match("x")', null],
  ])('%s', (expression, expected) => {
    expect(outcomeOf(`return ${expression};`)).toEqual({ kind: 'value', value: expected });
  });
});

const HIDDEN = 'const k = ["con", "structor"].join("");';

describe('the way out', () => {
  it('is shut where Node exposes its garbage collector, too', () => {
    setFlagsFromString('--expose-gc');
    const runtime = new JsRuntime();
    setFlagsFromString('--no-expose-gc');
    const kindOf = (body: string): string =>
      runtime.compile({ text: requestCode(body), origin: 'o' }).evaluate('request', aContext(), host).outcome.kind;

    expect(kindOf('return 1;')).toBe('value');
    expect(kindOf('gc(); return 1;')).toBe('codeError');
  });

  it.each([
    ['of a library function', `${HIDDEN} return util.autoId[k]("return process")().pid;`],
    ['of an argument', `${HIDDEN} return ctx.args[k][k]("return process")().pid;`],
    ['of a result of the library', `${HIDDEN} return util.dynamodb.toDynamoDB(1)[k][k]("return process")().pid;`],
    ['by a computed pattern', `${HIDDEN} const { [k]: c } = ctx.args; return c;`],
    ['by a list as a key', 'const k = ["constructor"]; return ctx.args[k];'],
    ['by an object as a key', 'const k = { toString: () => "constructor" }; return ctx.args[k];'],
    [
      'by a getter',
      'const g = "__lookup" + "Getter__"; ctx.stash.g = ctx.stash[g]("__pro" + "to__"); ctx.stash.g().x = 1;',
    ],
    ['by the prototype', 'const p = "__pro" + "to__"; ctx.args[p].leak = 1;'],
    ['by its name', 'return ctx.args.constructor;'],
    ['of a list', 'return ctx.args.list.constructor;'],
    ['of a text', 'return "a".constructor;'],
    ['of a number', 'const n = 1; return n.constructor;'],
    ['of an own function', 'const f = function () {}; return f.prototype;'],
    ['of a built-in', 'return ctx.args.list.map.constructor;'],
    ['of a library', 'const u = util; return u.constructor;'],
    ['of ctx', 'return ctx.constructor;'],
    ['of what an own field holds', 'ctx.stash.constructor = {}; return ctx.stash.constructor.constructor;'],
    ['of a deleted field', 'ctx.stash.constructor = 1; delete ctx.stash.constructor; return ctx.stash.constructor;'],
    ['over two lines', 'return ctx.args\n  .constructor;'],
    ['by a computed key in a chain', `${HIDDEN} return ctx.args?.[k];`],
    ['by a compound assignment', `${HIDDEN} ctx.args[k] += 1;`],
    ['by an assignment to the prototype', 'const p = "__pro" + "to__"; ctx.stash[p] = { leak: 1 };'],
    ['by Object', 'const all = Object; return all.getPrototypeOf(ctx.args);'],
  ])('is closed: %s', (_name, body) => {
    expect(outcomeOf(body).kind).toBe('codeError');
  });

  it.each([
    ['literals', 'return { constructor: "Ferrari", prototype: 1 };', { constructor: 'Ferrari', prototype: 1 }],
    [
      'JSON',
      'const o = JSON.parse("{\\"constructor\\":1}"); return { ...o, n: o.constructor };',
      { constructor: 1, n: 1 },
    ],
    ['an argument', 'return [ctx.args.a.constructor, ctx.args.a["prototype"]];', ['c', 'p']],
    [
      'an assignment',
      'const o = {}; o.constructor = "x"; o.prototype = 2; return o;',
      { constructor: 'x', prototype: 2 },
    ],
    [
      'a copy by key',
      'const o = {}; for (const k in ctx.args.a) o[k] = ctx.args.a[k]; return o;',
      { constructor: 'c', prototype: 'p' },
    ],
    [
      'entries',
      'return Object.fromEntries(Object.entries(ctx.args.a).map(([k, v]) => [k, v]));',
      { constructor: 'c', prototype: 'p' },
    ],
    ['a rest', 'const { ...rest } = { ...ctx.args.a, b: 1 }; return rest;', { constructor: 'c', prototype: 'p', b: 1 }],
    ['a deleted member', 'const o = { ...ctx.args.a }; delete o.constructor; return o;', { prototype: 'p' }],
    ['a shorthand', 'const constructor = 1; return { constructor };', { constructor: 1 }],
    [
      'an item to write',
      'return ddb.put({ key: { id: "1" }, item: { constructor: "c" } }).attributeValues;',
      { constructor: { S: 'c' } },
    ],
    ['an own toString', 'const o = {}; o.toString = "a"; o.valueOf = 1; return o;', { toString: 'a', valueOf: 1 }],
    ['a method behind a computed key', 'const k = "joi" + "n"; return [1, 2][k]("-");', '1-2'],
    ['nested computed keys', 'const o = { a: "b", b: { c: "d" } }; return o[o[["a"][0]]]["c"];', 'd'],
  ])('is no matter of fields that data names so: %s', (_name, body, expected) => {
    expect(outcomeOf(body)).toEqual({ kind: 'value', value: expected });
  });

  it.each([
    'const { constructor: c } = ctx.args;',
    'const { constructor } = ctx.args;',
    'const { prototype = 1 } = ctx.args.list.map;',
    'return ctx.args?.constructor;',
    'return ctx?.args.constructor;',
    'ctx.args.constructor += 1;',
    '[ctx.args.constructor] = [1];',
    'return Array.prototype;',
    'return Object.constructor;',
    'return ctx.args.__proto__;',
    'ctx.args.__proto__ = {};',
    'const a = { __proto__: ctx.args };',
  ])('is refused before it runs: %s', (body) => {
    expect(() => outcomeOf(body)).toThrow(expect.objectContaining({ code: 'JS_RUNTIME_CODE_REFUSED' }));
  });

  it.each([
    'const u = util; u.leak = 1;',
    'const { time } = util; time.leak = 1;',
    'const host = ctx.args.list.map; host.leak = 1;',
    'Object.assign(ctx.args.list.map, { leak: 1 });',
    'util.autoId.leak = 1;',
    'runtime.earlyReturn.leak = 1;',
    'ddb.operations.add.leak = 1;',
    'Object.leak = 1;',
    'Object.keys.leak = 1;',
    'const own = [].map; own.leak = 1;',
  ])('lets nothing be hung on what evaluations share: %s', (body) => {
    expect(outcomeOf(body).kind).toBe('codeError');
  });

  it('keeps prototypes as they are, whatever JSON holds', () => {
    const body =
      'const o = JSON.parse("{\\"__proto__\\":{\\"leak\\":1}}"); const p = Object.assign({}, o); return [{}.leak ?? "none", p.own ?? "none"];';

    expect(outcomeOf(body)).toEqual({ kind: 'value', value: ['none', 'none'] });
    expect('leak' in {}).toBe(false);
  });

  it('lets a handler write below ctx.info without the next field seeing it', () => {
    const variables = { a: 1 };
    const info = new ResolverInfo({
      ...{ fieldName: 'f', parentTypeName: 'Query', variables },
      ...{ selectionSetList: () => ['id'], selectionSetGraphQL: () => '' },
    });
    const body = 'ctx.info.variables.a = 2; ctx.info.selectionSetList.push("x"); return ctx.info.variables;';
    const { outcome } = engine
      .compile({ text: requestCode(body), origin: 'test/code.js' })
      .evaluate('request', aContext({ info }), host);

    expect(outcome).toEqual({ kind: 'value', value: { a: 2 } });
    expect(variables).toEqual({ a: 1 });
    expect(info.selectionSetList).toEqual(['id']);
  });
});
