/**
 * Bundles the explorer into a folder of static files: one page, its chunks and Monaco's three workers.
 *
 * Nothing in the result names a host, so the same folder is served by any web server. Run by hand:
 * `node --import tsx explorer/build.ts DIR`.
 */
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { readOperations } from './operations.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(HERE);
const SOURCES = join(HERE, 'src');
const OPERATIONS = join(ROOT, 'examples', 'operations');
const STAMP = 'build-hash.txt';

/** What ends up in the bundle and carries a version; a new version makes a new build. */
const PACKAGES = [
  '@aws-crypto/sha256-js',
  '@graphiql/react',
  '@smithy/signature-v4',
  'esbuild',
  'graphiql',
  'graphql',
  'monaco-editor',
  'monaco-graphql',
  'react',
  'react-dom',
];

const WORKERS = {
  'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
  'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
  'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
};

/**
 * Leaves a complete build in `outDir`; does nothing when the one there was made from the same sources and versions.
 * A reader of `outDir` never sees half a build: it is made beside it and moved into place.
 */
export async function buildExplorer(outDir: string): Promise<void> {
  const target = resolve(outDir);
  const hash = await hashInputs();
  if ((await readStamp(target)) === hash) return;

  const workshop = `${target}.${process.pid}.tmp`;
  await rm(workshop, { recursive: true, force: true });
  await mkdir(join(workshop, 'assets'), { recursive: true });
  const [page] = await Promise.all([bundlePage(workshop, hash), bundleWorkers(workshop)]);
  await writePage(workshop, page);
  await cp(join(SOURCES, 'favicon.svg'), join(workshop, 'favicon.svg'));
  await writeFile(join(workshop, STAMP), hash);
  await rm(target, { recursive: true, force: true });
  await rename(workshop, target);
}

interface PageFiles {
  readonly script: string;
  readonly style: string;
}

async function bundlePage(outDir: string, hash: string): Promise<PageFiles> {
  const result = await build({
    entryPoints: [join(SOURCES, 'main.tsx')],
    outdir: join(outDir, 'assets'),
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    legalComments: 'linked',
    metafile: true,
    loader: { '.ttf': 'file' },
    define: {
      'process.env.NODE_ENV': '"production"',
      // A worker has a fixed name, so that a new version of the page asks for it anew.
      BUILD_VERSION: JSON.stringify(hash.slice(0, 12)),
      SAVED_OPERATIONS: JSON.stringify(await readOperations(OPERATIONS)),
    },
    logLevel: 'warning',
  });
  const names = Object.keys(result.metafile.outputs).map((path) => basename(path));
  return { script: named(names, /^main-.*\.js$/), style: named(names, /^main-.*\.css$/) };
}

async function bundleWorkers(outDir: string): Promise<void> {
  await build({
    entryPoints: Object.entries(WORKERS).map(([out, entry]) => ({ out, in: entry })),
    outdir: join(outDir, 'assets'),
    absWorkingDir: ROOT,
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'linked',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
}

async function writePage(outDir: string, files: PageFiles): Promise<void> {
  const template = await readFile(join(SOURCES, 'index.html'), 'utf8');
  const html = template.replace('%SCRIPT%', `./assets/${files.script}`).replace('%STYLE%', `./assets/${files.style}`);
  await writeFile(join(outDir, 'index.html'), html);
}

async function hashInputs(): Promise<string> {
  const hash = createHash('sha256');
  const files = [
    join(HERE, 'build.ts'),
    join(HERE, 'operations.ts'),
    ...(await filesUnder(SOURCES)),
    ...(await filesUnder(OPERATIONS)),
  ];
  for (const file of files)
    hash
      .update(relative(ROOT, file))
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  for (const name of PACKAGES) hash.update(`${name}@${await versionOf(name)}\0`);
  return hash.digest('hex');
}

async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function versionOf(name: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
}

async function readStamp(folder: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, STAMP), 'utf8');
  } catch {
    // No build there yet.
    return undefined;
  }
}

function named(names: readonly string[], pattern: RegExp): string {
  const name = names.find((candidate) => pattern.test(candidate));
  if (name === undefined) throw new Error(`the bundle of the explorer holds no file like ${String(pattern)}`);
  return name;
}

const [, script, outDir] = process.argv;
if (script !== undefined && outDir !== undefined && pathToFileURL(resolve(script)).href === import.meta.url) {
  void buildExplorer(outDir);
}
