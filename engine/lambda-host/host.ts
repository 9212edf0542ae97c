import { fileURLToPath } from 'node:url';
import { systemRandom, userError } from '../kernel/index.ts';
import type { Clock, Invoke, InvokeOutcome, InvokeRequest, Log, Random } from '../kernel/index.ts';
import type { AliasBlueprint, FunctionBlueprint } from '../template/index.ts';
import { AsyncInvocations } from './async-invocations.ts';
import { logGroupOf, taskRootOf, toEnvironment } from './environment.ts';
import { createFunctionLookup } from './find-function.ts';
import type { FoundFunction } from './find-function.ts';
import { startInstance } from './instance.ts';
import type { InstanceOptions } from './instance.ts';
import { writeFunctionLine } from './log-line.ts';
import * as outcomes from './outcomes.ts';
import { Pool } from './pool.ts';
import type { PoolStats } from './pool.ts';
import { buildWorkerCode } from './worker-code.ts';

export interface LambdaHostOptions {
  readonly functions: readonly FunctionBlueprint[];
  readonly aliases: readonly AliasBlueprint[];
  /** Region, credentials, endpoints: joined to the function's own variables at each cold start. */
  readonly environmentFor: (fn: FunctionBlueprint) => Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly log: Log;
  /** @default systemRandom */
  readonly random?: Random;
  /** @default 10 */
  readonly maxInstancesPerFunction?: number;
  /** Events that may wait for an instance before the next one is throttled. @default 1000 */
  readonly maxQueuedPerFunction?: number;
  /** How long an unused instance is kept. @default 5 minutes */
  readonly idleMs?: number;
}

export interface LambdaHost {
  readonly invoke: Invoke;
  /** Ends all workers; what still runs or waits ends with reason `crash`. */
  stop(): Promise<void>;
  /** By `name:version`. A version that was never invoked is not in it. */
  stats(): Readonly<Record<string, PoolStats>>;
}

const HERE = fileURLToPath(import.meta.url);

function assertServed(functions: readonly FunctionBlueprint[]): void {
  for (const { logicalId, runtime } of functions) {
    if (runtime.startsWith('nodejs')) continue;
    throw userError(
      'LAMBDA_RUNTIME_NOT_SERVED',
      `function ${logicalId} has runtime "${runtime}"; served are nodejs runtimes`,
      'Write the function for a Node.js runtime, or leave it out of the served stack.',
    );
  }
}

function createPools(
  options: LambdaHostOptions,
  random: Random,
): { for(found: FoundFunction): Pool; all: Map<string, Pool> } {
  const pools = new Map<string, Pool>();
  let workerCode: string | undefined;
  const start = ({ fn, version }: FoundFunction, callbacks: Pick<InstanceOptions, 'onInit' | 'onGone'>) => {
    const day = new Date(options.clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
    const logStreamName = `${day}/[${version}]${random.uuid().replaceAll('-', '')}`;
    const { functionName, memoryMb } = fn;
    workerCode ??= buildWorkerCode();
    return startInstance({
      ...callbacks,
      workerCode,
      memoryMb,
      environment: toEnvironment({ fn, version, logStreamName, extra: options.environmentFor(fn) }),
      settings: {
        handler: fn.handler,
        taskRoot: taskRootOf(fn),
        inline: 'inline' in fn.code ? fn.code.inline : null,
        runtimeModulesFrom: HERE,
        context: {
          functionName,
          functionVersion: version,
          memoryLimitInMB: String(memoryMb),
          logGroupName: logGroupOf(fn),
          logStreamName,
        },
      },
      onLine: ({ requestId, level, text }) => writeFunctionLine(options.log, { functionName, requestId, level, text }),
    });
  };
  const create = (found: FoundFunction): Pool =>
    new Pool({
      clock: options.clock,
      timeoutSeconds: found.fn.timeoutSeconds,
      maxInstances: options.maxInstancesPerFunction ?? 10,
      maxQueued: options.maxQueuedPerFunction ?? 1000,
      idleMs: options.idleMs ?? 300_000,
      start: (callbacks) => start(found, callbacks),
    });
  return {
    all: pools,
    for(found) {
      const key = `${found.fn.functionName}:${found.version}`;
      const pool = pools.get(key) ?? create(found);
      pools.set(key, pool);
      return pool;
    },
  };
}

/** Serves the functions of a blueprint from worker threads. Starts no worker before the first invocation. */
export function createLambdaHost(options: LambdaHostOptions): LambdaHost {
  assertServed(options.functions);
  const random = options.random ?? systemRandom;
  const find = createFunctionLookup(options.functions, options.aliases);
  const pools = createPools(options, random);
  const background = new AsyncInvocations(options);

  const run = (found: FoundFunction, body: string, requestId: string): Promise<InvokeOutcome> =>
    new Promise((end) => pools.for(found).submit({ requestId, body, invokedArn: found.invokedArn, end }));

  const runWithin = (found: FoundFunction, body: string, timeoutMs: number): Promise<InvokeOutcome> =>
    new Promise((end) => {
      const cancel = options.clock.after(timeoutMs, () => end(outcomes.callerTimedOut()));
      void run(found, body, random.uuid()).then((outcome) => {
        cancel();
        end(outcome);
      });
    });

  const invoke = (request: InvokeRequest): Promise<InvokeOutcome> => {
    const found = find(request.function);
    if (found === null) return Promise.resolve(outcomes.notFound(request.function));
    const isEvent = request.invocationType === 'Event';
    const limit = isEvent ? outcomes.MAX_ASYNC_BYTES : outcomes.MAX_SYNC_BYTES;
    // An absent payload reaches the handler as an empty object.
    const body = request.payload === undefined ? '{}' : JSON.stringify(request.payload);
    if (outcomes.isLargerThan(body, limit)) return Promise.resolve(outcomes.requestTooLarge(limit));
    if (request.cost !== undefined) request.cost.lambdaInvocations += 1;
    if (isEvent) {
      const requestId = random.uuid();
      background.accept(found.fn.functionName, () => run(found, body, requestId));
      return Promise.resolve({ ok: true, payload: null });
    }
    return request.timeoutMs === undefined
      ? run(found, body, random.uuid())
      : runWithin(found, body, request.timeoutMs);
  };

  return {
    invoke,
    async stop() {
      background.stop();
      await Promise.all([...pools.all.values()].map((pool) => pool.stop()));
    },
    stats: () => Object.fromEntries([...pools.all].map(([key, pool]) => [key, pool.stats()])),
  };
}
