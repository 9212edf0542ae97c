/** Puts a data source behind its service role: what the role may not do, the source is never asked for. */
import type { DataSource, DataSourceCall, DataSourceError } from '../kernel/index.ts';
import type { ApiBlueprint, DataSourceBlueprint, TableBlueprint } from '../template/index.ts';
import { createDynamoDbAccesses } from './document-accesses.ts';
import type { Access } from './evaluate.ts';
import type { Iam, Principal } from './iam.ts';
import { leadingKeys } from './leading-keys.ts';
import type { RequestContext } from './pattern.ts';

export interface GuardOptions {
  readonly iam: Iam;
  readonly tables: readonly TableBlueprint[];
  readonly region: string;
  readonly accountId: string;
}

/** As the SDK of AppSync words it: a class that the service does not model comes through as the base class (spec/appsync-resolvers 5.4). */
interface Service {
  readonly errorType: string;
  readonly name: string;
  readonly status: number;
}

const DYNAMODB: Service = { errorType: 'DynamoDB:DynamoDbException', name: 'DynamoDb', status: 400 };
const LAMBDA: Service = { errorType: 'Lambda:LambdaException', name: 'Lambda', status: 403 };
const EVENT_BRIDGE: Service = { errorType: 'EventBridge:EventBridgeException', name: 'EventBridge', status: 400 };

interface Needs {
  readonly service: Service;
  /** The same objects again wherever it can, so that what is settled is known by them. */
  accesses(document: unknown): readonly Access[];
  context?(document: unknown): RequestContext;
}

/** NONE and HTTP sources call nothing of AWS with their role, and are given back as they are. */
export function guardDataSource(source: DataSource, blueprint: DataSourceBlueprint, options: GuardOptions): DataSource {
  const { iam } = options;
  const needs = iam.mode === 'off' ? null : needsOf(blueprint, options);
  if (needs === null || blueprint.roleArn === null) return source;
  const user = `data source ${blueprint.name}`;
  const principal: Principal = { arn: blueprint.roleArn, session: 'APPSYNC_ASSUME_ROLE', user };

  const settled = new WeakSet<Access>();
  const denialOf = (document: unknown, call: DataSourceCall): DataSourceError | null => {
    for (const access of needs.accesses(document)) {
      if (settled.has(access)) continue;
      const decision = iam.authorize(principal, access, () => needs.context?.(document) ?? new Map());
      if (!decision.ok) return toError(needs.service, decision.message, call.scope.requestId);
      if (decision.isSettled) settled.add(access);
    }
    return null;
  };

  const guarded: DataSource = {
    name: source.name,
    type: source.type,
    invoke(document, call) {
      const error = denialOf(document, call);
      return error === null ? source.invoke(document, call) : { result: null, error };
    },
  };
  const invokeBatch = source.invokeBatch?.bind(source);
  if (invokeBatch === undefined) return guarded;
  return {
    ...guarded,
    invokeBatch(documents, calls) {
      const [call] = calls;
      const error = call === undefined ? null : denialOf(documents[0], call);
      if (error === null) return invokeBatch(documents, calls);
      return Promise.resolve(calls.map(() => ({ result: null, error })));
    },
  };
}

/** Every data source of an API behind its role, each guarded once. */
export function guardDataSources(
  lookUp: (name: string) => DataSource,
  options: GuardOptions & { readonly api: Pick<ApiBlueprint, 'dataSources'> },
): (name: string) => DataSource {
  const blueprints = new Map(options.api.dataSources.map((source) => [source.name, source]));
  const guarded = new Map<string, DataSource>();
  return (name) => {
    const known = guarded.get(name);
    if (known !== undefined) return known;
    const source = lookUp(name);
    const blueprint = blueprints.get(name);
    const fresh = blueprint === undefined ? source : guardDataSource(source, blueprint, options);
    guarded.set(name, fresh);
    return fresh;
  };
}

function needsOf(blueprint: DataSourceBlueprint, options: GuardOptions): Needs | null {
  switch (blueprint.type) {
    case 'AMAZON_DYNAMODB':
      return dynamoDbNeeds(blueprint.tableName, options);
    case 'AWS_LAMBDA': {
      const invoke: readonly Access[] = [{ action: 'lambda:InvokeFunction', resource: blueprint.functionArn }];
      return { service: LAMBDA, accesses: () => invoke };
    }
    case 'AMAZON_EVENTBRIDGE': {
      const put: readonly Access[] = [{ action: 'events:PutEvents', resource: blueprint.eventBusArn }];
      return { service: EVENT_BRIDGE, accesses: () => put };
    }
    case 'NONE':
    case 'HTTP':
      return null;
  }
}

function dynamoDbNeeds(tableName: string, { tables, region, accountId }: GuardOptions): Needs {
  const byName = new Map(tables.map((table) => [table.tableName, table]));
  const arnOf = (name: string): string =>
    byName.get(name)?.arn ?? `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;
  return {
    service: DYNAMODB,
    accesses: createDynamoDbAccesses(tableName, arnOf),
    context: (document) => {
      const input = typeof document === 'object' && document !== null ? (document as Record<string, unknown>) : {};
      return leadingKeys(input, partitionKeyOf(byName.get(tableName), input.index));
    },
  };
}

/** The partition key of a table, or of the index that a query names. */
export function partitionKeyOf(table: TableBlueprint | undefined, index: unknown): string {
  const found = table?.globalIndexes.find((each) => each.name === index);
  return (found ?? table)?.partitionKey.name ?? '';
}

function toError({ errorType, name, status }: Service, message: string, requestId: string): DataSourceError {
  return {
    message: `${message} (Service: ${name}, Status Code: ${status}, Request ID: ${requestId})`,
    type: errorType,
  };
}
