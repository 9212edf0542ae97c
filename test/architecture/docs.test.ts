import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectFiles, PROJECT_ROOT } from '../support/source-files.ts';

const read = (path: string): string => readFileSync(join(PROJECT_ROOT, path), 'utf8');
const engineSources = projectFiles().filter((path) => /^engine\/.*\.ts$/.test(path));

describe('docs/errors.md', () => {
  const thrown = new Set(
    engineSources.flatMap((path) =>
      [...read(path).matchAll(/(?:userError|fault)\(\s*'([A-Z][A-Z0-9_]+)'/g)].map(([, code = '']) => code),
    ),
  );
  const listed = new Set(
    [...read('docs/errors.md').matchAll(/^\| `([A-Z][A-Z0-9_]+)`/gm)].map(([, code = '']) => code),
  );

  it('lists every code that the engine can throw', () => {
    expect([...thrown].filter((code) => !listed.has(code)).sort()).toEqual([]);
  });

  it('lists no code that nothing throws', () => {
    expect([...listed].filter((code) => !thrown.has(code)).sort()).toEqual([]);
  });
});

describe('docs/parity.md', () => {
  const rows = read('docs/parity.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| behaviour'))
    .map((line) => line.split('|').map((cell) => cell.trim()));

  it('has rows', () => {
    expect(rows.length).toBeGreaterThan(20);
  });

  it('says same, differs or refused in each row', () => {
    expect(rows.filter(([, , verdict = '']) => !['same', 'differs', 'refused'].includes(verdict))).toEqual([]);
  });

  it('names in each row a test file that exists', () => {
    const missing = rows.filter(([, , , , test = '']) => !existsSync(join(PROJECT_ROOT, test.replaceAll('`', ''))));

    expect(missing).toEqual([]);
  });
});

describe('links', () => {
  it('lead to files that exist', () => {
    const broken = projectFiles()
      .filter((path) => path.endsWith('.md'))
      .flatMap((path) =>
        [...read(path).matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
          .map(([, target = '']) => ({ path, target }))
          .filter(({ target }) => !existsSync(join(PROJECT_ROOT, path, '..', target))),
      );

    expect(broken).toEqual([]);
  });
});
