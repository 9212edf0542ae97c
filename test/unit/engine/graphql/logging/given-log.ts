import { createLog, systemRandom } from '../../../../../engine/kernel/index.ts';
import type { Clock, LogLevel, RequestScope } from '../../../../../engine/kernel/index.ts';
import { resolverCode } from '../../../../../engine/resolver-code.ts';
import type { FieldLogLevel } from '../../../../../engine/graphql/logging/log-rules.ts';
import { anApi, aScope, stillClock } from '../given.ts';
import type { Setup } from '../given.ts';

export type Line = Readonly<Record<string, unknown>> & { readonly message: string };

/** Each reading is a millisecond later. */
function tickingClock(): Clock {
  let nanos = 0;
  return { ...stillClock, now: () => 1_700_000_000_000, nanos: () => (nanos += 1_000_000) };
}

export interface Logged {
  /** Undefined: an API without `LogConfig`. */
  readonly level?: FieldLogLevel;
  readonly isVerbose?: boolean;
  readonly engineLevel?: LogLevel;
  readonly sdl?: string;
  /** APPSYNC_JS by `Type.field` or function id. */
  readonly codes?: Readonly<Record<string, string>>;
  readonly setup?: Partial<Setup>;
}

/** Sends one operation and gives all that was logged meanwhile. */
export async function linesOf(
  given: Logged,
  query: string,
  scope: Partial<RequestScope> = {},
  variables: unknown = null,
) {
  const { level, isVerbose = true, codes = {}, setup = {} } = given;
  const lines: Line[] = [];
  const compile = resolverCode({ clock: stillClock, random: systemRandom, log: createLog('silent') });
  const api = anApi({
    sdl: given.sdl ?? 'type Query { f(id: ID): Thing!  g: Int } type Thing { id: ID  name: String }',
    ...setup,
    api: {
      ...setup.api,
      logsRequests: level !== undefined,
      fieldLogLevel: level ?? 'NONE',
      excludeVerboseContent: !isVerbose,
    },
    options: {
      clock: tickingClock(),
      compileCode: ({ text, origin }) => compile({ text: codes[text] ?? '', origin }),
      log: createLog(given.engineLevel ?? 'info', (line) => lines.push(JSON.parse(line) as Line)),
    },
  });
  await api.execute({ query, variables, operationName: null }, aScope(scope));
  return lines;
}

export const messagesIn = (lines: readonly Line[]): readonly string[] => lines.map(({ message }) => message);

export const eventsIn = (lines: readonly Line[], ...logTypes: readonly string[]): readonly Line[] =>
  lines.filter(({ logType }) => (logTypes.length === 0 ? logType !== undefined : logTypes.includes(String(logType))));
