/** How logs and errors name a place: in the file that it was written in, where an inline source map tells (spec 2.1), else in `code.js`. */
import { SourceMap, type SourceMapPayload } from 'node:module';
import { inlineMap } from './inline-map.ts';

/** Both start at 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** `code.js:13:5`, or `src/getPost.ts:4:3`. */
export type PlaceOf = (position: Position) => string;

/** The map is read when the first place is asked for. Without one, or with one that cannot be read, places stay as they are. */
export function placesOf(text: string): PlaceOf {
  let map: SourceMap | null | undefined;
  return ({ line, column }) => {
    map ??= readMap(text);
    const entry = map?.findEntry(line - 1, column - 1);
    if (entry === undefined || !('originalSource' in entry)) return `code.js:${line}:${column}`;
    const { originalSource, originalLine, originalColumn } = entry;
    return `${originalSource}:${originalLine + 1}:${originalColumn + 1}`;
  };
}

function readMap(text: string): SourceMap | null {
  const map = inlineMap(text);
  try {
    return map === null ? null : new SourceMap(map as SourceMapPayload);
  } catch {
    return null;
  }
}
