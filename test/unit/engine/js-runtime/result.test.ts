/** 5 MB for what one resolver or function gives (spec 2.3, 10.3). */
import { describe, expect, it } from '@jest/globals';
import { JsRuntime, type Outcome } from '../../../../engine/js-runtime/index.ts';
import { aContext, host, requestCode } from './given.ts';

const engine = new JsRuntime();
const MEGABYTE = 1024 * 1024;
const TOO_LARGE = { kind: 'error', message: 'Transformation too large', errorType: 'MappingTemplate' };

function outcomeOf(body: string, text: string): Outcome {
  const context = aContext({ arguments: { text } });
  const code = requestCode(body, "import { runtime } from '@aws-appsync/utils';\n");
  return engine.compile({ text: code, origin: 'test/code.js' }).evaluate('request', context, host).outcome;
}

describe('the result of a handler', () => {
  it.each([
    ['five texts of a megabyte, less their quotes', 'return [1, 2, 3, 4, 5].map((n) => ctx.args.text);', MEGABYTE - 8],
    ['one text', 'return ctx.args.text;', 5 * MEGABYTE - 2],
  ])('may have 5 MB: %s', (_what, body, length) => {
    expect(outcomeOf(body, 'x'.repeat(length))).toMatchObject({ kind: 'value' });
  });

  it.each([
    ['in many texts', 'return [1, 2, 3, 4, 5, 6].map((n) => ({ n, text: ctx.args.text }));', 'x', MEGABYTE],
    ['in one text with its quotes', 'return ctx.args.text;', 'x', 5 * MEGABYTE - 1],
    ['left early', 'runtime.earlyReturn([ctx.args.text, ctx.args.text, ctx.args.text]);', 'x', 2 * MEGABYTE],
    ['in bytes, not in characters', 'return [ctx.args.text, ctx.args.text];', '€', MEGABYTE],
  ])('is refused beyond: %s', (_what, body, unit, count) => {
    expect(outcomeOf(body, unit.repeat(count))).toMatchObject(TOO_LARGE);
  });
});
