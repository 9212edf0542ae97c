import { describe, expect, it } from '@jest/globals';
import { debugging, openInspector } from '../../../engine/debugging.ts';
import { openRequestScope, type InvokeRequest } from '../../../engine/kernel/index.ts';
import type { FunctionBlueprint } from '../../../engine/template/index.ts';

const clock = { now: () => 1_000, after: () => () => undefined };
const scope = openRequestScope({ requestId: 'r', caller: null as never, headers: {}, startedAt: 1_000 });
const A_DAY_MS = 86_400_000;

/** What reaches the functions of an invocation that gives up after 10 s. */
async function invokedWith(isOn: boolean): Promise<InvokeRequest | undefined> {
  let seen: InvokeRequest | undefined;
  const invoke = debugging(isOn, clock).invoke((request) => {
    seen = request;
    return Promise.resolve({ ok: true, payload: null });
  });
  await invoke({ function: 'f', payload: {}, timeoutMs: 10_000 });
  return seen;
}

describe('while a debugger may hold a handler', () => {
  const debug = debugging(true, clock);

  it('a request, a function and who calls it have a day', async () => {
    expect(debug.scope(scope).endsAt).toBe(1_000 + A_DAY_MS);
    const [fn] = debug.functions([{ timeoutSeconds: 3 } as FunctionBlueprint]);
    expect(fn?.timeoutSeconds).toBe(86_400);
    expect(await invokedWith(true)).toEqual({ function: 'f', payload: {} });
  });

  it('what a request collects is still its own', () => {
    expect(debug.scope(scope).responseHeaders).toBe(scope.responseHeaders);
    expect(debug.scope(scope).invalidations).toBe(scope.invalidations);
    expect(debug.scope(scope).cost).toBe(scope.cost);
  });
});

describe('without a debugger', () => {
  it('every limit stands', async () => {
    const debug = debugging(false, clock);
    expect(debug.scope(scope)).toBe(scope);
    expect(debug.realtimeLimits).toEqual({});
    expect(await invokedWith(false)).toEqual({ function: 'f', payload: {}, timeoutMs: 10_000 });
  });

  it.each([0, 65_536, 1.5, Number.NaN])('%p is no port', (port) => {
    expect(() => openInspector(port)).toThrow(`The port for a debugger is ${port}.`);
  });
});
