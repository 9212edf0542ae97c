import { type DynamoDbLocal, startDynamoDbLocal } from './dynamodb-local/index.ts';
import { createLog, Lifecycle, type LogLevel } from './kernel/index.ts';

/** A database that starts while something else is still being made ready. */
export interface Database {
  readonly ready: Promise<DynamoDbLocal>;
  /** @throws AggregateError of what failed while ending */
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  /** Where the data stays. @default in memory */
  readonly dataDirectory?: string;
  /** @default info */
  readonly logLevel?: LogLevel;
}

/** Starts DynamoDB Local alone, so that the wait for its Java process overlaps with other work. */
export function startDatabase({ dataDirectory, logLevel = 'info' }: DatabaseOptions): Database {
  const lifecycle = new Lifecycle();
  const persist = dataDirectory === undefined ? {} : { persistDirectory: dataDirectory };
  const ready = startDynamoDbLocal({ log: createLog(logLevel), lifecycle, ...persist });
  // Whoever awaits it hears of a failure; until then nobody may.
  ready.catch(() => undefined);
  return {
    ready,
    async stop() {
      await ready.catch(() => undefined);
      const failures = await lifecycle.stop();
      if (failures.length > 0) throw new AggregateError(failures, 'DynamoDB Local did not end cleanly');
    },
  };
}
