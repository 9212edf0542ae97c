import { afterEach, describe, expect, it } from '@jest/globals';
import { closeAll, hosting, inline } from './lambda-host-given.ts';

afterEach(closeAll);

describe('failures', () => {
  it('hands back what a handler throws', async () => {
    const { host } = hosting([
      inline('exports.handler = async () => { throw Object.assign(new Error("no"), { name: "Refused" }) }'),
    ]);

    const outcome = await host.invoke({ function: 'greet', payload: {} });

    expect(outcome).toMatchObject({ ok: false, reason: 'handled', errorType: 'Refused', errorMessage: 'no' });
    expect(outcome.payload).toMatchObject({ errorType: 'Refused', errorMessage: 'no', trace: expect.any(Array) });
  });

  it.each([
    ['a callback error', 'exports.handler = (e, c, cb) => cb(new Error("cb"))', 'Error', 'cb'],
    ['a thrown text', 'exports.handler = async () => { throw "text" }', 'string', 'text'],
    ['a synchronous throw', 'exports.handler = () => { throw new TypeError("t") }', 'TypeError', 't'],
    ['an answer without JSON', 'exports.handler = async () => 1n', 'Error', 'Unable to stringify response body'],
  ])('hands back %s', async (_name, code, errorType, errorMessage) => {
    const { host } = hosting([inline(code)]);

    expect(await host.invoke({ function: 'greet', payload: {} })).toMatchObject({
      ok: false,
      reason: 'handled',
      errorType,
      errorMessage,
    });
  });

  it.each([
    [
      'process.exit',
      'process.exit(3)',
      'Runtime.ExitError',
      /^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status 3$/,
    ],
    ['process.exit(0)', 'process.exit(0)', 'Runtime.ExitError', /Runtime exited without providing a reason$/],
    [
      'an unhandled rejection',
      'Promise.reject(new Error("lost"))',
      'Runtime.UnhandledPromiseRejection',
      /^Error: lost$/,
    ],
    ['an uncaught error', 'setImmediate(() => { throw new RangeError("late") })', 'RangeError', /^late$/],
  ])('replaces an instance after %s', async (_name, statement, errorType, errorMessage) => {
    const { host } = hosting([
      inline(
        `exports.handler = async (e) => { if (e.die) { ${statement}; await new Promise((r) => setTimeout(r, 2000)) } return "alive" }`,
      ),
    ]);

    const crashed = await host.invoke({ function: 'greet', payload: { die: true } });
    const next = await host.invoke({ function: 'greet', payload: {} });

    expect(crashed).toMatchObject({
      ok: false,
      reason: 'crash',
      errorType,
      errorMessage: expect.stringMatching(errorMessage),
    });
    expect(next).toEqual({ ok: true, payload: 'alive' });
    expect(host.stats()['greet:$LATEST']).toMatchObject({ coldStarts: 2, crashes: 1, instances: 1 });
  });

  it('ends an instance that outgrows its memory', async () => {
    const { host } = hosting([
      inline('exports.handler = async () => { const a = []; for (;;) a.push(new Array(1000).fill({})) }', {
        timeoutSeconds: 25,
      }),
    ]);

    expect(await host.invoke({ function: 'greet', payload: {} })).toMatchObject({
      ok: false,
      reason: 'crash',
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining('signal: killed'),
    });
  });

  it('ends a busy loop at the timeout, with the text of Lambda, and goes on with a new instance', async () => {
    const { host } = hosting([
      inline('exports.handler = async (e) => { if (e.loop) for (;;); return 1 }', { timeoutSeconds: 0.3 }),
    ]);

    const outcome = await host.invoke({ function: 'greet', payload: { loop: true } });
    const next = await host.invoke({ function: 'greet', payload: {} });

    expect(outcome).toMatchObject({
      ok: false,
      reason: 'timeout',
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(
        /^\d{4}-\d\d-\d\dT[\d:.]+Z [0-9a-f-]{36} Task timed out after 0\.30 seconds$/,
      ),
    });
    expect(next).toEqual({ ok: true, payload: 1 });
  });

  it('lets the caller give up while the function goes on', async () => {
    const { host } = hosting([
      inline('exports.handler = async () => { await new Promise((r) => setTimeout(r, 300)); console.log("done") }'),
    ]);

    const outcome = await host.invoke({ function: 'greet', payload: {}, timeoutMs: 50 });

    expect(outcome).toMatchObject({ ok: false, reason: 'caller-timeout', errorMessage: 'Execution timed out.' });
  });

  it('refuses payloads and answers above 6 MB', async () => {
    const { host } = hosting([inline('exports.handler = async (e) => "x".repeat(e.length ?? 0)')]);

    const request = await host.invoke({ function: 'greet', payload: 'é'.repeat(3_200_000) });
    const answer = await host.invoke({ function: 'greet', payload: { length: 6_400_000 } });
    const async256 = await host.invoke({ function: 'greet', payload: 'x'.repeat(262_144), invocationType: 'Event' });

    expect(request).toMatchObject({
      ok: false,
      reason: 'too-large',
      errorMessage: 'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
    });
    expect(answer).toMatchObject({ ok: false, reason: 'too-large', errorType: 'Function.ResponseSizeTooLarge' });
    expect(async256).toMatchObject({ ok: false, reason: 'too-large' });
  });

  it('says not-found for an unknown function', async () => {
    const { host } = hosting([]);

    expect(await host.invoke({ function: 'nobody', payload: {} })).toMatchObject({
      ok: false,
      reason: 'not-found',
      errorType: 'ResourceNotFoundException',
    });
  });

  it('refuses a runtime that is not Node.js', () => {
    expect(() => hosting([inline('', { runtime: 'python3.13' })])).toThrow(
      expect.objectContaining({ code: 'LAMBDA_RUNTIME_NOT_SERVED' }),
    );
  });
});
