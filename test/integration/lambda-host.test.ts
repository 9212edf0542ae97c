import { afterEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { ARN, aFolder, aFunction, closeAll, hosting, inline } from './lambda-host-given.ts';

afterEach(closeAll);

describe('handlers', () => {
  const cases: { name: string; code: string; payload?: unknown; expected: unknown }[] = [
    {
      name: 'async',
      code: 'exports.handler = async (event) => ({ got: event.x })',
      payload: { x: 1 },
      expected: { got: 1 },
    },
    { name: 'callback', code: 'exports.handler = (e, c, cb) => { setTimeout(() => cb(null, 5), 1) }', expected: 5 },
    { name: 'sync return', code: 'exports.handler = () => "now"', expected: 'now' },
    {
      name: 'context.succeed',
      code: 'exports.handler = (e, c) => { setImmediate(() => c.succeed([1])) }',
      expected: [1],
    },
    { name: 'an undefined answer', code: 'exports.handler = async () => {}', expected: null },
    { name: 'a promise that never settles', code: 'exports.handler = () => new Promise(() => {})', expected: null },
    { name: 'a callback that is never called', code: 'exports.handler = (e, c, cb) => {}', expected: null },
    { name: 'an absent payload', code: 'exports.handler = async (event) => event', expected: {} },
    { name: 'a null payload', code: 'exports.handler = async (event) => event', payload: null, expected: null },
    { name: 'nested exports', code: 'exports.handler = { inner: async () => 9 }', expected: 9 },
  ];

  it.each(cases)('answers of $name', async ({ name, code, payload, expected }) => {
    const { host } = hosting([inline(code, name === 'nested exports' ? { handler: 'index.handler.inner' } : {})]);

    expect(await host.invoke({ function: 'greet', payload })).toEqual({ ok: true, payload: expected });
    expect(await host.invoke({ function: 'greet', payload })).toEqual({ ok: true, payload: expected });
  });

  it('waits for an empty event loop after a callback, as callbackWaitsForEmptyEventLoop says', async () => {
    const code = (setting: string): string =>
      `let late = false;
       exports.handler = (e, c, cb) => { const before = late; ${setting} setTimeout(() => { late = true }, 100); cb(null, before) };`;
    const { host } = hosting([
      inline(code(''), { functionName: 'waits' }),
      inline(code('c.callbackWaitsForEmptyEventLoop = false;'), { functionName: 'hurries' }),
    ]);
    await host.invoke({ function: 'waits', payload: null });
    expect(await host.invoke({ function: 'waits', payload: null })).toEqual({ ok: true, payload: true });

    await host.invoke({ function: 'hurries', payload: null });
    expect(await host.invoke({ function: 'hurries', payload: null })).toEqual({ ok: true, payload: false });
  });

  it('gives the context object of Lambda', async () => {
    const { host } = hosting([
      inline('exports.handler = async (e, c) => ({ ...c, remaining: c.getRemainingTimeInMillis() })'),
    ]);

    const outcome = await host.invoke({ function: `${ARN}greet:live`, payload: {} });

    expect(outcome.payload).toEqual({
      functionName: 'greet',
      functionVersion: '7',
      invokedFunctionArn: `${ARN}greet:live`,
      memoryLimitInMB: '128',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      logGroupName: '/aws/lambda/greet',
      logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[7\][0-9a-f]{32}$/),
      callbackWaitsForEmptyEventLoop: true,
      remaining: expect.any(Number),
    });
  });

  it('shows the environment of Lambda and nothing of the host', async () => {
    const { host } = hosting([inline('exports.handler = async () => process.env', { environment: { TABLE: 'T' } })]);

    const { payload } = await host.invoke({ function: 'greet', payload: {} });

    expect(payload).toMatchObject({
      TABLE: 'T',
      AWS_LAMBDA_FUNCTION_NAME: 'greet',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      LAMBDA_TASK_ROOT: '/var/task',
      _HANDLER: 'index.handler',
      TZ: ':UTC',
      AWS_ACCESS_KEY_ID: 'LOCAL',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    });
    expect(payload).not.toHaveProperty('HOME');
    expect(payload).not.toHaveProperty('NODE_ENV');
  });
});

