import { describe, expect, it } from '@jest/globals';
import { evaluateCode } from '../../../../engine/js-runtime/index.ts';

const HEAD = "import { runtime, util } from '@aws-appsync/utils';\n";

/** What the handler gives and what it logged: nothing may run behind an early return. */
function answerTo(code: string): { readonly result: unknown; readonly error: unknown; readonly logs: number } {
  const { evaluationResult, error, logs } = evaluateCode({ code, context: {}, function: 'request' });
  return {
    result: evaluationResult === null ? null : (JSON.parse(evaluationResult) as unknown),
    error,
    logs: logs.length,
  };
}

const given = (result: unknown) => ({ result, error: null, logs: 0 });
const RESPONSE = '\nexport const response = () => 1;';

describe('runtime.earlyReturn', () => {
  it.each([
    ['as a statement', 'export function request() { runtime.earlyReturn(1); console.log("behind"); return 2; }'],
    ['as what is returned', 'export function request() { return runtime.earlyReturn(1); }'],
    ['as the body of an arrow function', 'export const request = () => runtime.earlyReturn(1);'],
    [
      'behind a condition',
      'export function request() { if (true) runtime.earlyReturn(1); console.log("b"); return 2; }',
    ],
    ['within a loop', 'export function request() { for (const x of [1, 2]) runtime.earlyReturn(x); return 3; }'],
    [
      'within a case',
      'export function request() { switch (1) { case 1: runtime.earlyReturn(1); default: return 2; } }',
    ],
    [
      'within an expression',
      'export function request() { const x = [runtime.earlyReturn(1)]; console.log(x); return x; }',
    ],
    [
      'within a callback',
      'export function request() { [1, 2].forEach((x) => { runtime.earlyReturn(x); }); return 3; }',
    ],
    [
      'within a helper',
      'const leave = (x) => { runtime.earlyReturn(x); };\nexport const request = () => { leave(1); return 2; };',
    ],
    ['of a handler that is exported below', 'const request = () => runtime.earlyReturn(1);\nexport { request };'],
    ['as a statement over two lines', 'export function request() {\n  runtime\n    .earlyReturn(1);\n  return 2;\n}'],
  ])('ends the handler %s', (_where, code) => {
    expect(answerTo(HEAD + code + RESPONSE)).toEqual(given(1));
  });

  it('ends the handler under another name and as a global', () => {
    const renamed =
      "import { runtime as r } from '@aws-appsync/utils';\nexport const request = () => { r.earlyReturn(1); };";

    expect(answerTo(renamed + RESPONSE)).toEqual(given(1));
    expect(answerTo(`export const request = () => runtime.earlyReturn(1);${RESPONSE}`)).toEqual(given(1));
  });

  it('is the handler’s own where a local has its name', () => {
    const code = 'export const request = () => { const runtime = { earlyReturn: 5 }; return runtime.earlyReturn; };';

    expect(answerTo(code + RESPONSE)).toEqual(given(5));
  });

  it('ends both handlers when one calls the other', () => {
    const code = `${HEAD}export function request() { runtime.earlyReturn(1); }
export function response(ctx) { const value = request(ctx); console.log(value); return 2; }`;
    const { evaluationResult, logs } = evaluateCode({ code, context: {}, function: 'response' });

    expect({ evaluationResult, logs }).toEqual({ evaluationResult: '1', logs: [] });
  });

  it('refuses a jump that does not exist, with its place', () => {
    const code = `${HEAD}export function request() {\n  runtime.earlyReturn(1, { skipTo: 'START' });\n}${RESPONSE}`;

    expect(answerTo(code)).toMatchObject({
      error: { message: "code.js:3:11: earlyReturn takes skipTo 'NEXT' or 'END'" },
    });
  });
});
