/** JSON that strangers send is looked at before anything walks it: deep values overflow whatever recurses over them later. */
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** What Jackson, AppSync's parser, takes by default. */
const MAX_JSON_NESTING = 1_000;

/** Safe on text that is no JSON at all. */
export function isNestedTooDeeply(text: string): boolean {
  // Short text has no room for that many brackets that close.
  return text.length > 2 * MAX_JSON_NESTING && jsonNesting(text) > MAX_JSON_NESTING;
}

/** The deepest nesting of brackets outside strings, in one linear scan. */
function jsonNesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // `[` and `{`, `]` and `}` differ by one bit, which lower case sets.
    if ((code | 0x20) === 0x7b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if ((code | 0x20) === 0x7d) depth -= 1;
    else if (code === QUOTE) at = endOfString(text, at + 1);
  }
  return deepest;
}

function endOfString(text: string, start: number): number {
  let at = start;
  for (; at < text.length && text.charCodeAt(at) !== QUOTE; at += 1) {
    if (text.charCodeAt(at) === BACKSLASH) at += 1;
  }
  return at;
}
