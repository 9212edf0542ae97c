import { describe, expect, it } from '@jest/globals';
import { createLog } from '../../../../engine/kernel/index.ts';
import { writeFunctionLine } from '../../../../engine/lambda-host/log-line.ts';

function written(text: string, level: 'debug' | 'info' | 'warn' | 'error' = 'info'): unknown {
  const lines: unknown[] = [];
  const log = createLog('debug', (line) => lines.push(JSON.parse(line)));
  writeFunctionLine(log, { functionName: 'redeem', requestId: 'r-1', level, text });
  return lines;
}

const common = { functionName: 'redeem', requestId: 'r-1' };

describe('writeFunctionLine', () => {
  it.each([
    ['plain text', 'hello', { level: 'info', message: 'hello' }],
    ['text that only starts like JSON', '{oops', { level: 'info', message: '{oops' }],
    ['a JSON object', '{"message":"sold","sku":"mug"}', { level: 'info', message: 'sold', sku: 'mug' }],
    ['a level of the object', '{"level":"WARN","message":"low"}', { level: 'warn', message: 'low' }],
    ['a level that nobody knows', '{"level":"LOUD","message":"low"}', { level: 'info', message: 'low' }],
    ['a message that is no text', '{"message":{"a":1}}', { level: 'info', message: { a: 1 } }],
    ['a JSON list', '[1]', { level: 'info', message: '[1]' }],
  ])('keeps %s', (_name, text, expected) => {
    expect(written(text)).toEqual([{ ...expected, ...common }]);
  });

  it('lets the function name its own request', () => {
    expect(written('{"message":"m","requestId":"own"}')).toEqual([
      { level: 'info', message: 'm', functionName: 'redeem', requestId: 'own' },
    ]);
  });
});
