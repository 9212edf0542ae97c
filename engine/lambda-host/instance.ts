/** One execution environment: a worker thread that serves one event at a time. */
import { Worker } from 'node:worker_threads';
import { fault } from '../kernel/index.ts';
import type { EventMessage, FailureBody, WorkerMessage, WorkerSettings } from './protocol.ts';

/** How an event ended, before the host turns it into an outcome. */
export type InstanceEnding =
  | { readonly kind: 'answer'; readonly body: string }
  | { readonly kind: 'failure'; readonly error: FailureBody }
  | { readonly kind: 'fatal'; readonly error: FailureBody }
  | { readonly kind: 'exit'; readonly how: number | 'killed' };

export interface InstanceOptions {
  readonly workerCode: string;
  readonly settings: WorkerSettings;
  readonly environment: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly onLine: (line: Extract<WorkerMessage, { type: 'line' }>) => void;
  /** Null when the code is loaded; else why the init phase failed. Called once. */
  readonly onInit: (failure: InstanceEnding | null) => void;
  /** The worker is gone, for whatever reason. Called once, after the running event was ended. */
  readonly onGone: () => void;
}

export interface Instance {
  /** @throws {EngineError} when an event is running already */
  run(event: EventMessage, end: (ending: InstanceEnding) => void): void;
  /** Ends the thread at once. A running event ends with `exit`, unless it was given up before by `abandon`. */
  terminate(): Promise<void>;
  /** Forgets the running event: its `end` is not called any more. */
  abandon(): void;
}

const OUT_OF_MEMORY = 'ERR_WORKER_OUT_OF_MEMORY';

function startWorker({ workerCode, settings, environment, memoryMb }: InstanceOptions): Worker {
  return new Worker(workerCode, {
    eval: true,
    name: settings.context.functionName,
    env: { ...environment },
    // The host's own flags (loaders of tsx, inspect options) are none of the function's business.
    execArgv: [],
    workerData: settings,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    stdout: true,
    stderr: true,
  });
}

/** Starts the thread; the code is loaded when `onInit` is called. */
export function startInstance(options: InstanceOptions): Instance {
  const worker = startWorker(options);
  // A fatal message is followed by the exit of the thread: the message says more, so it is kept until then.
  let lastWords: InstanceEnding | null = null;
  let isLoaded = false;
  let end: ((ending: InstanceEnding) => void) | null = null;
  const finish = (ending: InstanceEnding): void => {
    const running = end;
    end = null;
    worker.unref();
    running?.(ending);
  };
  worker.on('message', (message: WorkerMessage) => {
    if (message.type === 'line') options.onLine(message);
    else if (message.type === 'answer') finish({ kind: 'answer', body: message.body });
    else if (message.type === 'failure') finish({ kind: 'failure', error: message.error });
    else if (message.type === 'ready') {
      isLoaded = true;
      worker.unref();
      options.onInit(null);
    } else lastWords = { kind: 'fatal', error: message.error };
  });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === OUT_OF_MEMORY) lastWords = { kind: 'exit', how: 'killed' };
    else lastWords ??= { kind: 'fatal', error: { errorType: error.name, errorMessage: error.message } };
  });
  worker.on('exit', (code) => {
    const ending = lastWords ?? { kind: 'exit', how: code };
    if (!isLoaded) options.onInit(ending);
    finish(ending);
    options.onGone();
  });
  return {
    run(event, ended) {
      if (end !== null) throw fault('LAMBDA_INSTANCE_BUSY', 'an instance got a second event while one was running');
      end = ended;
      worker.ref();
      worker.postMessage(event);
    },
    async terminate() {
      await worker.terminate();
    },
    abandon() {
      end = null;
    },
  };
}
