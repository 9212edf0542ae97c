export { createGraphqlApi } from './graphql-api.ts';
export type { GraphqlApi, GraphqlApiOptions } from './graphql-api.ts';
export type { GraphqlAnswer, GraphqlBody, GraphqlOperation } from './execute-operation.ts';
export type { PreparedSubscription, SubscribeError, SubscribeOutcome } from './subscription.ts';
export type {
  AllowsRootField,
  CompileCode,
  Evaluation,
  EvaluationHost,
  GraphqlErrorEntry,
  HandlerCode,
  MutationResult,
  OnMutationResult,
  RaisedError,
  ResolverContext,
} from './ports.ts';
