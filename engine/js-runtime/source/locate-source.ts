/** Where the files are that a source map names: bundlers write paths from folders that are not there any more. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Tries the path from `folder`, then what remains of it without leading dots from `folder` and each folder above.
 * @param source - as the map has it
 * @param exists - @default asks the disk
 * @returns a `file:` URL; the path as it stands when no such file is found
 */
export function locateSource(source: string, folder: string, exists: (path: string) => boolean = existsSync): string {
  if (/^[a-z][a-z+.-]+:/i.test(source)) return source;
  const bare = source.replace(/^(?:\.{1,2}\/)+/, '');
  const candidates = [resolve(folder, source), ...upwards(resolve(folder)).map((each) => join(each, bare))];
  const found = candidates.find(exists);
  return found === undefined ? source : pathToFileURL(found).href;
}

function upwards(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(above)];
}
