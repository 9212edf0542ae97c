import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The drawers whose every file is an entry point. */
const ENTRY_DRAWERS = ['js', 'lambda', 'stream'] as const;

/** Entry files of all domains, from the project root, sorted. `resolvers/shared` holds none. */
export function resolverEntryFiles(root: string): readonly string[] {
  return readdirSync(join(root, 'resolvers'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
    .flatMap((domain) =>
      ENTRY_DRAWERS.flatMap((drawer) => {
        const folder = join('resolvers', domain.name, drawer);
        if (!existsSync(join(root, folder))) return [];
        return readdirSync(join(root, folder))
          .filter((name) => name.endsWith('.ts'))
          .map((name) => `${folder}/${name}`);
      }),
    )
    .sort();
}

/** @throws when a file of a resolver drawer is wired to nothing: it would never run, and nobody would notice */
export function checkNoOrphanResolverFile(root: string, wired: readonly string[]): void {
  const orphans = resolverEntryFiles(root).filter((file) => !wired.includes(file));
  if (orphans.length > 0) {
    throw new Error(`Not wired to any field: ${orphans.join(', ')}. Wire each in infra/domains/, or remove it.`);
  }
}
