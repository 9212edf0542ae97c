/** Whether a pattern may backtrack long enough to be felt: an upper bound read from its text. */

const MAX_STEPS = 1_000_000;
/** Below this even an exponential pattern ends at once. */
const SHORT_TEXT = 10;

const QUANTIFIER = /[*+?]|\{(\d+)(,?)(\d*)\}/y;

/** True when the number of ways to try the pattern on a text of this length has no small bound. */
export function mayRunLong(source: string, textLength: number): boolean {
  if (textLength <= SHORT_TEXT) return false;
  const many = textLength + 1;
  let steps = many;
  for (const { ways, isOfGroup } of choicesOf(source, many)) {
    if (isOfGroup) return true;
    steps *= ways;
    if (steps > MAX_STEPS) return true;
  }
  return false;
}

interface Choice {
  readonly ways: number;
  readonly isOfGroup: boolean;
}

function* choicesOf(source: string, many: number): Generator<Choice> {
  let isInClass = false;
  for (let at = 0; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === '\\') at += 1;
    else if (isInClass) isInClass = char !== ']';
    else if (char === '[') isInClass = true;
    else if (char === '|') yield { ways: 2, isOfGroup: false };
    else if (char !== '(') {
      const before = source.charAt(at - 1);
      QUANTIFIER.lastIndex = at;
      const found = QUANTIFIER.exec(source);
      // `(?` begins a group, and a `?` behind a quantifier makes it lazy.
      if (found === null || before === '(') continue;
      yield { ways: waysOf(found, many), isOfGroup: before === ')' };
      at += found[0].length - 1;
      if (/[?+]/.test(source.charAt(at + 1))) at += 1;
    }
  }
}

function waysOf([quantifier, least, comma, most]: RegExpExecArray, many: number): number {
  if (quantifier === '?') return 2;
  if (least === undefined || (comma !== '' && most === '')) return many;
  return comma === '' ? 1 : Number(most) - Number(least) + 1;
}
