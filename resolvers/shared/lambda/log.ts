/** One line of JSON a message. Holds ids and codes only: never a token, an e-mail or a position. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export interface Log {
  info(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

const line = (level: string, message: string, fields: LogFields = {}): string =>
  JSON.stringify({ level, message, ...fields });

export const consoleLog: Log = {
  info: (message, fields) => console.info(line('INFO', message, fields)),
  error: (message, fields) => console.error(line('ERROR', message, fields)),
};
