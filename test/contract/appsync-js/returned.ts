/** Runs expressions as a resolver would, through the same door as `npm run evaluate`. */
import {
  evaluateCode,
  JsRuntime,
  type EvaluateCodeAnswer,
  type EvaluationHost,
} from '../../../engine/js-runtime/index.ts';

const runtime = new JsRuntime();

/** 2018-02-06T19:01:35.749Z, the instant of AWS's own samples. */
export const NOW_MS = 1_517_943_695_749;

export const fixedHost: EvaluationHost = {
  clock: { now: () => NOW_MS },
  random: {
    uuid: () => '7b7f2c1e-7a52-4a77-9f0e-0d6a1e9f0c11',
    number: () => 0.5,
    bytes: (length) => new Uint8Array(length).fill(7),
  },
};

const IMPORTS = `import { util, extensions, runtime } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import * as rds from '@aws-appsync/utils/rds';
`;

/** The whole answer of a request handler with this body. */
export function answerTo(body: string, context: object = {}): EvaluateCodeAnswer {
  const code = `${IMPORTS}export function request(ctx) {\n${body}\n}\nexport function response(ctx) { return ctx.result; }`;
  return evaluateCode({ code, context, function: 'request' }, { runtime, host: fixedHost });
}

/** The JSON text that an expression evaluates to. */
export function returned(expression: string, context: object = {}): string | null {
  const { evaluationResult, error } = answerTo(`  return ${expression};`, context);
  if (error !== null) throw new Error(JSON.stringify(error));
  return evaluationResult;
}
