/** What an API's `LogConfig` lets into its log (spec/appsync-resolvers 10.5). */
import type { ApiBlueprint } from '../../template/index.ts';

export type FieldLogLevel = ApiBlueprint['fieldLogLevel'];

const ORDER: Readonly<Record<FieldLogLevel, number>> = { NONE: 0, ERROR: 1, INFO: 2, DEBUG: 3, ALL: 4 };

export interface LogRules {
  readonly apiId: string;
  /** False: headers, contexts and evaluated documents stay out (`ExcludeVerboseContent`). */
  readonly isVerbose: boolean;
  /** True when a line of that level belongs into the log of a field. */
  admits(level: Exclude<FieldLogLevel, 'NONE'>): boolean;
}

/** @returns null for an API without `LogConfig`: AppSync then writes nothing at all */
export function readLogRules(api: ApiBlueprint): LogRules | null {
  if (api.logsRequests !== true) return null;
  const own = ORDER[api.fieldLogLevel];
  return {
    apiId: api.apiId,
    isVerbose: !api.excludeVerboseContent,
    admits: (level) => ORDER[level] <= own,
  };
}
