import { CfnFunctionConfiguration, CfnResolver } from 'aws-cdk-lib/aws-appsync';
import type { CfnDataSource, CfnResolverProps, GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import type { Construct } from 'constructs';
import { bundleResolver } from '../constructs/bundle.ts';
import { functionSource } from '../constructs/data-source.ts';
import { GatewayFunction, type GatewayFunctionProps } from '../constructs/gateway-function.ts';

/** What has been wired so far, over all domains: the completeness checks read it. */
export class WiredFields {
  /** `Type.field` → source file, from the project root. */
  readonly files = new Map<string, string>();
  /** APPSYNC_JS source file → the code that is sent. */
  readonly bundles = new Map<string, string>();
  /** Files that are wired without a field: stream consumers. */
  readonly consumers: string[] = [];

  add(coordinate: string, file: string): void {
    const earlier = this.files.get(coordinate);
    if (earlier !== undefined) {
      throw new Error(
        `${coordinate} is wired twice: to ${earlier} and to ${file}. AppSync takes one resolver a field.`,
      );
    }
    this.files.set(coordinate, file);
  }
}

/** One function of a pipeline: `resolvers/<domain>/js/steps/<step>.ts` over a data source. */
export interface PipelineStep {
  readonly step: string;
  readonly source: CfnDataSource;
}

const RUNTIME = { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' };

/** Ties the fields of one domain to their code: the file is found by the field's coordinate, and by nothing else. */
export class FieldWiring {
  readonly #scope: Construct;
  readonly #api: GraphqlApi;
  readonly #domain: string;
  readonly #wired: WiredFields;
  /** Steps that a pipeline of this domain has already: two pipelines share one function. */
  readonly #steps = new Map<string, CfnFunctionConfiguration>();

  constructor(scope: Construct, api: GraphqlApi, domain: string, wired: WiredFields) {
    this.#scope = scope;
    this.#api = api;
    this.#domain = domain;
    this.#wired = wired;
  }

  /** A field served by `resolvers/<domain>/js/<coordinate>.ts` over a data source. */
  js(coordinate: string, source: CfnDataSource): void {
    const file = `resolvers/${this.#domain}/js/${coordinate}.ts`;
    this.#wired.add(coordinate, file);
    const code = bundleResolver(file);
    this.#wired.bundles.set(file, code);
    this.#resolver(coordinate, source, { runtime: RUNTIME, code });
  }

  /** A field served by several steps in turn; `resolvers/<domain>/js/<coordinate>.ts` runs before the first and after the last. */
  pipeline(coordinate: string, steps: readonly PipelineStep[]): void {
    const file = `resolvers/${this.#domain}/js/${coordinate}.ts`;
    this.#wired.add(coordinate, file);
    const code = bundleResolver(file);
    this.#wired.bundles.set(file, code);
    const functions = steps.map((each) => this.#step(each));
    const [typeName = '', fieldName = ''] = coordinate.split('.');
    const resolver = new CfnResolver(this.#scope, coordinate, {
      apiId: this.#api.apiId,
      typeName,
      fieldName,
      kind: 'PIPELINE',
      pipelineConfig: { functions: functions.map((each) => each.attrFunctionId) },
      runtime: RUNTIME,
      code,
    });
    this.#api.addSchemaDependency(resolver);
  }

  /** A field served by a function of its own, `resolvers/<domain>/lambda/<coordinate>.ts`, without code in between. */
  lambda(coordinate: string, props: Omit<GatewayFunctionProps, 'entry'>): GatewayFunction {
    const file = `resolvers/${this.#domain}/lambda/${coordinate}.ts`;
    this.#wired.add(coordinate, file);
    const handler = new GatewayFunction(this.#scope, `${coordinate}.Handler`, { ...props, entry: file });
    const source = functionSource(this.#scope, this.#api, coordinate.replace('.', '_'), handler.alias);
    this.#resolver(coordinate, source, {});
    return handler;
  }

  /** A stream consumer, `resolvers/<domain>/stream/<name>.ts`. */
  consumer(name: string, props: Omit<GatewayFunctionProps, 'entry'>): GatewayFunction {
    const file = `resolvers/${this.#domain}/stream/${name}.ts`;
    this.#wired.consumers.push(file);
    return new GatewayFunction(this.#scope, name, { ...props, entry: file });
  }

  #step({ step, source }: PipelineStep): CfnFunctionConfiguration {
    const known = this.#steps.get(step);
    if (known !== undefined) return known;
    const file = `resolvers/${this.#domain}/js/steps/${step}.ts`;
    const code = bundleResolver(file);
    this.#wired.bundles.set(file, code);
    const made = new CfnFunctionConfiguration(this.#scope, `${step}.Step`, {
      apiId: this.#api.apiId,
      name: `${this.#domain}_${step}`,
      dataSourceName: source.name,
      runtime: RUNTIME,
      code,
    });
    made.addResourceDependency(source);
    this.#steps.set(step, made);
    return made;
  }

  #resolver(coordinate: string, source: CfnDataSource, code: Pick<CfnResolverProps, 'runtime' | 'code'>): void {
    const [typeName = '', fieldName = ''] = coordinate.split('.');
    const resolver = new CfnResolver(this.#scope, coordinate, {
      apiId: this.#api.apiId,
      typeName,
      fieldName,
      kind: 'UNIT',
      dataSourceName: source.name,
      ...code,
    });
    resolver.addResourceDependency(source);
    this.#api.addSchemaDependency(resolver);
  }
}
