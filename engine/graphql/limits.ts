/** AppSync's quotas that bear on one request (spec/appsync-resolvers 10.3, 10.4), and guards of our own around the parser. */
import { Kind } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';

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
