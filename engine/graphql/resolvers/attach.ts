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
import type { CompileCode, HandlerCode } from '../ports.ts';
import type { AttachedResolver } from './attached.ts';
import type { SelectionTexts } from './context.ts';
import { createPipelineResolver } from './pipeline.ts';
import type { Step } from './send.ts';
import { createUnitResolver } from './unit.ts';

export interface AttachOptions {
  readonly api: ApiBlueprint;
  readonly schema: GraphQLSchema;
  readonly compileCode: CompileCode;
  readonly dataSource: (name: string) => DataSource;
}

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

function functionStep(options: AttachOptions, one: PipelineFunctionBlueprint): Step {
  const dataSource = options.dataSource(one.dataSourceName);
  const code = directCode(`The function ${one.name}`, dataSource, one.code, options.compileCode);
  return { id: `function/${one.functionId}`, code, dataSource, maxBatchSize: one.maxBatchSize };
}

function missing(coordinate: string, what: string): Error {
  return userError(
    'GRAPHQL_RESOLVER_INCOMPLETE',
    `The resolver ${coordinate} names ${what}.`,
    'Correct the reference in the template.',
  );
}

/** @returns by `Type.field`. Functions that several pipelines use are compiled once. */
export function attachResolvers(options: AttachOptions): ReadonlyMap<string, AttachedResolver> {
  const { api } = options;
  const texts: SelectionTexts = new WeakMap();
  const steps = new Map(api.functions.map((one) => [one.functionId, functionStep(options, one)]));
  const attach = (one: ResolverBlueprint): AttachedResolver => {
    const coordinate = `${one.typeName}.${one.fieldName}`;
    if (one.kind === 'PIPELINE') {
      const own = one.functionIds.map((id) => {
        const step = steps.get(id);
        if (step === undefined) throw missing(coordinate, `the function ${id}, which does not exist`);
        return step;
      });
      return createPipelineResolver(
        one.code === null ? null : options.compileCode(one.code),
        own,
        api.environment,
        texts,
      );
    }
    if (one.dataSourceName === null) throw missing(coordinate, 'no data source');
    const dataSource = options.dataSource(one.dataSourceName);
    const code = directCode(`The resolver ${coordinate}`, dataSource, one.code, options.compileCode);
    return createUnitResolver(
      { id: `resolver/${coordinate}`, code, dataSource, maxBatchSize: one.maxBatchSize },
      api.environment,
      texts,
    );
  };
  return new Map(
    api.resolvers.map((one) => {
      assertFieldExists(options.schema, one);
      return [`${one.typeName}.${one.fieldName}`, attach(one)];
    }),
  );
}
