/** The composition of this room: one API, its schema, its resolvers. */
import type { GraphQLSchema } from 'graphql';
import { messageOf } from '../kernel/index.ts';
import type { Awaitable, Clock, DataSource, Log, RequestScope } from '../kernel/index.ts';
import type { ApiBlueprint } from '../template/index.ts';
import { createApiCache } from './cache/api-cache.ts';
import { createAttendant } from './attendant.ts';
import { createDocuments } from './documents.ts';
import { executeOperation } from './execute-operation.ts';
import type { GraphqlAnswer, GraphqlOperation } from './execute-operation.ts';
import { createExecutor } from './executor.ts';
import { createFieldRules } from './field-rules.ts';
import { DEFAULT_RESOLVER_COUNT } from './limits.ts';
import { createConsole } from './logging/console.ts';
import { readLogRules } from './logging/log-rules.ts';
import type { AllowsRootField, CompileCode, OnMutationResult } from './ports.ts';
import { attachResolvers } from './resolvers/attach.ts';
import { rootPermission } from './root-permission.ts';
import { buildAppSyncSchema } from './schema.ts';
import { prepareSubscription } from './subscription.ts';
import type { SubscribeOutcome } from './subscription.ts';
import { subscriptionTriggers } from './triggers.ts';

export interface GraphqlApiOptions {
  readonly api: ApiBlueprint;
  readonly compileCode: CompileCode;
  readonly dataSource: (name: string) => DataSource;
  readonly clock: Clock;
  readonly log: Log;
  /** @default nobody is told */
  readonly onMutationResult?: OnMutationResult;
  /** @default IAM refuses no root field */
  readonly allowsRootField?: AllowsRootField;
}

export interface GraphqlApi {
  readonly schema: GraphQLSchema;
  /** By mutation field: the subscription fields whose `@aws_subscribe` names it. */
  readonly triggers: ReadonlyMap<string, readonly string[]>;
  execute(operation: GraphqlOperation, scope: RequestScope): Awaitable<GraphqlAnswer>;
  prepareSubscription(operation: GraphqlOperation, scope: RequestScope): Promise<SubscribeOutcome>;
}

/**
 * Compiles every resolver now, so that a fault of the template shows at start.
 * @throws user errors of `GRAPHQL_…` codes, and what `compileCode` and `dataSource` throw
 */
export function createGraphqlApi(options: GraphqlApiOptions): GraphqlApi {
  const { api, clock, log, onMutationResult } = options;
  const schema = buildAppSyncSchema(api.sdl);
  const cache = createApiCache(api, clock);
  const rulesOfLog = readLogRules(api);
  const logging = rulesOfLog !== null && log.isEnabled('info') ? { rules: rulesOfLog, clock, log } : null;
  const console = createConsole(rulesOfLog, log);
  const isLogged = logging?.rules.admits('ERROR') === true;
  const resolvers = attachResolvers({ ...options, schema, cache, console, isLogged });
  const rules = createFieldRules(schema, api.authProviders, options.allowsRootField);
  const documentOptions = { schema, rules, depthLimit: api.queryDepthLimit, introspection: api.introspection };
  const documents = createDocuments({ ...documentOptions, resolvers });
  const payloadDocuments = createDocuments({ ...documentOptions, resolvers: new Map() });
  const executor = createExecutor({
    resolverCountLimit: api.resolverCountLimit > 0 ? api.resolverCountLimit : DEFAULT_RESOLVER_COUNT,
    onFault(cause, field, scope) {
      const stack = cause instanceof Error ? cause.stack : undefined;
      const coordinate = `${field.parentType}.${field.name}`;
      log.error('a resolver failed', { requestId: scope.requestId, coordinate, cause: messageOf(cause), stack });
    },
  });
  const isPermitted = rootPermission(options.allowsRootField);
  const conduct = { documents, executor, clock, log, onMutationResult, isPermitted };
  const subscribe = { payloadDocuments, resolvers, executor, log, isPermitted };
  const execute: GraphqlApi['execute'] =
    cache === null && logging === null
      ? (operation, scope) => executeOperation(conduct, operation, scope)
      : createAttendant({
          cache,
          logging,
          log,
          documents,
          execute: (operation, scope, notes) => executeOperation(conduct, operation, scope, notes),
        });
  return {
    schema,
    triggers: subscriptionTriggers(schema),
    execute,
    prepareSubscription: (operation, scope) => prepareSubscription(subscribe, operation, scope),
  };
}
