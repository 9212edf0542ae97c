import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FailureBody, WorkerSettings } from '../protocol.ts';
import { toFailureBody, toRuntimeFailure } from './failure.ts';
import { isEsModule, runAsModule } from './module-rules.ts';

export type Handler = (event: unknown, context: unknown, callback: unknown) => unknown;

export type Loaded = { readonly handler: Handler } | { readonly error: FailureBody };

/** Lambda's order of endings. */
const ENDINGS = ['.js', '.mjs', '.cjs'];

interface HandlerName {
  readonly folder: string;
  readonly file: string;
  readonly path: readonly string[];
}

/** Splits `folder/file.export.nested` as Lambda's runtime does. @returns null when there is no export name */
export function parseHandler(handler: string): HandlerName | null {
  const slash = handler.lastIndexOf('/') + 1;
  const [file, ...path] = handler.slice(slash).split('.');
  if (!file || path.length === 0 || path.includes('')) return null;
  return { folder: handler.slice(0, slash), file, path };
}

function classify(thrown: unknown): FailureBody {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;
  if (thrown instanceof SyntaxError) return toRuntimeFailure('Runtime.UserCodeSyntaxError', thrown);
  if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') {
    return toRuntimeFailure('Runtime.ImportModuleError', thrown);
  }
  return toFailureBody(thrown);
}

async function loadModule(settings: WorkerSettings, name: HandlerName): Promise<unknown> {
  const base = join(settings.taskRoot, name.folder, name.file);
  if (settings.inline !== null) return runAsModule(settings.inline, `${base}.js`);
  const ending = ENDINGS.find((candidate) => existsSync(base + candidate));
  if (ending === undefined) {
    throw Object.assign(new Error(`Cannot find module '${name.file}'`), { code: 'MODULE_NOT_FOUND' });
  }
  const file = base + ending;
  if (isEsModule(file, settings.taskRoot)) return import(pathToFileURL(file).href) as Promise<unknown>;
  return createRequire(join(dirname(file), 'index.js'))(file) as unknown;
}

function follow(exported: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], exported);
}

/** Loads the function's code: the init phase of a cold start. Errors have the types of Lambda's runtime. */
export async function loadHandler(settings: WorkerSettings): Promise<Loaded> {
  const name = parseHandler(settings.handler);
  if (name === null)
    return { error: { errorType: 'Runtime.MalformedHandlerName', errorMessage: 'Bad handler', trace: [] } };
  try {
    const handler = follow(await loadModule(settings, name), name.path);
    if (typeof handler === 'function') return { handler: handler as Handler };
    const problem = handler === undefined ? 'is undefined or not exported' : 'is not a function';
    return {
      error: { errorType: 'Runtime.HandlerNotFound', errorMessage: `${settings.handler} ${problem}`, trace: [] },
    };
  } catch (thrown) {
    return { error: classify(thrown) };
  }
}
