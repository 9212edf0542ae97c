/** What the runtime takes and gives. Plain data; nothing here knows GraphQL, DynamoDB or the network. */
import type { Clock, Random, SubscriptionInvalidation } from '../kernel/index.ts';

/** Resolver code as AppSync would get it, and where it came from. */
export interface ResolverCode {
  readonly text: string;
  readonly origin: string;
}

export type HandlerName = 'request' | 'response';

/**
 * `ctx` of one resolver run (spec/appsync-resolvers 1.6). Make one object a run and pass the same one to every step: `stash` and `outErrors`
 * are changed in place; `arguments`, `result`, `prev` and what the stash holds are replaced by private copies when the code may write
 * below them.
 */
export interface ResolverContext {
  arguments: Readonly<Record<string, unknown>>;
  readonly identity: unknown;
  readonly source: unknown;
  readonly stash: Record<string, unknown>;
  result?: unknown;
  prev?: { readonly result: unknown } | null;
  readonly error?: { readonly message: string; readonly type: string } | null;
  readonly request: unknown;
  readonly info: unknown;
  readonly env: Readonly<Record<string, string>>;
  readonly outErrors: OutError[];
}

/** One entry of `ctx.outErrors`. */
export interface OutError {
  readonly message: string;
  readonly type?: string;
  readonly data?: unknown;
  readonly errorInfo?: unknown;
}

/** What one evaluation may ask of its surroundings. */
export interface EvaluationHost {
  readonly clock: Pick<Clock, 'now'>;
  readonly random: Random;
  /** Receives `INFO - code.js:13:5: "text"` lines as they are written. */
  readonly log?: (line: string) => void;
  /** Headers that earlier resolvers of the request added: they count towards the 4 KB. */
  readonly responseHeaders?: ReadonlyMap<string, string>;
  /** Invalidations that earlier resolvers of the request asked for: they count towards the 5. */
  readonly invalidations?: readonly SubscriptionInvalidation[];
}

/** An error given to `util.error` or `util.appendError`. What was not given is null. */
export interface ResolverError {
  readonly message: string;
  readonly errorType: string | null;
  readonly data: unknown;
  readonly errorInfo: unknown;
}

/** How a handler ended (spec 1.4). */
export type Outcome =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'earlyReturn'; readonly value: unknown; readonly skipTo: 'NEXT' | 'END' }
  | ({ readonly kind: 'error' } & ResolverError)
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'codeError'; readonly message: string };

export interface CacheEviction {
  readonly typeName: string;
  readonly fieldName: string;
  readonly keyValues: Readonly<Record<string, unknown>>;
}

/** What a handler asked for beside its value. Empty lists are shared and frozen. */
export interface Effects {
  /** False when all of the below are empty, as they are for nearly every handler. */
  readonly hasEffects: boolean;
  readonly appendedErrors: readonly ResolverError[];
  /** `{filterGroup}` as given, or null. */
  readonly subscriptionFilter: unknown;
  readonly invalidationFilter: unknown;
  readonly invalidations: readonly SubscriptionInvalidation[];
  readonly evictions: readonly CacheEviction[];
  /** Accepted headers in call order; the last definition of a name wins. */
  readonly responseHeaders: readonly (readonly [name: string, value: string])[];
  /** Texts for errors of type `ResponseHeaderError`. */
  readonly headerErrors: readonly string[];
}

export interface Evaluation extends Effects {
  readonly outcome: Outcome;
  readonly logs: readonly string[];
}

/** One thing that AppSync refuses (`error`), or that no AWS document promises (`warning`). */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** The rule's name in `@aws-appsync/eslint-plugin` where it has one. */
  readonly rule: string;
  readonly message: string;
  /** As observed; the API's documentation says `PARSER_ERROR`. */
  readonly errorType: 'PARSE_ERROR' | 'LINT_ERROR';
  /** Both start at 1. */
  readonly line: number;
  readonly column: number;
  readonly span: number;
}
