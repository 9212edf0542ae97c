/** Turns a source file into what AWS takes: one file of APPSYNC_JS, or a folder for a function. In process, no Docker, no child. */
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** The folder that holds package.json. */
export const PROJECT_ROOT = join(import.meta.dirname, '..', '..');

/** AppSync refuses longer code: spec "Limits", 32,000 characters for one resolver or function. */
const MAX_RESOLVER_CHARACTERS = 32_000;

/**
 * Bundles a resolver with the flags that AppSync documents. Built paths in the inline source map are relative, so that two checkouts
 * give the same template.
 * @param entry - path from the project root
 */
export function bundleResolver(entry: string): string {
  const { outputFiles } = buildSync({
    absWorkingDir: PROJECT_ROOT,
    entryPoints: [entry],
    outdir: '.build/resolvers',
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'esnext',
    external: ['@aws-appsync/utils'],
    sourcemap: 'inline',
    sourcesContent: false,
    charset: 'utf8',
    logLevel: 'silent',
  });
  const code = outputFiles[0]?.text ?? '';
  if (code.length > MAX_RESOLVER_CHARACTERS) {
    throw new Error(
      `${entry} is ${code.length} characters when bundled; AppSync takes ${MAX_RESOLVER_CHARACTERS}. Move logic into a function or import less.`,
    );
  }
  return code;
}

/**
 * Bundles a function, the SDK included: a tree-shaken SDK starts faster than the one in the Lambda runtime.
 * @returns a folder with `index.js`, for `Code.fromAsset`
 */
export function bundleFunction(entry: string): string {
  const name = entry.replace(/\.ts$/, '').replaceAll(/[^A-Za-z0-9]+/g, '-');
  // As deep as `cdk.out/asset.<hash>`, where it is copied to: the paths of the source map hold there, too.
  const directory = join('.build', `function-${name}`);
  buildSync({
    absWorkingDir: PROJECT_ROOT,
    entryPoints: [entry],
    outfile: join(directory, 'index.js'),
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'silent',
  });
  return join(PROJECT_ROOT, directory);
}
