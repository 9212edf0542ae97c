/** Stand-ins for what engine/data-sources asks of others. */
import { createDataSources } from '../../../../engine/data-sources/index.ts';
import type { DataSourcesOptions } from '../../../../engine/data-sources/index.ts';
import { DynamoDbFailure, MAX_REQUEST_MS } from '../../../../engine/kernel/index.ts';
import type {
  DataSource,
  DataSourceCall,
  DynamoDbClient,
  InvokeOutcome,
  InvokeRequest,
  Random,
} from '../../../../engine/kernel/index.ts';
import type { DataSourceBlueprint } from '../../../../engine/template/index.ts';
import { aRequestScope } from '../../../support/request-scope.ts';

/** The moment at which everything here happens. */
export const NOW_MS = 1_700_000_000_000;

export interface ClientCall {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Answers in turn: an object is an answer, an Error is thrown. */
export function aClient(
  ...answers: readonly (Record<string, unknown> | Error)[]
): DynamoDbClient & { readonly calls: ClientCall[] } {
  const calls: ClientCall[] = [];
  return {
    endpoint: 'http://127.0.0.1:1',
    calls,
    call(operation, input) {
      calls.push({ operation, input });
      const answer = answers[calls.length - 1] ?? {};
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
}

export const conditionFailed = (): DynamoDbFailure =>
  new DynamoDbFailure('ConditionalCheckFailedException', 'The conditional request failed', 400, {});

export function aCall(given: Partial<DataSourceCall> = {}): DataSourceCall {
  return {
    scope: aRequestScope({ endsAt: NOW_MS + MAX_REQUEST_MS }),
    coordinate: 'Query.item',
    resolverId: 'resolver/Query.item',
    context: { arguments: { id: '1' } },
    ...given,
  };
}

let counter = 0;
/** Counts, so that no two nonces are the same. */
export const countingRandom: Random = {
  uuid: () => '0abc0000-0000-4000-8000-000000000000',
  number: () => 0.5,
  bytes: (length) => Uint8Array.from({ length }, () => (counter += 1) % 256),
};

export const PAGE_TOKEN_KEY = new Uint8Array(32).fill(7);

export interface Given {
  readonly source: DataSourceBlueprint;
  readonly client?: DynamoDbClient;
  readonly invoke?: (request: InvokeRequest) => InvokeOutcome;
  readonly options?: Partial<DataSourcesOptions>;
}

export function aDataSource({ source, client, invoke, options }: Given): DataSource {
  const lookup = createDataSources({
    api: { arn: 'arn:aws:appsync:eu-west-1:111122223333:apis/api', dataSources: [source] },
    dynamodb: client ?? aClient(),
    invoke: (request) => Promise.resolve(invoke?.(request) ?? { ok: true, payload: null }),
    random: countingRandom,
    clock: { now: () => NOW_MS, after: () => () => undefined },
    pageTokenKey: PAGE_TOKEN_KEY,
    ...options,
  });
  return lookup(source.name);
}

export const aTable = (client: DynamoDbClient, invoke?: (request: InvokeRequest) => InvokeOutcome): DataSource =>
  aDataSource({
    source: { type: 'AMAZON_DYNAMODB', name: 'items', roleArn: null, tableName: 'Items', versioned: false },
    client,
    invoke,
  });
