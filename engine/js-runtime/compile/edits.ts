import type { Position } from '../source/places.ts';

/** Text changes that keep lines where they are, and remember where every column came from. */

interface Edit {
  readonly at: number;
  readonly removed: number;
  readonly text: string;
  /** At one place, what closes comes before what opens, and both before a replacement. */
  readonly rank: 0 | 1 | 2;
  readonly order: number;
}

/** The text after all edits. */
export interface Edited {
  readonly text: string;
  /** From a place of the result to one of the source. */
  readonly originOf: (position: Position) => Position;
  /** From an offset in the source to one in the result; what was replaced counts as what it was replaced by. */
  readonly offsetOf: (origin: number) => number;
}

export class TextEdits {
  readonly #edits: Edit[] = [];
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  /** Opens at the start of an expression. Made later means further out. `text` must hold no line break. */
  open(at: number, text: string): void {
    this.#edits.push({ at, removed: 0, text, rank: 1, order: -this.#edits.length });
  }

  /** Closes at the end of an expression. Made later means further out. */
  close(at: number, text: string): void {
    this.#edits.push({ at, removed: 0, text, rank: 0, order: this.#edits.length });
  }

  /** Whether something that was opened there would go on with the statement before, where no semicolon ends it. */
  opensBracket(at: number): boolean {
    return this.#edits.some((edit) => edit.rank === 1 && edit.at === at && edit.text.startsWith('('));
  }

  replace(start: number, end: number, text: string): void {
    this.#edits.push({ at: start, removed: end - start, text, rank: 2, order: this.#edits.length });
  }

  /** Removes text, line breaks excepted. */
  blank(start: number, end: number): void {
    this.replace(start, end, this.#source.slice(start, end).replace(/[^\n]/g, ' '));
  }

  /** @param prefix - goes in front on the first line. @param suffix - goes behind the last line */
  apply(prefix: string, suffix: string): Edited {
    const edits = [...this.#edits].sort((a, b) => a.at - b.at || a.rank - b.rank || a.order - b.order);
    // Pairs of (offset in the result, offset in the source), one at each start of unchanged text.
    const anchors: (readonly [number, number])[] = [];
    let text = prefix;
    let at = 0;
    for (const edit of edits) {
      anchors.push([text.length, at]);
      text += this.#source.slice(at, edit.at) + edit.text;
      at = edit.at + edit.removed;
    }
    anchors.push([text.length, at]);
    text += `${this.#source.slice(at)}${suffix}`;
    return {
      text,
      originOf: (position) => this.#originOf(text, anchors, position),
      offsetOf: (origin) => movedTo(anchors, origin),
    };
  }

  #originOf(text: string, anchors: readonly (readonly [number, number])[], position: Position): Position {
    const offset = offsetOf(text, position);
    let origin = 0;
    for (const [index, [to, from]] of anchors.entries()) {
      if (to > offset) break;
      // A place within inserted text counts as the place that follows it.
      origin = Math.min(from + offset - to, anchors[index + 1]?.[1] ?? this.#source.length);
    }
    return positionOf(this.#source, origin);
  }
}

/** @param anchors - pairs of (offset in the result, offset in the source), in order of both */
function movedTo(anchors: readonly (readonly [number, number])[], origin: number): number {
  let low = 0;
  let high = anchors.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((anchors[middle]?.[1] ?? 0) <= origin) low = middle;
    else high = middle - 1;
  }
  const [to, from] = anchors[low] ?? [0, 0];
  return Math.min(to + origin - from, anchors[low + 1]?.[0] ?? Infinity);
}

function offsetOf(text: string, { line, column }: Position): number {
  let start = 0;
  for (let n = 1; n < line; n += 1) start = text.indexOf('\n', start) + 1;
  return start + column - 1;
}

/** The line and column of an offset. */
export function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}
