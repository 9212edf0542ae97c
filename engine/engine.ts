/**
 * The composition root: reads the assembly, starts each room in the order in which they need each other, and joins their ports. Nothing
 * is decided here but who gets what.
 */
import { resolve } from 'node:path';
import { createAuthenticator, createCredentialStore, verifySignature } from './auth/index.ts';
import { createAwsEndpoint, createQueueStore } from './aws-endpoint/index.ts';
import { createDataSources } from './data-sources/index.ts';
import { type Database, startDatabase } from './database.ts';
import { debugging, type Debugging, openInspector } from './debugging.ts';
import { createTables, enableStreams } from './dynamodb-local/index.ts';
import { createEventBus, type EventBus } from './event-bus/index.ts';
import { createGraphqlApi, type GraphqlApi, type MutationResult } from './graphql/index.ts';
import {
  assertRolesGiven,
  assertStreamsReadable,
  createIam,
  functionRule,
  guardDataSources,
  type Iam,
  type IamMode,
  rootFieldRule,
} from './iam/index.ts';
import {
  type Clock,
  createLog,
  type DynamoDbClient,
  type Invoke,
  Lifecycle,
  type Log,
  type LogLevel,
  type Random,
  systemClock,
  systemRandom,
} from './kernel/index.ts';
import { createLambdaHost } from './lambda-host/index.ts';
import { type Outputs, toOutputs } from './outputs.ts';
import { defaultPersonas, type Persona, personaDesk, personaUsers } from './personas.ts';
import { createRealtime, type Realtime } from './realtime/index.ts';
import { resolverCode } from './resolver-code.ts';
import { pageTokenKey } from './secrets.ts';
import { roleCalls } from './role-calls.ts';
import { createScheduler } from './scheduler/index.ts';
import { createServer } from './server/index.ts';
import { createStreamConsumers } from './streams/index.ts';
import { type Blueprint, readBlueprint } from './template/index.ts';
import { subscribePort } from './subscribe.ts';
import { openCertificate } from './tls/index.ts';
import { createUserPool, type UserPool } from './user-pool/index.ts';
import { userPoolRoutes } from './user-pool-routes.ts';

export interface SeedContext {
  readonly dynamodbEndpoint: string;
  /** `Outputs` of the stack. */
  readonly outputs: Readonly<Record<string, string>>;
}

export interface EngineOptions {
  /** Cloud assembly folder, or one CloudFormation template. */
  readonly assembly: string;
  /** @default the one stack with a GraphQL API */
  readonly stack?: string;
  /** Name or logical id. @default the one GraphQL API of the stack */
  readonly api?: string;
  /** Values of template parameters; what is not given has its default. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** What stacks elsewhere export, by the name of the export. */
  readonly imports?: Readonly<Record<string, string>>;
  /** @default what the assembly says, else what the template was written for, else eu-west-1 */
  readonly region?: string;
  /** @default what the assembly says, else 000000000000 */
  readonly accountId?: string;
  /** 1..65535: the template's URLs name it, so it is known before anything listens. */
  readonly port: number;
  /** @default 127.0.0.1 */
  readonly host?: string;
  /** Keeps the local authority and certificate. @default `dataDirectory`, and without one in memory */
  readonly tlsDirectory?: string;
  /** Where data and keys stay. @default in memory */
  readonly dataDirectory?: string;
  /** What `startDatabase` gave, for the same `dataDirectory`; the engine ends it. @default starts its own */
  readonly database?: Database;
  /** Static files served at `/`. */
  readonly explorerDirectory?: string;
  /** @default one for each way in that the template has */
  readonly personas?: readonly Persona[];
  /** Writes data before any stream is read. */
  readonly seed?: (context: SeedContext) => Promise<void>;
  /** What the roles' policies do not allow fails (`enforce`), is logged (`warn`), or is not looked at. @default enforce */
  readonly iam?: IamMode;
  /** Where a debugger may attach. While one may (`node --inspect` counts), nothing ends because it takes long. @default none */
  readonly inspectPort?: number;
  /** @default info */
  readonly logLevel?: LogLevel;
  readonly onProgress?: (text: string) => void;
}

export interface Engine {
  /** `http://localhost:4000` */
  readonly origin: string;
  /** Fresh tokens at each call. */
  outputs(): Outputs;
  /** Ends everything that was started. @returns what failed while ending */
  stop(): Promise<readonly unknown[]>;
}

/** What every room is given. */
interface Ground {
  readonly options: EngineOptions;
  readonly origin: string;
  readonly blueprint: Blueprint;
  readonly iam: Iam;
  readonly debug: Debugging;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly lifecycle: Lifecycle;
}

