/** Java's `Pattern` syntax on top of JavaScript's, for `util.matches`, `replace` and `replaceAll` (spec 2.2, 3.1). */
import { MAX_TEXT_LENGTH, tooLong } from '../run/budget.ts';
import { LibraryError } from '../run/interruption.ts';
import { Watchdog } from '../run/watchdog.ts';
import { mayRunLong } from './pattern-cost.ts';

const POSIX_CLASSES: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7F',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '!-\\/:-@\\[-`{-~',
  Graph: '!-~',
  Print: ' -~',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1F\\x7F',
  XDigit: '0-9a-fA-F',
  Space: ' \\t\\n\\x0B\\f\\r',
};

const ESCAPES: Readonly<Record<string, string>> = { A: '^', z: '$', Z: '(?=\\n?$)(?!\\n\\n)', a: '\\x07', e: '\\x1B' };
const MAX_CACHED = 500;
/** For one pattern on one text. */
const MAX_PATTERN_MS = 200;

/** Translates and keeps patterns; give each runtime its own. */
export class JavaPatterns {
  readonly #cache = new Map<string, RegExp>();
  readonly #watchdog = new Watchdog(MAX_PATTERN_MS);

  /** The whole value must match, as Java's `Pattern.matches`. */
  matches(pattern: string, value: string): boolean {
    const regex = this.#compile(`^(?:${translate(pattern)})$`, pattern);
    return this.#run(regex, pattern, value, () => regex.test(value));
  }

  /** As JavaScript's `match` with a text: the first match and its groups. */
  match(text: string, pattern: string): readonly (string | undefined)[] | null {
    const regex = this.#compile(translate(pattern), pattern);
    const found = this.#run(regex, pattern, text, () => regex.exec(text));
    return found === null ? null : [...found];
  }

  replace(text: string, pattern: string, replacement: string, all: boolean): string {
    const regex = this.#compile(translate(pattern), pattern);
    let hasReplaced = false;
    let length = text.length;
    const replaced = (match: string, ...rest: ReplaceArgument[]): string => {
      if (hasReplaced && !all) return match;
      hasReplaced = true;
      // JavaScript passes the groups, the offset, the text, and the named groups if there are any.
      const groups = rest.slice(0, rest.indexOf(rest.find((one) => typeof one === 'number')));
      const named = rest.at(-1);
      const put = expand(
        replacement,
        [match, ...groups.map((one) => textOf(one))],
        typeof named === 'object' ? named : {},
      );
      length += put.length;
      if (length > 2 * MAX_TEXT_LENGTH) throw tooLong();
      return put;
    };
    return this.#run(regex, pattern, text, () => text.replace(regex, replaced));
  }

  #run<T>(regex: RegExp, pattern: string, text: string, work: () => T): T {
    if (!mayRunLong(regex.source, text.length)) return work();
    return this.#watchdog.run(work, `the pattern ${JSON.stringify(pattern)} takes too long`);
  }

  #compile(source: string, pattern: string): RegExp {
    const known = this.#cache.get(source);
    if (known) {
      known.lastIndex = 0;
      return known;
    }
    const flags = /^(?:\^\(\?:)?\(\?([ims]+)\)/.exec(source)?.[1] ?? '';
    try {
      const regex = new RegExp(source.replace(`(?${flags})`, ''), `g${flags}`);
      if (this.#cache.size >= MAX_CACHED) this.#cache.clear();
      this.#cache.set(source, regex);
      return regex;
    } catch (cause) {
      throw new LibraryError(`the pattern ${JSON.stringify(pattern)} is not a regular expression`, { cause });
    }
  }
}

function translate(pattern: string): string {
  let out = '';
  let isInClass = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    if (char === '\\') {
      const escape = translateEscape(pattern, at, isInClass);
      out += escape.text;
      at = escape.end;
    } else if (char === '[' && isInClass) out += '\\[';
    else {
      if (char === '[') isInClass = true;
      if (char === ']') isInClass = false;
      // A possessive quantifier (`a++`) matches like a greedy one, save for backtracking.
      const isPossessive = char === '+' && !isInClass && /[*+?}]$/.test(out) && !/\\[*+?}]$/.test(out);
      if (!isPossessive) out += char;
    }
  }
  return out;
}

function translateEscape(
  pattern: string,
  at: number,
  isInClass: boolean,
): { readonly text: string; readonly end: number } {
  const next = pattern.charAt(at + 1);
  if (next === 'Q') {
    const end = pattern.indexOf('\\E', at + 2);
    const quoted = pattern.slice(at + 2, end === -1 ? undefined : end);
    return { text: quoted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), end: end === -1 ? pattern.length : end + 1 };
  }
  const posix = /^\\([pP])\{(\w+)\}/.exec(pattern.slice(at));
  if (posix) {
    const set = POSIX_CLASSES[posix[2] ?? ''];
    if (set === undefined) throw new LibraryError(`the class ${posix[0]} of the pattern is not known to this engine`);
    const isNegated = posix[1] === 'P';
    if (isInClass && isNegated) throw new LibraryError(`the class ${posix[0]} within [] is not known to this engine`);
    return { text: isInClass ? set : `[${isNegated ? '^' : ''}${set}]`, end: at + posix[0].length - 1 };
  }
  if (next === 'h') return { text: isInClass ? ' \\t\\xA0' : '[ \\t\\xA0]', end: at + 1 };
  if (next === 'R') return { text: '(?:\\r\\n|[\\n\\r\\u2028\\u2029\\x0B\\f\\x85])', end: at + 1 };
  return { text: ESCAPES[next] ?? `\\${next}`, end: at + 1 };
}

type NamedGroups = Readonly<Record<string, string | undefined>>;
type ReplaceArgument = string | number | undefined | NamedGroups;

const textOf = (group: ReplaceArgument): string => (typeof group === 'string' ? group : '');

// Java's replacement syntax: `$1`, `${name}`, and a backslash that takes the next character as it is.
function expand(replacement: string, groups: readonly string[], named: NamedGroups): string {
  const symbol = /\\(.)|\$(\d)|\$\{(\w+)\}/gs;
  return replacement.replace(symbol, (_whole, literal?: string, digit?: string, name?: string) => {
    if (literal !== undefined) return literal;
    if (name !== undefined) return named[name] ?? '';
    const group = groups[Number(digit)];
    if (group === undefined)
      throw new LibraryError(`the replacement names a group that the pattern lacks: $${digit ?? ''}`);
    return group;
  });
}