describe('bundles', () => {
  const folders: { name: string; files: Readonly<Record<string, string>>; handler?: string }[] = [
    {
      name: 'index.js as CommonJS, whatever package.json stands above',
      files: { 'index.js': 'exports.handler = async () => "ok"' },
    },
    { name: 'index.cjs', files: { 'index.cjs': 'exports.handler = async () => "ok"' } },
    {
      name: 'index.mjs',
      files: { 'index.mjs': 'const v = await Promise.resolve("ok"); export const handler = async () => v' },
    },
    {
      name: 'index.js of a module package',
      files: { 'package.json': '{"type":"module"}', 'index.js': 'export const handler = async () => "ok"' },
    },
    {
      name: 'a folder with a second file',
      files: { 'src/index.js': 'exports.handler = async () => require("./b.js")', 'src/b.js': 'module.exports = "ok"' },
      handler: 'src/index.handler',
    },
    {
      name: 'the AWS SDK of the runtime',
      files: {
        'index.js':
          'const s = require("@aws-sdk/client-dynamodb"); exports.handler = async () => s.DynamoDBClient && "ok"',
      },
    },
  ];

  it.each(folders)('loads $name', async ({ files, handler = 'index.handler' }) => {
    const { host } = hosting([aFunction({ code: aFolder(files), handler })]);

    expect(await host.invoke({ function: 'greet', payload: {} })).toEqual({ ok: true, payload: 'ok' });
  });

  const broken: {
    name: string;
    files: Readonly<Record<string, string>>;
    handler?: string;
    errorType: string;
    errorMessage: string;
  }[] = [
    {
      name: 'a package that the bundle lacks',
      files: { 'index.js': 'require("graphql"); exports.handler = 1' },
      errorType: 'Runtime.ImportModuleError',
      errorMessage: "Error: Cannot find module 'graphql'",
    },
    {
      name: 'a missing file',
      files: {},
      errorType: 'Runtime.ImportModuleError',
      errorMessage: "Cannot find module 'index'",
    },
    {
      name: 'a missing export',
      files: { 'index.js': '' },
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: 'index.handler is undefined or not exported',
    },
    {
      name: 'a syntax error',
      files: { 'index.js': 'exports.handler = (' },
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: 'SyntaxError: ',
    },
    {
      name: 'a bad handler name',
      files: { 'index.js': '' },
      handler: 'index',
      errorType: 'Runtime.MalformedHandlerName',
      errorMessage: 'Bad handler',
    },
    {
      name: 'an error while loading',
      files: { 'index.js': 'throw new RangeError("early")' },
      errorType: 'RangeError',
      errorMessage: 'early',
    },
  ];

  it.each(broken)(
    'fails the invocation for $name',
    async ({ files, handler = 'index.handler', errorType, errorMessage }) => {
      const { host } = hosting([aFunction({ code: aFolder(files), handler })]);

      const outcome = await host.invoke({ function: 'greet', payload: {} });

      expect(outcome).toMatchObject({
        ok: false,
        reason: 'crash',
        errorType,
        errorMessage: expect.stringContaining(errorMessage),
      });
    },
  );

  it('maps stack traces to the sources', async () => {
    const { buildSync } = await import('esbuild');
    const folder = aFolder({
      'first.ts': 'type A = 1;\n\n\nexport const handler = async (a: A) => {\n  throw new Error("deep");\n};\n',
    });
    buildSync({
      entryPoints: [join(folder.directory, 'first.ts')],
      outfile: join(folder.directory, 'index.js'),
      format: 'cjs',
      bundle: true,
      sourcemap: true,
      minify: true,
    });
    const { host } = hosting([aFunction({ code: folder })]);

    const outcome = await host.invoke({ function: 'greet', payload: {} });

    expect(JSON.stringify(outcome.payload)).toContain('first.ts:5:');
  });
});
