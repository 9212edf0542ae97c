/** Small stand-ins for the ports of engine/graphql: handler code as plain functions, data sources as plain functions. */
import { createGraphqlApi } from '../../../../engine/graphql/index.ts';
import type {
  CompileCode,
  Evaluation,
  EvaluationHost,
  GraphqlApi,
  GraphqlApiOptions,
  GraphqlBody,
  ResolverContext,
} from '../../../../engine/graphql/index.ts';
import { createLog, MAX_REQUEST_MS } from '../../../../engine/kernel/index.ts';
import type {
  Clock,
  DataSource,
  DataSourceCall,
  DataSourceOutcome,
  RequestScope,
} from '../../../../engine/kernel/index.ts';
import type { ApiBlueprint, PipelineFunctionBlueprint, ResolverBlueprint } from '../../../../engine/template/index.ts';
import { aRequestScope } from '../../../support/request-scope.ts';

type Handler = (ctx: ResolverContext, host: EvaluationHost) => Evaluation;

export interface Handlers {
  readonly request?: Handler;
  readonly response?: Handler;
  readonly caching?: ResolverBlueprint['caching'];
}

export const value = (of: unknown): Evaluation => ({ kind: 'value', value: of });
export const early = (of: unknown, skipTo?: 'END' | 'NEXT'): Evaluation => ({ kind: 'earlyReturn', value: of, skipTo });
export const failure = (message: string, errorType: string | null = null, data: unknown = null): Evaluation => ({
  kind: 'error',
  message,
  errorType,
  data,
  errorInfo: null,
});

const PASS: Record<'request' | 'response', Handler> = {
  request: (ctx) => value({ payload: ctx.arguments }),
  response: (ctx) => (ctx.error === undefined ? value(ctx.result) : failure(ctx.error.message, ctx.error.type)),
};

export interface Pipeline extends Handlers {
  readonly functions: readonly string[];
}

export interface FunctionOf extends Handlers {
  readonly source?: string;
  readonly maxBatchSize?: number;
  readonly isDirect?: boolean;
}

export type Source = (document: unknown, call: DataSourceCall) => unknown;

export interface Setup {
  readonly sdl: string;
  /** By `Type.field`: a plain function is a NONE-like resolver that gives its value. */
  readonly resolvers?: Readonly<Record<string, ((ctx: ResolverContext) => unknown) | FunctionOf | Pipeline>>;
  readonly functions?: Readonly<Record<string, FunctionOf>>;
  readonly sources?: Readonly<Record<string, Source | Partial<DataSource>>>;
  readonly api?: Partial<ApiBlueprint>;
  readonly options?: Partial<GraphqlApiOptions>;
}

function toHandlers(given: ((ctx: ResolverContext) => unknown) | Handlers): Record<'request' | 'response', Handler> {
  if (typeof given === 'function') return { request: PASS.request, response: (ctx) => value(given(ctx)) };
  return { request: given.request ?? PASS.request, response: given.response ?? PASS.response };
}

function toSource(name: string, given: Source | Partial<DataSource> | undefined): DataSource {
  if (typeof given === 'object') {
    return { name, type: 'AWS_LAMBDA', invoke: () => Promise.resolve({ result: null, error: null }), ...given };
  }
  const answer: Source = given ?? ((document) => (document as { payload?: unknown } | null)?.payload ?? null);
  return {
    name,
    type: name === 'none' ? 'NONE' : 'AWS_LAMBDA',
    async invoke(document, call): Promise<DataSourceOutcome> {
      await Promise.resolve();
      const result = answer(document, call);
      const isOutcome = typeof result === 'object' && result !== null && 'error' in result && 'result' in result;
      return isOutcome ? (result as DataSourceOutcome) : { result, error: null };
    },
  };
}

export const stillClock: Clock = { now: () => 0, after: () => () => undefined };

const EMPTY_API = {
  apiId: 'api',
  arn: 'arn:aws:appsync:eu-west-1:111122223333:apis/api',
  name: 'api',
  authProviders: [{ mode: 'API_KEY' }],
  apiKeys: [],
  dataSources: [],
  environment: {},
  queryDepthLimit: 0,
  resolverCountLimit: 0,
  introspection: true,
  fieldLogLevel: 'NONE',
  excludeVerboseContent: false,
  cache: null,
} as const;

function toResolver(coordinate: string, given: unknown): ResolverBlueprint {
  const [typeName = '', fieldName = ''] = coordinate.split('.');
  const {
    functions,
    source,
    maxBatchSize = 0,
    isDirect = false,
    caching = null,
  } = given as Partial<Pipeline & FunctionOf>;
  return {
    typeName,
    fieldName,
    arn: `arn:${coordinate}`,
    maxBatchSize,
    caching,
    kind: functions === undefined ? 'UNIT' : 'PIPELINE',
    dataSourceName: functions === undefined ? (source ?? 'none') : null,
    functionIds: functions ?? [],
    code: isDirect ? null : { text: coordinate, origin: coordinate },
  };
}

export function anApi(setup: Setup): GraphqlApi {
  const { resolvers = {}, functions = {}, sources = {} } = setup;
  const code = new Map<string, Record<'request' | 'response', Handler>>();
  for (const [name, given] of Object.entries({ ...resolvers, ...functions })) code.set(name, toHandlers(given));
  const compileCode: CompileCode = ({ text }) => ({
    evaluate(handler, context, host) {
      const handlers = code.get(text);
      if (handlers === undefined) throw new Error(`no code ${text}`);
      return handlers[handler](context, host);
    },
  });
  const api: ApiBlueprint = {
    ...EMPTY_API,
    sdl: setup.sdl,
    resolvers: Object.entries(resolvers).map(([coordinate, given]) => toResolver(coordinate, given)),
    functions: Object.entries(functions).map(([functionId, given]): PipelineFunctionBlueprint => ({
      functionId,
      name: functionId,
      dataSourceName: given.source ?? 'none',
      code: given.isDirect === true ? null : { text: functionId, origin: functionId },
      maxBatchSize: given.maxBatchSize ?? 0,
    })),
    ...setup.api,
  };
  return createGraphqlApi({
    api,
    compileCode,
    dataSource: (name) => toSource(name, sources[name]),
    clock: stillClock,
    log: createLog('silent'),
    ...setup.options,
  });
}

/** Begins at the still clock's moment. */
export const aScope = (given: Partial<RequestScope> = {}): RequestScope =>
  aRequestScope({ endsAt: stillClock.now() + MAX_REQUEST_MS, ...given });

/** Sends one operation and gives the body as a client would parse it. */
export async function ask(
  api: GraphqlApi,
  query: string,
  variables: unknown = null,
  scope: RequestScope = aScope(),
): Promise<GraphqlBody> {
  const { body } = await api.execute({ query, variables, operationName: null }, scope);
  return JSON.parse(typeof body === 'string' ? body : JSON.stringify(body)) as GraphqlBody;
}

/** Only the messages of what went wrong. */
export async function messagesOf(
  api: GraphqlApi,
  query: string,
  variables: unknown = null,
): Promise<readonly string[]> {
  return ((await ask(api, query, variables)).errors ?? []).map((error) => error.message);
}
