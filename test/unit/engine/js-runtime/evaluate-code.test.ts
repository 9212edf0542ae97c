import { build } from 'esbuild';
import { describe, expect, it } from '@jest/globals';
import { evaluateCode, evaluateLine, JsRuntime, type Evaluation } from '../../../../engine/js-runtime/index.ts';
import { requestCode } from './given.ts';

const code = requestCode('  ctx.stash.a = ctx.args.a; return { b: ctx.args.a };');

describe('evaluateCode', () => {
  it.each([
    ['an object', { arguments: { a: 1 } }],
    ['its JSON text', '{"arguments":{"a":1}}'],
    ['args instead of arguments', { args: { a: 1 } }],
  ])('takes the context as %s', (_name, context) => {
    expect(evaluateCode({ code, context, function: 'request' })).toEqual({
      evaluationResult: '{"b":1}',
      error: null,
      logs: [],
      stash: '{"a":1}',
      outErrors: '[]',
    });
  });

  it('runs the response handler with result, prev and error', () => {
    const text =
      'export function request() {}\nexport function response(ctx) { return [ctx.result, ctx.prev.result, ctx.error.type]; }';
    const context = { result: 1, prev: { result: 2 }, error: { message: 'm', type: 'T' } };

    expect(evaluateCode({ code: text, context, function: 'response' }).evaluationResult).toBe('[1,2,"T"]');
  });

  it('answers refused code with its errors and places', () => {
    expect(evaluateCode({ code: requestCode('  throw 1;'), context: {}, function: 'request' }).error).toMatchObject({
      message: 'The code contains one or more errors.',
      codeErrors: [{ errorType: 'LINT_ERROR', location: { line: 2, column: 3, span: 8 } }],
    });
  });

  it.each([
    [{ context: {}, function: 'request' }, 'code must be a text'],
    [{ code, context: {}, function: 'both' }, "function must be 'request' or 'response'"],
    [{ code, context: '{no', function: 'request' }, 'context is not JSON'],
    [{ code, context: 7, function: 'request' }, 'context must be an object'],
    [{ code: '', context: {}, function: 'request' }, 'length greater than or equal to 1'],
    [{ code: ' '.repeat(32_769), context: {} }, "'code' failed to satisfy constraint: Member must have length less"],
    [
      { code, context: `{}${' '.repeat(28_000)}` },
      "at 'context' failed to satisfy constraint: Member must have length",
    ],
    [{ code, context: '' }, "Value at 'context' failed to satisfy constraint"],
    [{ code, context: {}, runtime: { name: 'APPSYNC_JS', runtimeVersion: '2.0.0' } }, 'runtime must be'],
  ])('answers a wrong request with an error: %j', (request, message) => {
    expect(evaluateCode(request).error?.message).toContain(message);
  });

  it('leaves the given context as it was', () => {
    const context = { arguments: { a: 1 }, stash: {} };

    evaluateCode({ code, context, function: 'request' });

    expect(context).toEqual({ arguments: { a: 1 }, stash: {} });
  });
});

describe('the mocked context', () => {
  const text = requestCode('  return util.authType();', "import { util } from '@aws-appsync/utils';\n");
  const answerTo = (context: object) => evaluateCode({ code: text, context, function: 'request' });

  it.each([
    ['a name that no identity has', { identity: { handlerContext: {} } }, 'ctx.identity'],
    ['one such name among known ones', { identity: { sub: 's', issuer: 'i', claims: {}, role: 'r' } }, 'ctx.identity'],
    ['an identity that is a text', { identity: 'giulia' }, 'ctx.identity'],
    ['an identity that is a list', { identity: [] }, 'ctx.identity'],
    ['arguments that are a list', { arguments: [] }, 'ctx.arguments'],
    ['a stash that is a text', { stash: 'x' }, 'ctx.stash'],
    ['errors that are no list', { outErrors: {} }, 'ctx.outErrors'],
    ['several at once', { prev: 1, error: 'x', identity: 7 }, 'ctx.prev, ctx.error, ctx.identity'],
  ])('is refused for %s', (_name, context, properties) => {
    expect(answerTo(context)).toMatchObject({
      evaluationResult: null,
      error: { message: `The following properties in your mock context object failed validation: ${properties}` },
    });
  });

  it.each([
    ['nothing', {}],
    [
      'null everywhere',
      { arguments: null, stash: null, identity: null, prev: null, error: null, info: null, env: null },
    ],
    ['part of an identity', { identity: { username: 'u', sourceIp: ['127.0.0.1'] } }],
    ['a mixture of identities', { identity: { sub: 's', accountId: '1', resolverContext: {} } }],
    ['members that the service does not know', { anything: 1, request: { headers: { a: 'b' } } }],
    ['any source and result', { source: 'x', result: [1] }],
  ])('is taken with %s', (_name, context) => {
    expect(answerTo(context)).toMatchObject({ evaluationResult: '"API Key Authorization"', error: null });
  });
});

describe('without a function', () => {
  it('checks the code, and runs nothing', () => {
    expect(evaluateCode({ code, context: {} })).toEqual({
      evaluationResult: null,
      error: null,
      logs: [],
      stash: '{}',
      outErrors: '[]',
    });
    expect(evaluateCode({ code: requestCode('  throw 1;'), context: {} }).error?.codeErrors).toHaveLength(1);
  });
});

