/** `ctx` and the host of one resolver run (spec/appsync-resolvers 1.6). */
import type { DataSourceError, Identity, RequestHeaders, RequestScope } from '../../kernel/index.ts';
import type { FieldPlan } from '../plan.ts';
import type { EvaluationHost, FieldInfo, RaisedError, ResolverContext } from '../ports.ts';
import { listSelections, printSelections } from '../selection-info.ts';
import type { ResolverCall } from './attached.ts';
import type { ResolverGround } from './ground.ts';

interface Selections {
  list: readonly string[] | undefined;
  text: string | undefined;
}

/** Keyed by plan, so both texts are worked out once for all requests that share the plan. */
export type SelectionTexts = WeakMap<FieldPlan, Selections>;

class Info implements FieldInfo {
  readonly fieldName: string;
  readonly parentTypeName: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly #field: FieldPlan;
  readonly #texts: SelectionTexts;

  constructor(field: FieldPlan, variables: Readonly<Record<string, unknown>>, texts: SelectionTexts) {
    this.fieldName = field.name;
    this.parentTypeName = field.parentType;
    this.variables = variables;
    this.#field = field;
    this.#texts = texts;
  }

  get selectionSetList(): readonly string[] {
    return (this.#known().list ??= listSelections(this.#field));
  }

  get selectionSetGraphQL(): string {
    return (this.#known().text ??= printSelections(this.#field.nodes));
  }

  #known(): Selections {
    let known = this.#texts.get(this.#field);
    if (known === undefined) this.#texts.set(this.#field, (known = { list: undefined, text: undefined }));
    return known;
  }
}

/** One class for all contexts keeps their shape the same, which the evaluator's speed depends on. */
class Context implements ResolverContext {
  arguments: Readonly<Record<string, unknown>>;
  readonly identity: Identity;
  readonly source: unknown;
  readonly stash: Record<string, unknown> = {};
  readonly request: { readonly headers: RequestHeaders; readonly domainName: string | null };
  readonly info: FieldInfo;
  readonly env: Readonly<Record<string, string>>;
  prev: { readonly result: unknown } | null = null;
  result: unknown = undefined;
  error: DataSourceError | undefined = undefined;
  readonly outErrors: ResolverContext['outErrors'] = [];

  constructor(call: ResolverCall, info: FieldInfo, env: Readonly<Record<string, string>>) {
    const { scope } = call.run;
    this.arguments = call.args;
    this.identity = scope.caller.identity;
    this.source = call.source;
    this.request = call.run.request;
    this.info = info;
    this.env = env;
  }
}

class Host implements EvaluationHost {
  readonly scope: RequestScope;
  readonly coordinate: string;
  readonly operation: 'query' | 'mutation' | 'subscription';
  readonly appendedErrors: RaisedError[] = [];
  subscriptionFilter: unknown = undefined;
  subscriptionInvalidationFilter: unknown = undefined;
  readonly #call: ResolverCall;
  readonly #ground: ResolverGround;

  constructor(call: ResolverCall, ground: ResolverGround) {
    this.#call = call;
    this.#ground = ground;
    this.scope = call.run.scope;
    this.coordinate = call.field.coordinate;
    this.operation = call.run.operation;
  }

  console(line: string): void {
    this.#ground.console(line, this.#call);
  }

  /** Outside of mutations it does nothing (3.8). */
  evictFromCache(typeName: string, fieldName: string, keyValues: Readonly<Record<string, unknown>>): void {
    const { notes } = this.#call.run;
    if (this.operation !== 'mutation' || notes === undefined || this.#ground.cache === null) return;
    notes.deletedCacheEntries += this.#ground.cache.evict(typeName, fieldName, keyValues);
  }
}

/** What the steps of one resolver run share. */
export interface Frame {
  readonly call: ResolverCall;
  readonly context: ResolverContext;
  readonly host: EvaluationHost;
}

export function openFrame(call: ResolverCall, ground: ResolverGround): Frame {
  const host = new Host(call, ground);
  const context = new Context(call, new Info(call.field, call.run.variablesAsSent, ground.texts), ground.env);
  return { call, context, host };
}
