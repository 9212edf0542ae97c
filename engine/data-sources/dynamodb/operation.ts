/** What the operations of the DynamoDB source share: their shape, and how failures of a call become `ctx.error` (5.4). */
import type {
  Clock,
  DataSourceCall,
  DataSourceError,
  DataSourceOutcome,
  DynamoDbClient,
  Invoke,
} from '../../kernel/index.ts';
import type { Members } from '../document.ts';
import type { PageTokens } from './page-tokens.ts';

export interface DynamoDbSource {
  /** The data source's own table, the only one that single-item operations, Query and Scan reach. */
  readonly tableName: string;
  readonly region: string;
  readonly client: DynamoDbClient;
  /** For `Custom` handlers of failed conditions. */
  readonly invoke: Invoke;
  readonly clock: Clock;
  readonly tokens: PageTokens;
  readonly newRequestId: () => string;
}

/** Answers one document. Refuses it by `InvalidDocument`; failures of DynamoDB may be thrown and are turned into an outcome. */
export type Operation = (source: DynamoDbSource, document: Members, call: DataSourceCall) => Promise<DataSourceOutcome>;

export function succeeded(result: unknown): DataSourceOutcome {
  return { result, error: null };
}

export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly statusCode: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** By shape, so that it holds across module copies. Anything else is a fault and passes on. */
export function isDynamoDbFailure(thrown: unknown): thrown is Error & Failure {
  return thrown instanceof Error && 'statusCode' in thrown && 'body' in thrown;
}

/** Unclassified validation errors come through the Java SDK as its base class (5.4). */
function classOf(failure: Failure): string {
  return failure.name === 'ValidationException' ? 'DynamoDbException' : failure.name;
}

export function toDataSourceError(source: DynamoDbSource, failure: Failure): DataSourceError {
  const trailer = `(Service: DynamoDb, Status Code: ${failure.statusCode}, Request ID: ${source.newRequestId()})`;
  return { message: `${failure.message} ${trailer}`, type: `DynamoDB:${classOf(failure)}` };
}