describe('what a caller of its own gets', () => {
  it('observes the error type that the answer leaves out', () => {
    const text = requestCode('  util.error("No", "Forbidden");', "import { util } from '@aws-appsync/utils';\n");
    const seen: unknown[] = [];
    const observe = (evaluation: Evaluation): void => void seen.push(evaluation.outcome);

    expect(evaluateCode({ code: text, context: {}, function: 'request' }, { observe }).error).toEqual({
      message: 'No',
    });
    expect(seen).toEqual([{ kind: 'error', message: 'No', errorType: 'Forbidden', data: null, errorInfo: null }]);
  });

  it('shares no state between evaluations of code that is kept', () => {
    const runtime = new JsRuntime();
    const counting = requestCode('  seen.push(1); return seen.length;', 'const seen = [];\n');
    const count = () =>
      evaluateCode({ code: counting, context: {}, function: 'request' }, { runtime }).evaluationResult;

    expect([count(), count()]).toEqual(['1', '1']);
  });

  it('forgets the oldest of many texts, and compiles it again', () => {
    const runtime = new JsRuntime();
    const results = Array.from({ length: 120 }, (_, n) => {
      const text = requestCode(`  return ${n % 60};`);
      return evaluateCode({ code: text, context: {}, function: 'request' }, { runtime }).evaluationResult;
    });

    expect(results).toEqual(Array.from({ length: 120 }, (_, n) => String(n % 60)));
  });
});

describe('places', () => {
  const source = [
    'interface Args { readonly list: readonly number[]; readonly key: string }',
    'export function request(ctx: { args: Args; result: { a: { b: number } } }) {',
    '  const { list, key } = ctx.args;',
    '  for (const n of list.map((each) => each + 1)) console.log(n, list[Number(key)] ?? "none");',
    '  const copy = { ...ctx.args }; console.error(`${copy.key}!`);',
    '  return list.map((n) => `${n}` + ctx.result.a.b);',
    '}',
    'export function response() { return null; }',
  ].join('\n');

  it.each([
    ['without a source map', ''],
    ['with one that says nothing', '\n//# sourceMappingURL=data:application/json;base64,e30='],
    ['with one that cannot be read', '\n//# sourceMappingURL=data:application/json;base64,eA=='],
  ])('are those of the given code, %s', (_name, end) => {
    const javascript = source.replace(/^interface.*\n/, '\n').replace(/: \{ args: Args; result.*\) \{/, ') {');
    const answer = evaluateCode({
      code: `${javascript}${end}`,
      context: { arguments: { list: [1], key: '0' } },
      function: 'request',
    });

    expect(answer.logs).toEqual(['INFO - code.js:4:49: 2 1', 'ERROR - code.js:5:33: "0!"']);
    expect(answer.error?.message).toMatch(
      /^code\.js:6:\d+: TypeError: Cannot read properties of undefined \(reading 'a'\)$/,
    );
    expect(javascript.split('\n')[5]?.slice(Number(/:6:(\d+):/.exec(answer.error?.message ?? '')?.[1]) - 1)).toMatch(
      /^a\.b/,
    );
  });
});

describe('places of bundled code', () => {
  const shared =
    'export const shout = (value: { readonly text: { readonly name: string } }) => {\n  return value.text.name;\n};\n';
  const entry = [
    "import { shout } from './shared.ts';",
    'interface Context { readonly args: { readonly text: { readonly name: string } } }',
    'export function request(ctx: Context) {',
    '  console.log("asked");',
    '  return shout(ctx.args);',
    '}',
    'export function response() { return null; }',
  ].join('\n');

  const bundled = async (sourcemap: 'inline' | false): Promise<string> => {
    const { outputFiles } = await build({
      stdin: { contents: entry, sourcefile: 'functions/getPost.ts', loader: 'ts' },
      plugins: [
        {
          name: 'shared',
          setup(one) {
            one.onResolve({ filter: /shared/ }, () => ({ path: 'shared.ts', namespace: 'functions' }));
            one.onLoad({ filter: /./, namespace: 'functions' }, () => ({ contents: shared, loader: 'ts' }));
          },
        },
      ],
      ...{ bundle: true, write: false, format: 'esm', platform: 'node', target: 'esnext', sourcemap },
      ...{ sourcesContent: false, external: ['@aws-appsync/utils'] },
    });
    return outputFiles[0]?.text ?? '';
  };

  it('are those of the files it was made of, with an inline source map', async () => {
    const given = { code: await bundled('inline'), context: { arguments: {} }, function: 'request' };
    const { logs, error } = evaluateCode(given);

    expect(logs).toEqual(['INFO - functions/getPost.ts:4:3: "asked"']);
    expect(error?.message).toMatch(/^functions:shared\.ts:2:\d+: TypeError: /);
  });

  it('are those of the bundle without one', async () => {
    const given = { code: await bundled(false), context: { arguments: {} }, function: 'request' };

    expect(evaluateCode(given).logs[0]).toMatch(/^INFO - code\.js:\d+:3: "asked"$/);
  });
});

describe('evaluateLine', () => {
  const runtime = new JsRuntime();

  it.each(['not json', '[]', '7', 'null'])('answers the bad line %s with an error object', (line) => {
    const answer: unknown = JSON.parse(evaluateLine(line, runtime));

    expect(answer).toMatchObject({
      evaluationResult: null,
      error: { message: expect.any(String) },
      logs: [],
    });
  });

  it('answers a good line in one line', () => {
    const answer = evaluateLine(JSON.stringify({ code, context: {}, function: 'request' }), runtime);

    expect(answer).not.toContain('\n');
    expect(JSON.parse(answer)).toMatchObject({ evaluationResult: '{}', error: null });
  });
});