/** Starts everything and resolves when requests are answered. What was started before a failure is ended. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const lifecycle = new Lifecycle();
  try {
    return await start(options, lifecycle);
  } catch (cause) {
    await lifecycle.stop();
    throw cause;
  }
}

async function start(options: EngineOptions, lifecycle: Lifecycle): Promise<Engine> {
  const progress = options.onProgress ?? (() => undefined);
  if (options.database === undefined) progress('starting DynamoDB Local');
  const starting = options.database ?? startDatabase(options);
  lifecycle.onStop('dynamodb-local', () => starting.stop());
  const host = options.host ?? '127.0.0.1';
  const origin = `http://${host === '127.0.0.1' ? 'localhost' : host}:${options.port}`;
  const log = createLog(options.logLevel ?? 'info');
  const chosen = {
    ...(options.stack === undefined ? {} : { stack: options.stack }),
    ...(options.api === undefined ? {} : { api: options.api }),
    ...(options.parameters === undefined ? {} : { parameters: options.parameters }),
    ...(options.imports === undefined ? {} : { imports: options.imports }),
    ...(options.region === undefined ? {} : { region: options.region }),
    ...(options.accountId === undefined ? {} : { accountId: options.accountId }),
  };
  const blueprint = readBlueprint({ path: options.assembly, endpoint: origin, ...chosen });
  for (const { severity, ...each } of blueprint.notServed) log[severity]('not served', each);
  const iam = createIam({ ...blueprint, mode: options.iam ?? 'enforce', log });
  assertStreamsReadable(iam, blueprint);
  assertRolesGiven(iam, blueprint.api, log);
  const debug = debugging(openInspector(options.inspectPort), systemClock);
  const rooms = { clock: systemClock, random: systemRandom, log, lifecycle };
  const ground: Ground = { options, origin, blueprint, iam, debug, ...rooms };

  const personaList = options.personas ?? defaultPersonas(blueprint);

  const [database, certificate, pools] = await Promise.all([
    starting.ready,
    openCertificate({ ...ground, host, directory: options.tlsDirectory ?? options.dataDirectory }),
    startUserPools(ground, personaList, (request) => functions.invoke(request)),
  ]);
  await createTables(database.client, blueprint.tables);
  const credentials = createCredentialStore(systemRandom);
  const functions = await startFunctions(ground, database.endpoint, credentials);
  const { invoke, queues, bus, calls } = functions;
  const authenticator = createAuthenticator({
    ...ground,
    api: blueprint.api,
    pools,
    credentials,
    invoke,
    region: blueprint.region,
    accountId: blueprint.accountId,
  });

  const { graphql, realtime } = buildApi(ground, database.client, { invoke, bus, calls }, authenticator);
  const personas = personaDesk(personaList, { blueprint, pools, credentials });
  const local = { origin, dynamodbEndpoint: database.endpoint, caFile: certificate.caFile };
  const outputs = (): Outputs => toOutputs({ blueprint, ...local, personas: personas() });
  const server = await createServer({
    ...ground,
    host,
    port: options.port,
    graphql: (operation, scope) => graphql.execute(operation, debug.scope(scope)),
    authenticate: (request) => authenticator.authenticate(request),
    realtime,
    tls: certificate,
    routes: {
      outputs,
      siteFolder: options.explorerDirectory,
      texts: { '/ca.pem': { type: 'application/x-pem-file', text: certificate.ca } },
      ...userPoolRoutes(pools, origin),
    },
  });
  lifecycle.onStop('server', () => server.close());

  await options.seed?.({ dynamodbEndpoint: database.endpoint, outputs: blueprint.outputs });
  // After the seed: what it writes is history, not news.
  const streamArns = await enableStreams(database.client, blueprint.tables);
  const consumers = createStreamConsumers({
    ...ground,
    eventSources: blueprint.eventSources,
    tables: blueprint.tables,
    streams: database.streams,
    localStreamArn: (arn) => {
      const table = blueprint.tables.find((each) => each.streamArn === arn);
      return table === undefined ? null : streamArns.get(table.tableName);
    },
    invoke,
    onFailure: (arn, message) => void queues.send(arn, JSON.stringify(message)),
  });
  lifecycle.onStop('streams', () => consumers.stop());
  await consumers.start();
  startSchedules(ground, invoke, queues);
  server.ready();
  return { origin, outputs, stop: () => lifecycle.stop() };
}

/** A folder keeps their keys, so that tokens of before a restart hold. */
function startUserPools(ground: Ground, personas: readonly Persona[], invoke: Invoke): Promise<UserPool[]> {
  const { options, blueprint } = ground;
  const given = { ...ground, region: blueprint.region, keyDirectory: options.dataDirectory, invoke };
  const users = personaUsers(personas);
  return Promise.all(blueprint.userPools.map((pool) => createUserPool({ ...given, pool, users })));
}

