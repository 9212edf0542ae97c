/** The Lambda runtime inside a worker thread. Bundled to text by `../worker-code.ts`; nothing else imports it. */
import { parentPort, workerData } from 'node:worker_threads';
import type { EventMessage, WorkerMessage, WorkerSettings } from '../protocol.ts';
import { captureOutput } from './capture-output.ts';
import { toFailureBody, toRuntimeFailure } from './failure.ts';
import { loadHandler } from './load-handler.ts';
import type { Handler } from './load-handler.ts';
import { installModuleRules } from './module-rules.ts';
import { serveEvent } from './serve-event.ts';
import type { RunningEvent } from './serve-event.ts';

interface Port {
  postMessage(message: WorkerMessage): void;
  on(name: 'message', listener: (event: EventMessage) => void): void;
  ref(): void;
  unref(): void;
}

function listen(
  port: Port,
  handler: Handler,
  settings: WorkerSettings,
  setRequestId: (id: string | null) => void,
): void {
  let running: RunningEvent | null = null;
  // While an event runs the port does not count as work, so that `beforeExit` tells when nothing can answer any more.
  process.on('beforeExit', () => {
    port.ref();
    running?.loopIsEmpty();
  });
  port.on('message', (event) => {
    const { requestId } = event;
    setRequestId(requestId);
    port.unref();
    running = serveEvent(handler, settings.context, event, (ending) => {
      port.ref();
      port.postMessage(
        'body' in ending ? { type: 'answer', requestId, ...ending } : { type: 'failure', requestId, ...ending },
      );
    });
  });
}

async function start(port: Port): Promise<void> {
  const settings = workerData as WorkerSettings;
  let requestId: string | null = null;
  process.setSourceMapsEnabled(true);
  captureOutput((level, text) => port.postMessage({ type: 'line', requestId, level, text }));
  const die = (message: WorkerMessage): void => {
    port.postMessage(message);
    process.exit(1);
  };
  process.on('uncaughtException', (thrown) => die({ type: 'fatal', error: toFailureBody(thrown) }));
  process.on('unhandledRejection', (reason) =>
    die({ type: 'fatal', error: toRuntimeFailure('Runtime.UnhandledPromiseRejection', reason) }),
  );
  installModuleRules(settings.taskRoot, settings.runtimeModulesFrom);
  const loaded = await loadHandler(settings);
  if ('error' in loaded) {
    die({ type: 'init-failed', error: loaded.error });
    return;
  }
  listen(port, loaded.handler, settings, (id) => (requestId = id));
  port.postMessage({ type: 'ready' });
}

if (parentPort !== null) void start(parentPort);
