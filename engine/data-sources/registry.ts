/** All data sources of an API by name, each made at its first use and kept. */
import { userError } from '../kernel/index.ts';
import type { Clock, DataSource, DynamoDbClient, Invoke, Random } from '../kernel/index.ts';
import type { ApiBlueprint, DataSourceBlueprint } from '../template/index.ts';
import { createPageTokens } from './dynamodb/page-tokens.ts';
import type { PageTokens } from './dynamodb/page-tokens.ts';
import { createDynamoDbDataSource } from './dynamodb/source.ts';
import { createEventBridgeDataSource } from './event-bridge.ts';
import type { PutEvents } from './event-bridge.ts';
import { createHttpDataSource } from './http.ts';
import type { SignHttp } from './http.ts';
import { sendHttp } from './http-client.ts';
import type { SendHttp } from './http-client.ts';
import { createLambdaDataSource } from './lambda.ts';
import { createNoneDataSource } from './none.ts';

export interface DataSourcesOptions {
  readonly api: Pick<ApiBlueprint, 'arn' | 'dataSources'>;
  readonly dynamodb: DynamoDbClient;
  readonly invoke: Invoke;
  readonly random: Random;
  readonly clock: Clock;
  /** Seals `nextToken`s. Keep it with the data, so that tokens of an earlier start still open. */
  readonly pageTokenKey: Uint8Array;
  /** @default none: a data source of type AMAZON_EVENTBRIDGE is refused */
  readonly putEvents?: PutEvents;
  /** Signs calls of HTTP sources with IAM authorization. @default none: such a data source is refused */
  readonly signHttp?: (source: DataSourceBlueprint & { readonly type: 'HTTP' }) => SignHttp;
  /** @default over sockets of this machine */
  readonly sendHttp?: SendHttp;
}

function create(options: DataSourcesOptions, tokens: PageTokens, source: DataSourceBlueprint): DataSource {
  const { invoke, random, clock, putEvents, signHttp } = options;
  switch (source.type) {
    case 'NONE':
      return createNoneDataSource(source.name);
    case 'AWS_LAMBDA':
      return createLambdaDataSource(source.name, source.functionArn, invoke, clock);
    case 'AMAZON_DYNAMODB':
      assertNotVersioned(source);
      return createDynamoDbDataSource(source.name, {
        tableName: source.tableName,
        region: options.api.arn.split(':')[3] ?? '',
        client: options.dynamodb,
        invoke,
        clock,
        tokens,
        newRequestId: () => random.uuid().replaceAll('-', '').toUpperCase(),
      });
    case 'HTTP':
      if (source.signing !== null && signHttp === undefined) throw notServed(source, 'IAM-signed HTTP');
      return createHttpDataSource(source.name, source.endpoint, {
        sign: source.signing === null ? null : (signHttp?.(source) ?? null),
        send: options.sendHttp ?? sendHttp,
        clock,
      });
    case 'AMAZON_EVENTBRIDGE':
      if (putEvents === undefined) throw notServed(source, 'EventBridge');
      return createEventBridgeDataSource(source.name, source.eventBusArn, putEvents);
  }
}

function assertNotVersioned(source: DataSourceBlueprint & { readonly type: 'AMAZON_DYNAMODB' }): void {
  if (source.versioned) throw notServed(source, 'versioned DynamoDB');
}

function notServed(source: DataSourceBlueprint, what: string): Error {
  return userError(
    'DATA_SOURCE_NOT_SERVED',
    `The data source ${source.name} needs ${what}, which is not served here.`,
    'Leave it out of the local template, or start the engine with what serves it.',
  );
}

/** @returns a lookup that throws `DATA_SOURCE_UNKNOWN` or `DATA_SOURCE_NOT_SERVED` */
export function createDataSources(options: DataSourcesOptions): (name: string) => DataSource {
  const tokens = createPageTokens(options.pageTokenKey, options.random);
  const blueprints = new Map(options.api.dataSources.map((source) => [source.name, source]));
  const made = new Map<string, DataSource>();
  return (name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const blueprint = blueprints.get(name);
    if (blueprint === undefined) {
      const names = [...blueprints.keys()].join(', ');
      throw userError(
        'DATA_SOURCE_UNKNOWN',
        `There is no data source ${name}; there are: ${names}.`,
        'Correct the name in the template.',
      );
    }
    const source = create(options, tokens, blueprint);
    made.set(name, source);
    return source;
  };
}
