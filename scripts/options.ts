import { parseArgs } from 'node:util';
import { type IamMode, readIamMode } from '../engine/index.ts';

/** What `npm start` was asked to do. */
export interface StartOptions {
  readonly port: number;
  readonly host: string;
  readonly persist: boolean;
  readonly fresh: boolean;
  readonly seed: boolean;
  /** Write each request's log lines, too. */
  readonly verbose: boolean;
  /** What happens when a role's policies do not allow something. */
  readonly iam: IamMode;
  /** Where a debugger may attach. */
  readonly inspectPort: number | undefined;
  /** Folder for stored data, outputs and the built explorer. */
  readonly local: string;
}

export const USAGE = `npm start -- [options]
  --port N      port of everything that is served, 1..65535 (also PORT; default 4000)
  --host NAME   address to listen on (default 127.0.0.1)
  --persist     keep the data in .local/data; it survives a restart and a kill
  --fresh       throw stored data away first
  --no-seed     start with empty tables
  --verbose     write a log line for each request
  --iam MODE    what the roles' policies do not allow: enforce (default) refuses, warn logs, off looks away
  --inspect N   let a debugger attach on port N: it stops in the TypeScript of resolvers and functions; nothing times out
  --local DIR   folder for data, outputs and the built explorer (default .local)`;

const DEFAULT_PORT = 4000;

/** A mistake in the command line: the message says what is allowed. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @throws {UsageError} for an unknown option or a value that is not allowed */
export function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): StartOptions {
  const values = parse(args);
  const port = readPort('The port', values.port ?? env.PORT ?? String(DEFAULT_PORT));
  const iam = readIamMode(values.iam);
  if (iam === null) throw new UsageError(`--iam is ${JSON.stringify(values.iam)}; it must be off, warn or enforce.`);
  return {
    iam,
    port,
    inspectPort: values.inspect === undefined ? undefined : readPort('--inspect', values.inspect),
    host: values.host ?? '127.0.0.1',
    persist: values.persist ?? false,
    fresh: values.fresh ?? false,
    seed: values.seed ?? true,
    verbose: values.verbose ?? false,
    local: values.local ?? '.local',
  };
}

function readPort(what: string, given: string): number {
  if (!/^\d{1,5}$/.test(given) || Number(given) < 1 || Number(given) > 65_535) {
    throw new UsageError(`${what} is ${JSON.stringify(given)}; it must be a number from 1 to 65535.`);
  }
  return Number(given);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        persist: { type: 'boolean' },
        fresh: { type: 'boolean' },
        seed: { type: 'boolean' },
        verbose: { type: 'boolean' },
        iam: { type: 'string' },
        inspect: { type: 'string' },
        local: { type: 'string' },
      },
    }).values;
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${USAGE}`, { cause });
  }
}
