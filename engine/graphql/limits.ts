/** AppSync's quotas that bear on one request (spec/appsync-resolvers 10.3, 10.4), and guards of our own around the parser. */
import { Kind } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';

export const MAX_DOCUMENT_TOKENS = 15_000;
export const MAX_REQUEST_MS = 30_000;
export const DEFAULT_RESOLVER_COUNT = 10_000;
/** Our own: deeper text would overflow the recursive parser's stack. Real operations stay below 30. */
export const MAX_TEXT_NESTING = 250;
/** Our own: nested fragments can double at each level. */
export const MAX_EXPANDED_FIELDS = 50_000;

const OPENING = new Set(['{', '[', '(']);
const CLOSING = new Set(['}', ']', ')']);

/** The deepest nesting of brackets outside strings and comments. Linear, without recursion: safe on any text. */
export function textNesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (OPENING.has(char)) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (CLOSING.has(char)) depth -= 1;
    else if (char === '"') at = endOfString(text, at);
    else if (char === '#') at = endOfLine(text, at);
  }
  return deepest;
}

function endOfString(text: string, start: number): number {
  const isBlock = text.startsWith('"""', start);
  const quote = isBlock ? '"""' : '"';
  for (let at = start + quote.length; at < text.length; at += 1) {
    if (text.charAt(at) === '\\') at += 1;
    else if (text.startsWith(quote, at)) return at + quote.length - 1;
    // A single-line string cannot cross a line: the parser will refuse it, and we go on scanning behind it.
    else if (!isBlock && text.charAt(at) === '\n') return at;
  }
  return text.length;
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

/** How many fields the largest operation has once its fragments are spread out. The document must be free of fragment cycles. */
export function expandedFields(document: DocumentNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const known = new Map<string, number>();
  const countFragment = (name: string): number => {
    const fragment = fragments.get(name);
    if (fragment === undefined) return 0;
    const before = known.get(name);
    if (before !== undefined) return before;
    const count = countSet(fragment.selectionSet);
    known.set(name, count);
    return count;
  };
  const countSet = (set: SelectionSetNode | undefined): number =>
    (set?.selections ?? []).reduce((sum, node) => {
      if (node.kind === Kind.FIELD) return sum + 1 + countSet(node.selectionSet);
      return sum + (node.kind === Kind.FRAGMENT_SPREAD ? countFragment(node.name.value) : countSet(node.selectionSet));
    }, 0);
  return document.definitions.reduce(
    (most, node) => (node.kind === Kind.OPERATION_DEFINITION ? Math.max(most, countSet(node.selectionSet)) : most),
    0,
  );
}
