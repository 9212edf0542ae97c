import { standardOutput } from './line-writer.ts';

/** One JSON object per line on stdout, as CloudWatch would hold it. `quiet` keeps warnings and errors only. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** One finished JSON object, written as it is: for a line that every request writes. */
  line(level: Exclude<LogLevel, 'silent'>, text: string): void;
  /** True when a line of that level would be written: ask before building an expensive one. */
  isEnabled(level: Exclude<LogLevel, 'silent'>): boolean;
}

const ORDER: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 };

/** @param write - receives each finished line, without its newline. @default standard output, once a turn */
export function createLog(level: LogLevel, write: (line: string) => void = standardOutput()): Log {
  const isEnabled = (asked: Exclude<LogLevel, 'silent'>): boolean => ORDER[asked] >= ORDER[level];
  const line = (asked: Exclude<LogLevel, 'silent'>, message: string, fields?: LogFields): void => {
    if (!isEnabled(asked)) return;
    const head = `{"level":"${asked}","message":${JSON.stringify(message)}`;
    // Put together as text: to copy the fields into one object would cost as much as the line itself.
    const rest = fields === undefined ? '{}' : JSON.stringify(fields);
    write(rest === '{}' ? `${head}}` : `${head},${rest.slice(1)}`);
  };
  return {
    debug: (message, fields) => line('debug', message, fields),
    info: (message, fields) => line('info', message, fields),
    warn: (message, fields) => line('warn', message, fields),
    error: (message, fields) => line('error', message, fields),
    line: (asked, text) => {
      if (isEnabled(asked)) write(text);
    },
    isEnabled,
  };
}
