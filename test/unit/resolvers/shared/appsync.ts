/**
 * Stands in for the AppSync modules, which are typings only on npm: the DynamoDB helpers give back their input with the name of
 * the operation, and what ends a handler is thrown.
 */
interface Ended {
  readonly message: string;
  readonly errorType: string;
}

export class HandlerEnded extends Error {
  readonly errorType: string;

  constructor({ message, errorType }: Ended) {
    super(message);
    this.errorType = errorType;
  }
}

export const appsyncUtils = {
  util: {
    error: (message: string, errorType: string): never => {
      throw new HandlerEnded({ message, errorType });
    },
    unauthorized: (): never => {
      throw new HandlerEnded({ message: 'Unauthorized', errorType: 'Unauthorized' });
    },
  },
};

export const appsyncDynamodb = {
  query: (input: object) => ({ operation: 'Query', ...input }),
  get: (input: object) => ({ operation: 'GetItem', ...input }),
};

/** The parts of `ctx` that resolvers read. */
export interface ContextParts {
  readonly args?: object;
  readonly source?: object;
  readonly identity?: object | null;
  readonly result?: unknown;
  readonly error?: { readonly message: string; readonly type: string };
}

/** Typed as whatever handler receives it: a test gives only what the handler reads. */
export function aContext<TContext>(parts: ContextParts): TContext {
  return { args: {}, identity: null, ...parts } as unknown as TContext;
}

export const aToken = (claims: Readonly<Record<string, string>>, groups: readonly string[] | null = null) => ({
  claims,
  groups,
});
