/** What surrounds the execution of an operation whose API has a cache or a log (spec/appsync-resolvers 10.1, 10.5). */
import type { Awaitable, Log, RequestScope } from '../kernel/index.ts';
import type { ApiCache } from './cache/api-cache.ts';
import { CacheCounts } from './cache/cache-counts.ts';
import type { OperationCache } from './cache/operation-cache.ts';
import type { Documents } from './documents.ts';
import type { GraphqlAnswer, GraphqlBody, GraphqlOperation } from './execute-operation.ts';
import { RequestLog } from './logging/request-log.ts';
import type { RequestLogOptions } from './logging/request-log.ts';
import { RequestNotes } from './request-notes.ts';

export interface AttendantOptions {
  readonly cache: ApiCache | null;
  readonly logging: RequestLogOptions | null;
  readonly log: Log;
  readonly documents: Documents;
  readonly execute: (operation: GraphqlOperation, scope: RequestScope, notes: RequestNotes) => Awaitable<GraphqlAnswer>;
}

type Execute = (operation: GraphqlOperation, scope: RequestScope) => Promise<GraphqlAnswer>;

/** The answer as it was; for who asks what it cost, as an object, so that the figures can be put in. */
function fromCache(text: string, scope: RequestScope): GraphqlAnswer {
  const body = scope.headers['x-gateway-cost'] === '1' ? (JSON.parse(text) as GraphqlBody) : text;
  return { status: 200, headers: {}, body };
}

/** `extensions` is there only when something was removed (3.8). */
function withDeletedEntries(answer: GraphqlAnswer, apiCacheEntriesDeleted: number): GraphqlAnswer {
  if (apiCacheEntriesDeleted === 0 || typeof answer.body === 'string') return answer;
  const extensions = { ...answer.body.extensions, apiCacheEntriesDeleted };
  return { ...answer, body: { ...answer.body, extensions } };
}

function isQuery(documents: Documents, operation: GraphqlOperation): boolean {
  const understood = documents.understand(operation.query, operation.operationName);
  return understood.kind === 'operation' && understood.operation.kind === 'query';
}

export function createAttendant({ cache, logging, log, documents, execute }: AttendantOptions): Execute {
  const answerBy = async (
    operations: OperationCache,
    operation: GraphqlOperation,
    scope: RequestScope,
    notes: RequestNotes,
  ): Promise<GraphqlAnswer> => {
    const known = operations.find(operation, scope);
    const isCacheable = known !== undefined || isQuery(documents, operation);
    if (isCacheable) notes.cacheCounts?.count(operation.operationName ?? 'anonymous', known !== undefined);
    if (known !== undefined) return fromCache(known, scope);
    const answer = await execute(operation, scope, notes);
    if (isCacheable) operations.keep(operation, scope, answer);
    return answer;
  };
  return async (operation, scope) => {
    const requestLog = logging === null ? null : new RequestLog(logging, scope, operation);
    const notes = new RequestNotes(requestLog, cache === null ? null : new CacheCounts());
    const operations = cache?.operations ?? null;
    const answer =
      operations === null
        ? await execute(operation, scope, notes)
        : await answerBy(operations, operation, scope, notes);
    const errors = typeof answer.body === 'string' ? [] : (answer.body.errors ?? []);
    requestLog?.end(answer.status, errors, scope.responseHeaders);
    if (notes.cacheCounts?.isEmpty === false)
      log.info('CacheMetrics', { requestId: scope.requestId, ...notes.cacheCounts.toFields() });
    return withDeletedEntries(answer, notes.deletedCacheEntries);
  };
}
