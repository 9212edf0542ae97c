/**
 * Where rooms meet. Interfaces only: a room gives an implementation, another room takes it, `engine/engine.ts` joins them.
 */
import type { Awaitable } from './awaitable.ts';
import type { CostMeter } from './cost.ts';

export type AuthMode = 'API_KEY' | 'AWS_IAM' | 'AMAZON_COGNITO_USER_POOLS' | 'OPENID_CONNECT' | 'AWS_LAMBDA';

/** `ctx.identity` exactly as AppSync shapes it for the mode; null for API keys (spec/appsync-resolvers 1.6). */
export type Identity = Readonly<Record<string, unknown>> | null;

/** Lower-case names; a header that came twice is a list. Never holds `cookie`. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[]>>;

/** Who calls, after authentication. */
export interface Caller {
  readonly mode: AuthMode;
  readonly identity: Identity;
  /** Groups of a user-pool token; empty for every other mode. */
  readonly groups: readonly string[];
  /** ARN of the role or user behind a SigV4 signature. */
  readonly principalArn?: string;
  /** `Type.field` names that a Lambda authorizer denies. */
  readonly deniedFields?: ReadonlySet<string>;
}

/** What lives exactly as long as one GraphQL request. Never shared, never kept. */
export interface RequestScope {
  readonly requestId: string;
  readonly caller: Caller;
  readonly headers: RequestHeaders;
  readonly domainName: string | null;
  readonly cost: CostMeter;
  /** When the request's time is over, in milliseconds since 1970: no call that is made for it waits longer. */
  readonly endsAt: number;
  /** Headers that resolvers added with `util.http.addResponseHeader`. */
  readonly responseHeaders: Map<string, string>;
  /** Filled by `extensions.invalidateSubscriptions`; at most 5. */
  readonly invalidations: SubscriptionInvalidation[];
}

export interface SubscriptionInvalidation {
  readonly subscriptionField: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** `ctx.error`, and the error of a data source call. */
export interface DataSourceError {
  readonly message: string;
  readonly type: string;
  readonly unhandledErrorType?: string | null;
}

/** Both may be there: partial results of batches, transactions and failed conditions. */
export interface DataSourceOutcome {
  readonly result: unknown;
  readonly error: DataSourceError | null;
}

/** What a data source may know of the field that calls it. */
export interface DataSourceCall {
  readonly scope: RequestScope;
  /** `Type.field`. */
  readonly coordinate: string;
  /** Names the resolver or function, so that a `nextToken` of one is refused by another. */
  readonly resolverId: string;
  /** `ctx` in full, for direct Lambda resolvers and `Custom` condition handlers. */
  readonly context: Readonly<Record<string, unknown>>;
}

/**
 * Answers one request document (spec/appsync-resolvers 5-7). Failures of the source come back in `error`; a document that is wrong
 * before any call is thrown as `InvalidDocument`.
 */
export interface DataSource {
  readonly name: string;
  readonly type: string;
  invoke(document: unknown, call: DataSourceCall): Awaitable<DataSourceOutcome>;
  /** Lambda only: several `BatchInvoke` documents in one call; one outcome for each, in order (6.2). */
  invokeBatch?(documents: readonly unknown[], calls: readonly DataSourceCall[]): Promise<readonly DataSourceOutcome[]>;
}

/** Thrown for a request document that AppSync refuses before it calls anything: field error of type `MappingTemplate` (8.4). */
export class InvalidDocument extends Error {
  override readonly name = 'InvalidDocument';
}

/** One call of a Lambda function by name, alias ARN or version ARN. */
export interface InvokeRequest {
  readonly function: string;
  readonly payload: unknown;
  readonly invocationType?: 'RequestResponse' | 'Event';
  /** The caller gives up after this many ms (AppSync: 30,000). */
  readonly timeoutMs?: number;
  readonly cost?: CostMeter;
}

/** As the Invoke API answers: `functionError` is set when the function itself failed. */
export type InvokeOutcome =
  | { readonly ok: true; readonly payload: unknown }
  | {
      readonly ok: false;
      readonly errorType: string;
      readonly errorMessage: string;
      /** `timeout`: the function's own limit; `caller-timeout`: `timeoutMs`; `crash`: the worker died; `handled`: it threw. */
      readonly reason: 'handled' | 'timeout' | 'caller-timeout' | 'crash' | 'not-found' | 'too-large' | 'throttled';
      readonly payload: unknown;
    };

export type Invoke = (request: InvokeRequest) => Promise<InvokeOutcome>;

/** A failure that DynamoDB itself reports: `name` is the exception's name without its namespace. */
export class DynamoDbFailure extends Error {
  override readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly statusCode: number;

  constructor(name: string, message: string, statusCode: number, body: Readonly<Record<string, unknown>>) {
    super(message);
    this.name = name;
    this.statusCode = statusCode;
    this.body = body;
  }
}

/**
 * DynamoDB's own JSON protocol. `operation` is `GetItem`, `Query` …; numbers in attribute values are text here (`{N: "5"}`).
 * @throws {DynamoDbFailure} what DynamoDB answered with a status of 400 or more
 */
export interface DynamoDbClient {
  readonly endpoint: string;
  call(operation: string, input: Readonly<Record<string, unknown>>, cost?: CostMeter): Promise<Record<string, unknown>>;
}
