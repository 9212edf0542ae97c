/** What lets a debugger stop in the file that resolver code was written in: a source map of the text that really runs. */
import { addMapping, GenMapping, setSourceContent, toEncodedMap } from '@jridgewell/gen-mapping';
import { eachMapping, TraceMap, type SourceMapInput } from '@jridgewell/trace-mapping';
import { inlineMap } from '../source/inline-map.ts';
import { locateSource } from '../source/locate-source.ts';
import type { ResolverCode } from '../types.ts';
import type { Edited } from './edits.ts';

/** One place of the code and where it was written; lines start at 1, columns at 0, as the format has it. */
interface Origin {
  readonly line: number;
  readonly column: number;
  readonly source: string;
  readonly original: { readonly line: number; readonly column: number };
}

/**
 * @param folder - where the code was found: files that its own map names are looked for from there
 * @returns a comment for the end of `edited.text`
 */
export function debugMap(code: ResolverCode, edited: Edited, folder: string): string {
  const map = new GenMapping();
  const before = lineStarts(code.text);
  // Edits keep lines where they are: only columns move.
  const after = lineStarts(edited.text);
  for (const { line, column, source, original } of originsOf(code, folder, map)) {
    const moved = edited.offsetOf((before[line - 1] ?? 0) + column) - (after[line - 1] ?? 0);
    addMapping(map, { generated: { line, column: moved }, source, original });
  }
  const encoded = Buffer.from(JSON.stringify(toEncodedMap(map))).toString('base64');
  return `\n//# sourceMappingURL=data:application/json;base64,${encoded}`;
}

/** By the map that a bundler left; without one the code is its own source. */
function originsOf(code: ResolverCode, folder: string, map: GenMapping): readonly Origin[] {
  const bundled = traceMap(code.text);
  if (bundled === null) return ownLines(code, folder, map);
  const files = bundled.resolvedSources.map((source) => locateSource(source, folder));
  const fileOf = new Map(bundled.resolvedSources.map((source, index) => [source, files[index] ?? source] as const));
  const origins: Origin[] = [];
  eachMapping(bundled, ({ generatedLine: line, generatedColumn: column, source, originalLine, originalColumn }) => {
    if (source === null) return;
    const original = { line: originalLine, column: originalColumn };
    origins.push({ line, column, source: fileOf.get(source) ?? source, original });
  });
  files.forEach((file, index) => {
    const content = bundled.sourcesContent?.[index];
    if (typeof content === 'string') setSourceContent(map, file, content);
  });
  return origins;
}

function ownLines(code: ResolverCode, folder: string, map: GenMapping): readonly Origin[] {
  const source = locateSource(code.origin, folder);
  setSourceContent(map, source, code.text);
  return code.text.split('\n').map((text, index) => {
    const place = { line: index + 1, column: text.search(/\S|$/) };
    return { ...place, source, original: place };
  });
}

function traceMap(text: string): TraceMap | null {
  const map = inlineMap(text);
  try {
    return map === null ? null : new TraceMap(map as SourceMapInput);
  } catch {
    return null;
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
