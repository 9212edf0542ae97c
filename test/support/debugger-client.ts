/** A debugger as an editor has it: sources by their maps, breakpoints in them, the workers of the process, too. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allGeneratedPositionsFor, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { WebSocket } from 'ws';

/** A place in a source file: a `file:` URL, and a line from 1. */
export interface SourcePlace {
  readonly source: string;
  readonly line: number;
}

export interface Pause extends SourcePlace {
  /** Evaluates an expression where the code stands. */
  valueOf(expression: string): Promise<unknown>;
  resume(): Promise<void>;
}

interface Script {
  readonly scriptId: string;
  readonly url: string;
  readonly sourceMapURL?: string;
}

interface CallFrame {
  readonly callFrameId: string;
  readonly location: { readonly scriptId: string; readonly lineNumber: number; readonly columnNumber: number };
}

type Send = (method: string, params?: object) => Promise<Record<string, unknown>>;

/** One JavaScript thread. */
class Thread {
  readonly #send: Send;
  readonly #maps = new Map<string, TraceMap>();
  #paused: ((frame: CallFrame) => void) | null = null;

  constructor(send: Send) {
    this.#send = send;
  }

  /** What the debugger tells of this thread. */
  take(method: string, params: unknown): void {
    if (method === 'Debugger.scriptParsed') this.#read(params as Script);
    if (method === 'Debugger.paused') {
      const [frame] = (params as { readonly callFrames: readonly CallFrame[] }).callFrames;
      if (frame !== undefined) this.#paused?.(frame);
    }
  }

  enable(): Promise<unknown> {
    return this.#send('Debugger.enable');
  }

  /** @returns false when this thread runs nothing of that file */
  async breakAt({ source, line }: SourcePlace): Promise<boolean> {
    for (const [scriptId, map] of this.#maps) {
      if (!map.resolvedSources.includes(source)) continue;
      const [first] = allGeneratedPositionsFor(map, { source, line, column: 0 });
      if (first === undefined) continue;
      const location = { scriptId, lineNumber: first.line - 1, columnNumber: first.column };
      await this.#send('Debugger.setBreakpoint', { location });
      return true;
    }
    return false;
  }

  nextPause(): Promise<Pause> {
    return new Promise((resolve) => {
      this.#paused = ({ callFrameId, location }) => {
        const map = this.#maps.get(location.scriptId);
        const at = { line: location.lineNumber + 1, column: location.columnNumber };
        const { source, line } = map === undefined ? { source: null, line: null } : originalPositionFor(map, at);
        resolve({
          source: source ?? '',
          line: line ?? 0,
          valueOf: async (expression) => {
            const given = { callFrameId, expression, returnByValue: true };
            const { result } = await this.#send('Debugger.evaluateOnCallFrame', given);
            return (result as { readonly value?: unknown }).value;
          },
          resume: async () => {
            await this.#send('Debugger.resume');
          },
        });
      };
    });
  }

  #read({ scriptId, url, sourceMapURL }: Script): void {
    if (sourceMapURL === undefined || sourceMapURL === '') return;
    if (sourceMapURL.startsWith('data:')) {
      const text = Buffer.from(sourceMapURL.slice(sourceMapURL.indexOf(',') + 1), 'base64').toString('utf8');
      this.#maps.set(scriptId, new TraceMap(text));
    } else if (url.includes('/asset.')) {
      const file = new URL(sourceMapURL, url.startsWith('file:') ? url : `file://${url}`);
      this.#maps.set(scriptId, new TraceMap(readFileSync(fileURLToPath(file), 'utf8'), file.href));
    }
  }
}

export interface DebuggerClient {
  /** The thread that runs something of the place's file, with a breakpoint there; null when none does. */
  breakAt(place: SourcePlace): Promise<{ nextPause(): Promise<Pause> } | null>;
  close(): void;
}

/** Attaches to the process whose inspector listens on that port. */
export async function attachDebugger(port: number): Promise<DebuggerClient> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as {
    readonly webSocketDebuggerUrl: string;
  }[];
  const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? '');
  await new Promise((resolve) => socket.once('open', resolve));
  const main = connection((message) => socket.send(message));
  const workers = new Map<string, ReturnType<typeof connection>>();
  const threads = new Set([main.thread]);
  socket.on('message', (data: Buffer) => {
    const { method, params } = main.take(data.toString('utf8'));
    const { sessionId = '', message = '' } = (params ?? {}) as { sessionId?: string; message?: string };
    if (method === 'NodeWorker.receivedMessageFromWorker') workers.get(sessionId)?.take(message);
    if (method !== 'NodeWorker.attachedToWorker') return;
    const worker = connection((text) => void main.send('NodeWorker.sendMessageToWorker', { sessionId, message: text }));
    workers.set(sessionId, worker);
    threads.add(worker.thread);
    void worker.thread.enable();
  });
  await main.thread.enable();
  await main.send('NodeWorker.enable', { waitForDebuggerOnStart: false });
  return {
    async breakAt(place) {
      for (const thread of threads) if (await thread.breakAt(place)) return thread;
      return null;
    },
    close: () => socket.terminate(),
  };
}

/** One conversation: answers by number, everything else to the thread. */
function connection(write: (message: string) => void) {
  const waiting = new Map<number, (result: Record<string, unknown>) => void>();
  let last = 0;
  const send: Send = (method, params = {}) =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      write(JSON.stringify({ id: last, method, params }));
    });
  const thread = new Thread(send);
  return {
    send,
    thread,
    take(text: string): { readonly method?: string; readonly params?: unknown } {
      const message = JSON.parse(text) as {
        id?: number;
        method?: string;
        params?: unknown;
        result?: Record<string, unknown>;
      };
      if (message.id !== undefined) waiting.get(message.id)?.(message.result ?? {});
      else if (message.method !== undefined) thread.take(message.method, message.params);
      return message;
    },
  };
}
