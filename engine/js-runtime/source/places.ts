/** How logs and errors name a place: in the file that it was written in, where an inline source map tells (spec 2.1), else in `code.js`. */
import { SourceMap, type SourceMapPayload } from 'node:module';

/** Both start at 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** `code.js:13:5`, or `src/getPost.ts:4:3`. */
export type PlaceOf = (position: Position) => string;

const INLINE_MAP = /\/\/# sourceMappingURL=data:application\/json;(?:charset=utf-8;)?base64,([A-Za-z0-9+/=]+)\s*$/;

/** The map is read when the first place is asked for. Text behind the comment, or a map that cannot be read, leaves the places as they are. */
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
  const encoded = INLINE_MAP.exec(text)?.[1];
  if (encoded === undefined) return null;
  try {
    return new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as SourceMapPayload);
  } catch {
    return null;
  }
}
