/** Builds every resolver of an API once: code compiled, data sources looked up, functions in order. */
import type { GraphQLSchema } from 'graphql';
import { isInterfaceType, isObjectType } from 'graphql';
import { userError } from '../../kernel/index.ts';
import type { DataSource } from '../../kernel/index.ts';
import type {
  ApiBlueprint,
  CodeBlueprint,
  PipelineFunctionBlueprint,
  ResolverBlueprint,
} from '../../template/index.ts';
import type { ApiCache } from '../cache/api-cache.ts';
import type { WriteConsole } from '../logging/console.ts';
import { UNIT_STEP, functionStep } from '../logging/field-log.ts';
import { loggedResolver } from '../logging/logged-resolver.ts';
import type { CompileCode, HandlerCode } from '../ports.ts';
import type { AttachedResolver } from './attached.ts';
import type { ResolverGround } from './ground.ts';
import { createPipelineResolver } from './pipeline.ts';
import type { Step } from './send.ts';
import { createUnitResolver } from './unit.ts';

export interface AttachOptions {
  readonly api: ApiBlueprint;
  readonly schema: GraphQLSchema;
  readonly compileCode: CompileCode;
  readonly dataSource: (name: string) => DataSource;
  readonly cache: ApiCache | null;
  readonly console: WriteConsole;
  /** True when the log tells of fields. */
  readonly isLogged: boolean;
}

/** AppSync's quota (10.3). */
const MAX_FUNCTIONS = 10;

function assertFieldExists(schema: GraphQLSchema, { typeName, fieldName }: ResolverBlueprint): void {
  const type = schema.getType(typeName);
  if ((isObjectType(type) || isInterfaceType(type)) && type.getFields()[fieldName] !== undefined) return;
  throw userError(
    'GRAPHQL_RESOLVER_WITHOUT_FIELD',
    `The resolver ${typeName}.${fieldName} belongs to no field of the schema.`,
    'Correct its type and field name, or add the field to the schema.',
  );
}

function directCode(
  owner: string,
  source: DataSource,
  code: CodeBlueprint | null,
  compile: CompileCode,
): HandlerCode | null {
  if (code !== null) return compile(code);
  if (source.type === 'AWS_LAMBDA') return null;
  throw userError(
    'GRAPHQL_RESOLVER_WITHOUT_CODE',
    `${owner} has no code, and its data source ${source.name} is of type ${source.type}.`,
    'Give it code; only a Lambda data source can do without.',
  );
}

function buildStep(options: AttachOptions, one: PipelineFunctionBlueprint): Step {
  const dataSource = options.dataSource(one.dataSourceName);
  const code = directCode(`The function ${one.name}`, dataSource, one.code, options.compileCode);
  const { functionId, maxBatchSize } = one;
  const evaluated = functionStep(one.name, `${options.api.arn}/functions/${functionId}`);
  return { id: `function/${functionId}`, code, dataSource, maxBatchSize, evaluated };
}

function missing(coordinate: string, what: string): Error {
  return userError(
    'GRAPHQL_RESOLVER_INCOMPLETE',
    `The resolver ${coordinate} names ${what}.`,
    'Correct the reference in the template.',
  );
}

type Steps = ReadonlyMap<string, Step>;

function stepsOf(coordinate: string, functionIds: readonly string[], steps: Steps): readonly Step[] {
  if (functionIds.length > MAX_FUNCTIONS) {
    throw userError(
      'GRAPHQL_PIPELINE_TOO_LONG',
      `The pipeline of ${coordinate} has ${functionIds.length} functions; AppSync takes ${MAX_FUNCTIONS}.`,
      'Join some of its functions.',
    );
  }
  return functionIds.map((id) => {
    const step = steps.get(id);
    if (step === undefined) throw missing(coordinate, `the function ${id}, which does not exist`);
    return step;
  });
}

function buildResolver(
  options: AttachOptions,
  one: ResolverBlueprint,
  steps: Steps,
  ground: ResolverGround,
): AttachedResolver {
  const coordinate = `${one.typeName}.${one.fieldName}`;
  if (one.kind === 'PIPELINE') {
    const own = stepsOf(coordinate, one.functionIds, steps);
    return createPipelineResolver(one.code === null ? null : options.compileCode(one.code), own, ground);
  }
  if (one.dataSourceName === null) throw missing(coordinate, 'no data source');
  const dataSource = options.dataSource(one.dataSourceName);
  const code = directCode(`The resolver ${coordinate}`, dataSource, one.code, options.compileCode);
  const { maxBatchSize } = one;
  return createUnitResolver(
    { id: `resolver/${coordinate}`, code, dataSource, maxBatchSize, evaluated: UNIT_STEP },
    ground,
  );
}

/** @returns by `Type.field`. Functions that several pipelines use are compiled once. */
export function attachResolvers(options: AttachOptions): ReadonlyMap<string, AttachedResolver> {
  const { api, cache } = options;
  const ground = { env: api.environment, texts: new WeakMap(), cache, console: options.console };
  const steps = new Map(api.functions.map((one) => [one.functionId, buildStep(options, one)]));
  return new Map(
    api.resolvers.map((one) => {
      assertFieldExists(options.schema, one);
      const built = buildResolver(options, one, steps, ground);
      const cached = cache === null ? built : cache.wrap(built, one);
      return [`${one.typeName}.${one.fieldName}`, options.isLogged ? loggedResolver(cached, one.arn) : cached];
    }),
  );
}
