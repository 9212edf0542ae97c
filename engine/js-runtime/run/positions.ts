/** Finds where in the resolver's own text something was thrown. */
import type { Position } from '../source/places.ts';

type Sites = readonly NodeJS.CallSite[];

// The trace is formatted when it is first read. Reading it raw keeps `--enable-source-maps` from moving the places.
function callSites(thrown: object): Sites {
  const before = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  Error.prepareStackTrace = (_error, sites) => sites;
  try {
    const stack: unknown = 'stack' in thrown ? thrown.stack : undefined;
    return Array.isArray(stack) ? (stack as Sites) : [];
  } finally {
    if (before === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace');
    else Object.defineProperty(Error, 'prepareStackTrace', before);
  }
}

/** The innermost place in the script called `fileName`, in that script's own lines and columns; undefined when nothing of it ran. */
export function thrownAt(thrown: unknown, fileName: string): Position | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const site = callSites(thrown).find((one) => one.getFileName() === fileName);
  return site ? { line: site.getLineNumber() ?? 1, column: site.getColumnNumber() ?? 1 } : undefined;
}
