/** What the build defines, and what Monaco looks for. */
declare const BUILD_VERSION: string;

// `var` is the only declaration that becomes a property of `globalThis`.
declare var MonacoEnvironment: { readonly getWorker: (workerId: string, label: string) => Worker } | undefined;

declare module 'saved-operations:all' {
  const bundle: import('./saved-operation.ts').OperationsBundle;
  export const operations: (typeof bundle)['operations'];
  export const discovery: (typeof bundle)['discovery'];
}

declare module '*.css';
