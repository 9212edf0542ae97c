import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { importsOf, projectFiles, PROJECT_ROOT } from '../support/source-files.ts';

interface Arrow {
  readonly from: string;
  readonly to: readonly string[];
}

/** Rows of the table "Who may import whom" in ARCHITECTURE.md. */
function readArrows(): readonly Arrow[] {
  const text = readFileSync(join(PROJECT_ROOT, 'ARCHITECTURE.md'), 'utf8');
  const rows = text.slice(text.indexOf('## Who may import whom')).split('\n');
  return rows
    .filter((row) => row.startsWith('| `'))
    .map((row) => {
      const [, from = '', to = ''] = row.split('|').map((cell) => cell.trim());
      return {
        from: from.replaceAll('`', ''),
        to: [...to.matchAll(/(own )?`([^`]+)`/g)].map(([, own, path = '']) => `${own ?? ''}${path}`),
      };
    });
}

const SOURCES = /^(schema|resolvers|infra|engine|explorer|demo|scripts|bench)\/.*\.tsx?$/;

const matches = (pattern: string, folder: string): boolean => {
  const wanted = pattern.split('/');
  const got = folder.split('/');
  return wanted.length <= got.length && wanted.every((part, index) => part === '*' || part === got[index]);
};

const arrows = readArrows();
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

/** The most specific row for a folder. */
const roomOf = (folder: string): Arrow | undefined =>
  arrows
    .filter((arrow) => matches(arrow.from, folder))
    .sort((a, b) => b.from.split('/').length - a.from.split('/').length)[0];

const roomName = (folder: string): string => {
  const room = roomOf(folder);
  return room === undefined ? folder : folder.split('/').slice(0, room.from.split('/').length).join('/');
};

function isAllowed(from: string, to: string): boolean {
  const room = roomOf(from);
  if (room === undefined) return false;
  if (roomName(from) === roomName(to)) return true;
  const domain = from.split('/').slice(0, 2).join('/');
  return room.to.some((target) =>
    target.startsWith('own ') ? matches(`${domain}/${target.slice(4)}`, to) : matches(target, to),
  );
}

const sources = projectFiles().filter((path) => SOURCES.test(path));
const imports = sources.flatMap((path) => importsOf(path).map((target) => ({ path, target })));

describe('the arrows of ARCHITECTURE.md', () => {
  it('read as a table with a row for every room', () => {
    const rooms = new Set(sources.map((path) => folderOf(path)));

    expect([...rooms].filter((folder) => roomOf(folder) === undefined)).toEqual([]);
  });

  it('hold for every import', () => {
    const broken = imports.filter(({ path, target }) => !isAllowed(folderOf(path), folderOf(target)));

    expect(broken).toEqual([]);
  });

  it('refuse an import that the table does not list', () => {
    expect(isAllowed('engine/graphql', 'engine/auth')).toBe(false);
    expect(isAllowed('engine', 'resolvers/loyalty/model')).toBe(false);
    expect(isAllowed('resolvers/loyalty/js', 'resolvers/content/model')).toBe(false);
  });

  it('pass an engine room by its door alone', () => {
    const pastTheDoor = imports.filter(
      ({ path, target }) =>
        /^engine\/[^/]+\//.test(target) &&
        roomName(folderOf(path)) !== roomName(folderOf(target)) &&
        !target.endsWith('/index.ts'),
    );

    expect(pastTheDoor).toEqual([]);
  });

  it('make no cycle between files', () => {
    const next = new Map<string, readonly string[]>();
    for (const path of sources) next.set(path, [...importsOf(path, 'values')]);
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
        return;
      }
      if (done.has(path)) return;
      for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
      done.add(path);
    };
    for (const path of sources) visit(path, []);

    expect(cycles).toEqual([]);
  });
});

describe('file names', () => {
  it('are no junk drawers', () => {
    // `util` is AppSync's own word for what resolvers import; a room named after it is named after the field.
    const drawers = projectFiles().filter(
      (path) =>
        /(^|\/)(utils?|helpers?|common|misc|managers?)(\/|\.ts$)/.test(path) &&
        !path.includes('engine/js-runtime/util/') &&
        !path.includes('js-runtime/util'),
    );

    expect(drawers).toEqual([]);
  });
});
