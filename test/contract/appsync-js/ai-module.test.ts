/** spec/appsync-resolvers 7.6: the documented shapes of requests to the Bedrock runtime. */
import { describe, expect, it } from '@jest/globals';
import { evaluateCode } from '../../../engine/js-runtime/index.ts';

const evaluated = (call: string): string | null =>
  evaluateCode({
    code: `import { invokeModel, converse } from '@aws-appsync/utils/ai';
export function request(ctx) { return ${call}; }
export function response(ctx) { return ctx.result; }`,
    context: {},
    function: 'request',
  }).evaluationResult;

describe('@aws-appsync/utils/ai', () => {
  it.each([
    [
      'invokeModel({ modelId: "m", body: { inputText: "hi" }, guardrailTrace: undefined })',
      { operation: 'InvokeModel', modelId: 'm', body: { inputText: 'hi' } },
    ],
    [
      'converse({ modelId: "m", messages: [{ role: "user", content: [{ text: "hi" }] }], system: null })',
      { operation: 'Converse', modelId: 'm', messages: [{ role: 'user', content: [{ text: 'hi' }] }] },
    ],
  ])('%s', (call, expected) => {
    expect(JSON.parse(evaluated(call) ?? '')).toEqual(expected);
  });
});
