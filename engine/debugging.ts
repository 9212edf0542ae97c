/** What changes while a debugger may hold a handler at a breakpoint: nothing ends because it takes long. */
import inspector from 'node:inspector';
import { type Clock, type Invoke, type RequestScope, userError } from './kernel/index.ts';
import type { RealtimeLimits } from './realtime/index.ts';
import type { FunctionBlueprint } from './template/index.ts';

const A_DAY_MS = 24 * 3_600_000;

export interface Debugging {
  readonly isOn: boolean;
  scope(scope: RequestScope): RequestScope;
  functions(functions: readonly FunctionBlueprint[]): readonly FunctionBlueprint[];
  invoke(invoke: Invoke): Invoke;
  readonly realtimeLimits: Partial<RealtimeLimits>;
}

/** Every limit as AppSync and Lambda have it. */
const UNCHANGED: Debugging = {
  isOn: false,
  scope: (scope) => scope,
  functions: (functions) => functions,
  invoke: (invoke) => invoke,
  realtimeLimits: {},
};

/**
 * @param port - where to listen for a debugger; what Node's own `--inspect` or an editor opened counts as well
 * @returns whether one may attach
 * @throws {EngineError} ENGINE_USAGE when it is no port, or something else listens there
 */
export function openInspector(port: number | undefined): boolean {
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
    throw userError('ENGINE_USAGE', `The port for a debugger is ${port}.`, 'Give a number from 1 to 65535.');
  }
  if (port !== undefined && inspector.url() === undefined) {
    inspector.open(port, '127.0.0.1');
    // Node only writes a line when it cannot listen.
    if (inspector.url() === undefined) {
      throw userError('ENGINE_USAGE', `No debugger can attach: something listens on port ${port}.`, 'Choose another.');
    }
  }
  return inspector.url() !== undefined;
}

export function debugging(isOn: boolean, clock: Clock): Debugging {
  if (!isOn) return UNCHANGED;
  return {
    isOn: true,
    scope: (scope) => ({ ...scope, endsAt: clock.now() + A_DAY_MS }),
    functions: (functions) => functions.map((each) => ({ ...each, timeoutSeconds: A_DAY_MS / 1000 })),
    invoke:
      (invoke) =>
      ({ timeoutMs: _, ...request }) =>
        invoke(request),
    realtimeLimits: { startMs: A_DAY_MS },
  };
}
