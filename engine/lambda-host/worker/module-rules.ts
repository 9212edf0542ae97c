/**
 * Makes `require` in the worker see what a function sees on Lambda: its own folder and the AWS SDK of the runtime. A folder above
 * the asset must not count: neither its `node_modules` (a forgotten bundle entry has to fail here) nor the `type` of its package.json.
 */
import { existsSync, readFileSync } from 'node:fs';
import nodeModule, { createRequire } from 'node:module';
import { dirname, isAbsolute, join, relative } from 'node:path';

interface ModuleObject {
  readonly filename?: string | null;
  _compile(text: string, file: string, format?: string): unknown;
}

interface ModuleInternals {
  _resolveFilename(request: string, parent: ModuleObject | undefined, isMain: boolean, options?: unknown): string;
  readonly _extensions: Record<string, (target: ModuleObject, file: string) => void>;
  new (id: string): ModuleObject & { filename: string; paths: string[]; exports: unknown; loaded: boolean };
}

const internals = nodeModule as unknown as ModuleInternals;
const IN_RUNTIME = /^@(aws-sdk|smithy)\//;

export function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path !== '' && !path.startsWith('..') && !isAbsolute(path);
}

/** Whether `file` is an ES module by Lambda's view: its ending, or the nearest package.json inside the task root. */
export function isEsModule(file: string, taskRoot: string): boolean {
  if (file.endsWith('.mjs')) return true;
  if (!file.endsWith('.js')) return false;
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) {
      const content = JSON.parse(readFileSync(manifest, 'utf8')) as { type?: unknown };
      return content.type === 'module';
    }
    if (folder === taskRoot || !isInside(taskRoot, folder)) return false;
  }
}

function notFound(request: string, parent: string): Error {
  const error = new Error(`Cannot find module '${request}'\nRequire stack:\n- ${parent}`);
  return Object.assign(error, { code: 'MODULE_NOT_FOUND' });
}

/** Installs the rules for this thread. */
export function installModuleRules(taskRoot: string, runtimeModulesFrom: string): void {
  const runtime = createRequire(runtimeModulesFrom);
  const resolve = internals._resolveFilename.bind(internals);
  internals._resolveFilename = (request, parent, isMain, options) => {
    const from = parent?.filename ?? '';
    if (!isInside(taskRoot, from)) return resolve(request, parent, isMain, options);
    let file: string | undefined;
    try {
      file = resolve(request, parent, isMain, options);
      if (!isAbsolute(file) || isInside(taskRoot, file)) return file;
    } catch (cause) {
      if (!IN_RUNTIME.test(request)) throw cause;
    }
    if (IN_RUNTIME.test(request)) return runtime.resolve(request);
    // An absolute path is meant as it is written; a bare name outside the asset would not exist on Lambda.
    if (isAbsolute(request) && file !== undefined) return file;
    throw notFound(request, from);
  };
  const loadJs = internals._extensions['.js'];
  internals._extensions['.js'] = (target, file) => {
    if (!isInside(taskRoot, file) || isEsModule(file, taskRoot)) return loadJs?.(target, file);
    target._compile(readFileSync(file, 'utf8'), file, 'commonjs');
  };
}

/** Runs CommonJS text as if it were the file `file`. @returns its exports */
export function runAsModule(text: string, file: string): unknown {
  const target = new internals(file);
  target.filename = file;
  target.paths = [];
  target._compile(text, file, 'commonjs');
  target.loaded = true;
  return target.exports;
}
