/**
 * What this room asks of others: compiled handler code, and someone to tell of finished mutations. `engine/engine.ts` joins them.
 */
import type { Caller, DataSourceError, Identity, RequestHeaders, RequestScope } from '../kernel/index.ts';
import type { CodeBlueprint } from '../template/index.ts';

/** What `util.error` and `util.appendError` carry. */
export interface RaisedError {
  readonly message: string;
  readonly errorType: string | null;
  readonly data: unknown;
  readonly errorInfo: unknown;
}

/** How one handler ended (spec/appsync-resolvers 1.4). Appended errors are not here: they are on the host. */
export type Evaluation =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'earlyReturn'; readonly value: unknown; readonly skipTo?: 'END' | 'NEXT' }
  | ({ readonly kind: 'error' } & RaisedError)
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'codeError'; readonly message: string };

/** Where the effects of a handler go. One host lives as long as one resolver run. */
export interface EvaluationHost {
  readonly scope: RequestScope;
  /** `Type.field`. */
  readonly coordinate: string;
  readonly operation: 'query' | 'mutation' | 'subscription';
  /** What `util.appendError` reported, in call order. */
  readonly appendedErrors: RaisedError[];
  /** `extensions.setSubscriptionFilter`; undefined or null means never called. */
  subscriptionFilter: unknown;
  /** `extensions.setSubscriptionInvalidationFilter`. */
  subscriptionInvalidationFilter: unknown;
  /** A line of the code's own `console`: `INFO - code.js:13:5: "text"`. The API's log level decides where it goes. */
  console(line: string): void;
  /** `extensions.evictFromApiCache`. */
  evictFromCache(typeName: string, fieldName: string, keyValues: Readonly<Record<string, unknown>>): void;
}

/** `ctx.info`. The two selection members are getters of the prototype, so `JSON.stringify` leaves them out, as AppSync does. */
export interface FieldInfo {
  readonly fieldName: string;
  readonly parentTypeName: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly selectionSetList: readonly string[];
  readonly selectionSetGraphQL: string;
}

/** `ctx` (spec/appsync-resolvers 1.6). The engine moves `prev`, `result` and `error` on between steps. */
export interface ResolverContext {
  /** The evaluator shows it as `ctx.args` too, and may replace it by a copy that its code writes to. */
  arguments: Readonly<Record<string, unknown>>;
  readonly identity: Identity;
  readonly source: unknown;
  readonly stash: Record<string, unknown>;
  readonly request: { readonly headers: RequestHeaders; readonly domainName: string | null };
  readonly info: FieldInfo;
  readonly env: Readonly<Record<string, string>>;
  prev: { readonly result: unknown } | null;
  result: unknown;
  error: DataSourceError | undefined;
  /** The evaluator shows here what was appended so far, in `ctx.outErrors`' own shape. */
  readonly outErrors: { message: string; type?: string; data?: unknown; errorInfo?: unknown }[];
}

/** Code that is compiled once. Never throws: every ending is an `Evaluation`. */
export interface HandlerCode {
  evaluate(handler: 'request' | 'response', context: ResolverContext, host: EvaluationHost): Evaluation;
}

export type CompileCode = (code: CodeBlueprint) => HandlerCode;

/** One finished root field of a mutation, for subscribers. */
export interface MutationResult {
  readonly fieldName: string;
  /** What the mutation selected, by schema field names (aliases undone); every object also carries its `__typename`. */
  readonly result: unknown;
  /** Errors below the root field, which did not stop it. */
  readonly errors: readonly GraphqlErrorEntry[];
  readonly scope: RequestScope;
}

export type OnMutationResult = (result: MutationResult) => void;

/** IAM policies allow or refuse root fields one by one (spec/appsync-edge 2.4). Must answer the same for the same principal. */
export type AllowsRootField = (caller: Caller, typeName: string, fieldName: string) => boolean;

export interface SourceLocation {
  readonly line: number;
  readonly column: number;
  readonly sourceName: null;
}

/** One member of `errors`; which keys it has depends on where it comes from (spec/appsync-resolvers 8.2-8.5). */
export interface GraphqlErrorEntry {
  readonly path: readonly (string | number)[] | null;
  readonly data?: unknown;
  readonly errorType?: string | null;
  readonly errorInfo?: unknown;
  readonly locations: readonly SourceLocation[] | null;
  readonly message: string;
}
