import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** The folder that holds package.json. */
export const PROJECT_ROOT = join(import.meta.dirname, '..', '..');

/** Files of the project that git knows or would add, from the project root. */
export function projectFiles(): readonly string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((path) => path !== '' && existsSync(join(PROJECT_ROOT, path)));
}

/** Project-relative targets of a source file's relative imports; without those that vanish at run time when `values` is set. */
export function importsOf(path: string, only: 'all' | 'values' = 'all'): readonly string[] {
  const text = readFileSync(join(PROJECT_ROOT, path), 'utf8');
  const { importedFiles } = ts.preProcessFile(
    only === 'all' ? text : text.replaceAll(/^(import|export) type [^;]*;/gm, ''),
    true,
    true,
  );
  return importedFiles
    .map((each) => each.fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(PROJECT_ROOT, join(PROJECT_ROOT, dirname(path), name)));
}
