/** What the build puts into the page about `examples/operations`. */
export interface SavedOperation {
  readonly name: string;
  /** The folder it lies in; empty for the one that greets a new visitor. */
  readonly domain: string;
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly about: string;
  /** Who may run it, the first being the best choice; empty means everybody. */
  readonly personas: readonly string[];
  readonly query: string;
  /** JSON text; may hold placeholders like `{{memberId}}`. */
  readonly variables: string;
}

/** Where the value of a placeholder comes from. */
export type Discovery =
  | { readonly claim: string }
  /** `path` leads into `data`, by names and indexes: `rewards.nodes.0.id`. */
  | { readonly query: string; readonly path: string }
  | { readonly make: 'key' | 'now' };

export interface OperationsBundle {
  readonly operations: readonly SavedOperation[];
  readonly discovery: Readonly<Record<string, Discovery>>;
}
