/** AppSync's quotas that bear on one request (spec/appsync-resolvers 10.3, 10.4), and guards of our own around the parser. */
import { Kind } from 'graphql';
import type { DocumentNode, SelectionSetNode } from 'graphql';

export const MAX_DOCUMENT_TOKENS = 15_000;
export const DEFAULT_RESOLVER_COUNT = 10_000;
/** Our own: deeper text would overflow the recursive parser's stack. Real operations stay below 30. */
export const MAX_TEXT_NESTING = 200;
/** Our own: nested fragments can double at each level. */
export const MAX_EXPANDED_FIELDS = 50_000;
/** What Jackson, AppSync's parser, takes by default in AWSJSON. */
export const MAX_JSON_NESTING = 1_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const HASH = 0x23;
const NEWLINE = 0x0a;

function depthChange(code: number): -1 | 0 | 1 {
  switch (code) {
    case 0x7b: // {
    case 0x5b: // [
    case 0x28: // (
      return 1;
    case 0x7d: // }
    case 0x5d: // ]
    case 0x29: // )
      return -1;
    default:
      return 0;
  }
}

/** The deepest nesting of brackets outside strings and comments. Linear, without recursion: safe on any text, GraphQL or JSON. */
export function textNesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === HASH) at = endOfLine(text, at);
    else {
      depth += depthChange(code);
      if (depth > deepest) deepest = depth;
    }
  }
  return deepest;
}

function endOfString(text: string, start: number): number {
  const isBlock = text.startsWith('"""', start);
  const quote = isBlock ? '"""' : '"';
  for (let at = start + quote.length; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE && text.startsWith(quote, at)) return at + quote.length - 1;
    // A single-line string cannot cross a line: the parser will refuse it, and we go on scanning behind it.
    else if (!isBlock && code === NEWLINE) return at;
  }
  return text.length;
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

/** What a selection set has of its own, inline fragments included. Recursive, and safe: brackets nest `MAX_TEXT_NESTING` deep. */
class Selected {
  fields = 0;
  /** Fragments by name, once for each spread. */
  readonly spreads: string[] = [];

  constructor(set: SelectionSetNode) {
    this.#add(set);
  }

  #add({ selections }: SelectionSetNode): void {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) this.fields += 1;
      if (node.kind === Kind.FRAGMENT_SPREAD) this.spreads.push(node.name.value);
      else if (node.selectionSet !== undefined) this.#add(node.selectionSet);
    }
  }
}

/** How many fields the largest operation has once its fragments are spread out. The document must be free of fragment cycles. */
export function expandedFields({ definitions }: DocumentNode): number {
  const fragments = new Map<string, Selected>();
  let most = 0;
  for (const node of definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, new Selected(node.selectionSet));
  const counts = fragmentCounts(fragments);
  for (const node of definitions)
    if (node.kind === Kind.OPERATION_DEFINITION)
      most = Math.max(most, countOf(new Selected(node.selectionSet), counts));
  return most;
}

const countOf = ({ fields, spreads }: Selected, counts: ReadonlyMap<string, number>): number =>
  spreads.reduce((sum, name) => sum + (counts.get(name) ?? 0), fields);

/** Without recursion: a chain of fragments can be as long as the document. */
function fragmentCounts(fragments: ReadonlyMap<string, Selected>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const waiting = [...fragments.keys()];
  for (let name = waiting.at(-1); name !== undefined; name = waiting.at(-1)) {
    const selected = fragments.get(name);
    const missing = (selected?.spreads ?? []).filter((spread) => fragments.has(spread) && !counts.has(spread));
    if (counts.has(name) || selected === undefined || missing.length === 0) {
      if (selected !== undefined && !counts.has(name)) counts.set(name, countOf(selected, counts));
      waiting.pop();
    } else waiting.push(...new Set(missing));
  }
  return counts;
}
