import type { Log, LogFields } from '../kernel/index.ts';
import type { LineLevel } from './protocol.ts';

export interface FunctionLine {
  readonly functionName: string;
  readonly requestId: string | null;
  readonly level: LineLevel;
  readonly text: string;
}

const LEVELS: Readonly<Record<string, LineLevel>> = {
  trace: 'debug',
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  warning: 'warn',
  error: 'error',
  fatal: 'error',
  critical: 'error',
};

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  if (!text.startsWith('{')) return null;
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return null;
  }
}

/** Writes what a function printed as one line of the host's log. A JSON object keeps its fields, and its own level wins. */
export function writeFunctionLine(log: Log, line: FunctionLine): void {
  const { functionName, requestId, text } = line;
  const object = parseObject(text);
  if (object === null) {
    log[line.level](text, { functionName, requestId });
    return;
  }
  const { level, message, ...rest } = object;
  const fields: LogFields = { functionName, requestId, ...rest };
  const asked = typeof level === 'string' ? LEVELS[level.toLowerCase()] : undefined;
  log[asked ?? line.level](
    typeof message === 'string' ? message : '',
    typeof message === 'string' ? fields : { ...fields, message },
  );
}
