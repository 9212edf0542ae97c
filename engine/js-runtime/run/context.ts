/** `ctx` as the handler sees it (spec 1.6). */
import { cloneJson } from './plain-json.ts';
import type { ResolverContext } from '../types.ts';

/** Frozen at its own level; `args` is another name for `arguments` and is not serialised. */
export class HandlerContext {
  readonly arguments: unknown;
  readonly identity: unknown;
  readonly source: unknown;
  readonly stash: unknown;
  readonly result: unknown;
  readonly prev: unknown;
  readonly error: unknown;
  readonly request: unknown;
  readonly info: unknown;
  readonly env: unknown;
  readonly outErrors: unknown;

  /** @param mayWrite - the code may write below `ctx`: values that others share are copied */
  constructor(context: ResolverContext, mayWrite: boolean) {
    if (mayWrite) own(context);
    this.arguments = context.arguments;
    this.identity = mayWrite ? cloneJson(context.identity) : context.identity;
    this.source = mayWrite ? cloneJson(context.source) : context.source;
    this.stash = context.stash;
    this.result = context.result;
    this.prev = context.prev;
    this.error = context.error;
    this.request = mayWrite ? cloneJson(context.request) : context.request;
    this.info = mayWrite ? copyInfo(context.info) : context.info;
    this.env = mayWrite ? cloneJson(context.env) : context.env;
    this.outErrors = context.outErrors;
    Object.freeze(this);
  }

  get args(): unknown {
    return this.arguments;
  }
}

/** Copies that stay with the run: what request writes, response sees. The stash keeps its own identity. */
function own(context: ResolverContext): void {
  context.arguments = cloneJson(context.arguments);
  context.result = cloneJson(context.result);
  context.prev = cloneJson(context.prev);
  for (const [name, value] of Object.entries(context.stash)) context.stash[name] = cloneJson(value);
}

const copyInfo = (info: unknown): unknown => (info instanceof ResolverInfo ? info.copy() : cloneJson(info));

/** What `ctx.info` is made of. The two selection members are computed when they are read, if ever. */
export interface InfoParts {
  readonly fieldName: string;
  readonly parentTypeName: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly selectionSetList: () => readonly string[];
  readonly selectionSetGraphQL: () => string;
}

/** `ctx.info`: `JSON.stringify` leaves the two selection members out, reading them by name works (spec 1.6). */
export class ResolverInfo {
  readonly fieldName: string;
  readonly parentTypeName: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly #parts: InfoParts;
  #list: readonly string[] | undefined;
  #text: string | undefined;

  constructor(parts: InfoParts) {
    this.fieldName = parts.fieldName;
    this.parentTypeName = parts.parentTypeName;
    this.variables = parts.variables;
    this.#parts = parts;
  }

  get selectionSetList(): readonly string[] {
    this.#list ??= this.#parts.selectionSetList();
    return [...this.#list];
  }

  get selectionSetGraphQL(): string {
    this.#text ??= this.#parts.selectionSetGraphQL();
    return this.#text;
  }
  /** For code that may write: variables belong to the whole request. */
  copy(): ResolverInfo {
    return new ResolverInfo({ ...this.#parts, variables: cloneJson(this.variables) });
  }
}