/** Functions, and the endpoint that they reach as AWS with their own role's keys. */
async function startFunctions(ground: Ground, dynamodb: string, credentials: ReturnType<typeof createCredentialStore>) {
  const { blueprint, iam, debug, clock, random, log, lifecycle } = ground;
  const { region, accountId } = blueprint;
  const queues = createQueueStore({ queues: blueprint.queues, clock, random });
  const calls = roleCalls({ credentials, region, origin: ground.origin, awsEndpoint: () => endpoint.url });
  const bus = createEventBus({
    ...ground,
    buses: blueprint.eventBuses,
    rules: blueprint.eventRules,
    region,
    accountId,
    invoke: (request) => host.invoke(request),
    sendToQueue: (arn, body, attributes = {}) => void queues.send(arn, body, { attributes }),
    callGraphql: calls.callGraphql,
  });
  lifecycle.onStop('event bus', () => bus.stop());
  const endpoint = await createAwsEndpoint({
    ...ground,
    region: blueprint.region,
    accountId: blueprint.accountId,
    dynamodb,
    queues,
    putEvents: async (_role, entries) => ({ ...(await bus.putEvents(entries)) }),
    verify: (request) => {
      const outcome = verifySignature(request, { credentials, clock });
      return outcome.ok ? { ok: true, roleArn: outcome.credential.principalArn } : outcome;
    },
    ...(iam.mode === 'off' ? {} : { authorize: functionRule(iam, blueprint) }),
  });
  lifecycle.onStop('aws endpoint', () => endpoint.stop());
  const keys = new Map(
    blueprint.functions.map((each) => [each.logicalId, credentials.issue(each.roleArn, each.functionName)]),
  );
  const host = createLambdaHost({
    functions: debug.functions(blueprint.functions),
    aliases: blueprint.aliases,
    clock,
    log,
    random,
    environmentFor: (each) => {
      const key = keys.get(each.logicalId);
      return {
        AWS_ENDPOINT_URL: endpoint.url,
        AWS_ACCESS_KEY_ID: key?.accessKeyId ?? '',
        AWS_SECRET_ACCESS_KEY: key?.secretAccessKey ?? '',
        AWS_SESSION_TOKEN: key?.sessionToken ?? '',
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      };
    },
  });
  lifecycle.onStop('functions', () => host.stop());
  return { invoke: debug.invoke(host.invoke), queues, bus, calls };
}

/** Last of all: what is due at once finds everything else at work. */
function startSchedules(ground: Ground, invoke: Invoke, queues: ReturnType<typeof createQueueStore>): void {
  const { blueprint, iam, lifecycle } = ground;
  const scheduler = createScheduler({
    ...ground,
    schedules: blueprint.schedules,
    region: blueprint.region,
    accountId: blueprint.accountId,
    invoke,
    sendToQueue: (arn, body, attributes = {}) => void queues.send(arn, body, { attributes }),
    refusalOf: (roleArn, action, resource) => {
      const decision = iam.authorize({ arn: roleArn, session: 'scheduler', user: 'schedule' }, { action, resource });
      return decision.ok || iam.mode !== 'enforce' ? null : decision.message;
    },
  });
  lifecycle.onStop('schedules', () => scheduler.stop());
  scheduler.start();
}

function buildApi(
  ground: Ground,
  dynamodb: DynamoDbClient,
  reach: { readonly invoke: Invoke; readonly bus: EventBus; readonly calls: ReturnType<typeof roleCalls> },
  authenticator: ReturnType<typeof createAuthenticator>,
): { readonly graphql: GraphqlApi; readonly realtime: Realtime } {
  const { blueprint, iam, debug, options, random } = ground;
  const dataSource = createDataSources({
    ...ground,
    api: blueprint.api,
    dynamodb,
    invoke: reach.invoke,
    putEvents: (entries) => reach.bus.putEvents(entries.map((entry) => ({ ...entry }))),
    signHttp: reach.calls.signHttp,
    pageTokenKey: pageTokenKey(options.dataDirectory, random),
  });
  const graphql = createGraphqlApi({
    ...ground,
    api: blueprint.api,
    compileCode: resolverCode({ ...ground, debugFrom: debug.isOn ? resolve(options.assembly) : undefined }),
    dataSource: guardDataSources(dataSource, { ...blueprint, iam }),
    ...(iam.mode === 'off' ? {} : { allowsRootField: rootFieldRule(iam, blueprint.api.arn) }),
    onMutationResult: (result) => publish(result),
  });
  const subscribe = subscribePort(graphql);
  const realtime = createRealtime({
    ...ground,
    fieldsByMutation: graphql.triggers,
    authenticate: (message) => authenticator.authenticate(message),
    subscribe: (operation, scope) => subscribe(operation, debug.scope(scope)),
    limits: debug.realtimeLimits,
  });
  const publish = ({ fieldName, result, scope }: MutationResult): void => {
    realtime.publish({ mutationField: fieldName, payload: result });
    for (const invalidation of scope.invalidations.splice(0)) realtime.invalidate(invalidation);
  };
  return { graphql, realtime };
}
