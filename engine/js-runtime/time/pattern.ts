/** Reads Java `DateTimeFormatter` patterns (spec 3.2). */
import { LibraryError } from '../run/interruption.ts';

export type PatternPart =
  | { readonly kind: 'field'; readonly letter: string; readonly width: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'optional'; readonly parts: readonly PatternPart[] };

const LETTERS = /[GuyDMLdQqYwWEecFahKkHmsSAnNVzOXxZ]/;

/** @throws {LibraryError} for letters that Java lacks and brackets that do not close */
export function readPattern(pattern: string): readonly PatternPart[] {
  const reader = { pattern, at: 0 };
  const parts = readParts(reader, 0);
  if (reader.at < pattern.length) throw new LibraryError(`the pattern ${pattern} closes a bracket that is not open`);
  return parts;
}

interface Reader {
  readonly pattern: string;
  at: number;
}

function readParts(reader: Reader, depth: number): PatternPart[] {
  const parts: PatternPart[] = [];
  while (reader.at < reader.pattern.length) {
    const char = reader.pattern.charAt(reader.at);
    if (char === ']' && depth > 0) return parts;
    if (char === ']') break;
    parts.push(char === '[' ? readOptional(reader, depth) : readPart(reader, char));
  }
  if (depth > 0) throw new LibraryError(`the pattern ${reader.pattern} opens a bracket that is not closed`);
  return parts;
}

function readOptional(reader: Reader, depth: number): PatternPart {
  reader.at += 1;
  const parts = readParts(reader, depth + 1);
  reader.at += 1;
  return { kind: 'optional', parts };
}

function readPart(reader: Reader, char: string): PatternPart {
  if (char === "'") return readQuoted(reader);
  if (!/[A-Za-z]/.test(char)) {
    reader.at += 1;
    if ('{}#'.includes(char))
      throw new LibraryError(`the pattern ${reader.pattern} holds the reserved character ${char}`);
    return { kind: 'text', text: char };
  }
  if (!LETTERS.test(char)) throw new LibraryError(`the pattern ${reader.pattern} holds the unknown letter ${char}`);
  const start = reader.at;
  while (reader.pattern.charAt(reader.at) === char) reader.at += 1;
  return { kind: 'field', letter: char, width: reader.at - start };
}

// Two quotes are one quote, inside a quoted text and outside.
function readQuoted(reader: Reader): PatternPart {
  const rest = reader.pattern.slice(reader.at);
  const quoted = /^'((?:[^']|'')*)'/.exec(rest);
  if (!quoted) throw new LibraryError(`the pattern ${reader.pattern} opens a quote that is not closed`);
  reader.at += quoted[0].length;
  return { kind: 'text', text: quoted[0] === "''" ? "'" : (quoted[1] ?? '').replaceAll("''", "'") };
}
