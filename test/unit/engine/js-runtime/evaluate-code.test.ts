import { describe, expect, it } from '@jest/globals';
import { evaluateCode, evaluateLine, JsRuntime } from '../../../../engine/js-runtime/index.ts';
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
  ])('answers a wrong request with an error: %j', (request, message) => {
    expect(evaluateCode(request).error?.message).toContain(message);
  });

  it('leaves the given context as it was', () => {
    const context = { arguments: { a: 1 }, stash: {} };

    evaluateCode({ code, context, function: 'request' });

    expect(context).toEqual({ arguments: { a: 1 }, stash: {} });
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
