import type { LineLevel } from '../protocol.ts';

const METHOD_LEVELS = {
  debug: 'debug',
  trace: 'debug',
  log: 'info',
  info: 'info',
  warn: 'warn',
  error: 'error',
} as const satisfies Readonly<Record<string, LineLevel>>;

/**
 * Sends each write to stdout and stderr as one line, with the level of the `console` method behind it. A text of several lines
 * that one call wrote stays together, as one CloudWatch event would.
 */
export function captureOutput(send: (level: LineLevel, text: string) => void): void {
  let level: LineLevel | null = null;
  const capture = (stream: NodeJS.WriteStream, fallback: LineLevel): void => {
    let rest = '';
    stream.write = (chunk: Uint8Array | string, second?: unknown, third?: unknown): boolean => {
      rest += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      if (rest.endsWith('\n')) {
        const text = rest.slice(0, -1);
        rest = '';
        send(level ?? fallback, text);
      }
      const done = typeof second === 'function' ? second : third;
      if (typeof done === 'function') queueMicrotask(done as () => void);
      return true;
    };
  };
  capture(process.stdout, 'info');
  capture(process.stderr, 'error');
  const target = globalThis.console;
  for (const method of Object.keys(METHOD_LEVELS) as (keyof typeof METHOD_LEVELS)[]) {
    const original = target[method].bind(target);
    target[method] = (...values: unknown[]) => {
      level = METHOD_LEVELS[method];
      try {
        original(...values);
      } finally {
        level = null;
      }
    };
  }
}
