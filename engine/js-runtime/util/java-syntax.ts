/**
 * Java's regular expressions in JavaScript's syntax (`v` flag). What JavaScript lacks is written out: inline flags become classes and
 * anchors, atomic groups a look-ahead and a reference. Every group gets a name of ours, so that groups which only we need do not count.
 */
import { namedClass, SHORT_CLASSES } from './java-classes.ts';

export interface JavaSyntax {
  readonly source: string;
  /** How many groups the pattern has, the whole not counted; in JavaScript they are named `g1`, `g2`, … */
  readonly groups: number;
  /** Numbers of the groups that the pattern itself names. */
  readonly names: ReadonlyMap<string, number>;
}

/** What is wrong with a pattern; Java's own texts are not told apart. */
export class PatternFault extends Error {}

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly x: boolean;
}

/** As long as code may be; data may bring longer ones, which nobody means. */
const MAX_CHARACTERS = 32_000;
const LINE_ENDS = '\\n\\r\\u0085\\u2028\\u2029';
const ANY = '[^]';
const AT_START = '(?<![^])';
const AT_END = '(?![^])';
/** `\r\n` is one line terminator: nothing begins or ends within. */
const LINE_END = `\\r\\n|(?<!\\r)\\n|[\\r\\u0085\\u2028\\u2029]`;
/** The end, or before the line terminator that ends the text. */
const BEFORE_END = `(?=(?:${LINE_END})${AT_END}|${AT_END})`;
const AT_LINE_END = `(?=${LINE_END}|${AT_END})`;
/** Not behind a terminator that ends the text. */
const AT_LINE_START = `(?:${AT_START}|(?<=[\\n\\u0085\\u2028\\u2029]|\\r(?!\\n))(?=${ANY}))`;
const WORD = '[\\p{L}\\p{Nd}_]';
const AT_WORD_EDGE = `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`;
const NEVER = '(?!)';
const SYNTAX = /[\^$\\.*+?()[\]{}|/]/;
const CLASS_SYNTAX = /[\^$\\.*+?()[\]{}|/&\-!#%,:;<=>@`~]/;
const CONTROLS: ReadonlyMap<string, string> = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['f', '\f'],
  ['a', '\x07'],
  ['e', '\x1B'],
]);
const GROUP_HEAD =
  /^\?(?:(?<kind>[:=!>]|<[=!])|<(?<name>[a-zA-Z][a-zA-Z0-9]*)>|(?<on>[a-zA-Z]*)(?:-(?<off>[a-zA-Z]+))?(?<end>[:)]))/;
const QUANTIFIER = /^(?:[*+?]|\{\d+(?:,\d*)?\})/;

/** @throws {PatternFault} @throws {LibraryError} for a class that this engine does not know */
export function readJavaPattern(pattern: string): JavaSyntax {
  if (pattern.length > MAX_CHARACTERS) throw new PatternFault(`it is longer than ${MAX_CHARACTERS} characters`);
  return new Reader(unquoted(pattern)).read();
}

/** `\Q…\E` as single characters, each escaped where it needs to be. */
function unquoted(pattern: string): string {
  return pattern.replace(/\\Q([^]*?)(?:\\E|$)|\\[^]/g, (whole, quoted: string | undefined) =>
    quoted === undefined ? whole : quoted.replace(/[^a-zA-Z0-9]/gu, '\\$&'),
  );
}

class Reader {
  readonly #text: string;
  readonly #names = new Map<string, number>();
  #at = 0;
  #groups = 0;
  #atomics = 0;
  #flags: Flags = { i: false, m: false, s: false, x: false };

  constructor(text: string) {
    this.#text = text;
  }

  read(): JavaSyntax {
    const source = this.#alternatives();
    if (this.#at < this.#text.length) throw new PatternFault('a bracket closes what none opened');
    return { source, groups: this.#groups, names: this.#names };
  }

  get #rest(): string {
    return this.#text.slice(this.#at);
  }

  #peek(): string {
    const code = this.#text.codePointAt(this.#at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  #next(): string {
    const char = this.#peek();
    if (char === '') throw new PatternFault('the pattern ends too early');
    this.#at += char.length;
    return char;
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #takeMatch(form: RegExp): RegExpExecArray | null {
    const found = form.exec(this.#rest);
    if (found !== null) this.#at += found[0].length;
    return found;
  }

  /** Up to the bracket that closes them; flags that are set within end with it. */
  #alternatives(): string {
    const flags = this.#flags;
    let out = '';
    for (;;) {
      if (this.#flags.x) this.#takeMatch(/^(?:\s|#[^\n]*)+/);
      const char = this.#peek();
      if (char === '' || char === ')') break;
      out += this.#take('|') ? '|' : this.#quantified(this.#atom());
    }
    this.#flags = flags;
    return out;
  }

  #quantified(atom: string): string {
    if (this.#flags.x) this.#takeMatch(/^\s+/);
    const quantifier = this.#takeMatch(QUANTIFIER)?.[0];
    if (quantifier === undefined || atom === '') return atom;
    // Nothing may follow a look-around itself.
    const repeated = `${/^\(\?(?:[=!]|<[=!])/.test(atom) ? `(?:${atom})` : atom}${quantifier}`;
    if (this.#take('+')) return this.#atomic(repeated);
    return this.#take('?') ? `${repeated}?` : repeated;
  }

  /** Once matched, never tried otherwise: a look-ahead keeps what it found. */
  #atomic(inner: string): string {
    this.#atomics += 1;
    const name = `a${this.#atomics}`;
    return `(?=(?<${name}>${inner}))\\k<${name}>`;
  }

  #atom(): string {
    const char = this.#next();
    switch (char) {
      case '(':
        return this.#group();
      case '[':
        return this.#class();
      case '\\':
        return this.#escape();
      case '.':
        return this.#flags.s ? ANY : `[^${LINE_ENDS}]`;
      case '^':
        return this.#flags.m ? AT_LINE_START : AT_START;
      case '$':
        return this.#flags.m ? AT_LINE_END : BEFORE_END;
      case '*':
      case '+':
      case '?':
      case '{':
        throw new PatternFault(`${char} follows nothing that it could repeat`);
      default:
        return this.#literal(char);
    }
  }

  #group(): string {
    if (this.#peek() !== '?') return this.#capture(null);
    const head = this.#takeMatch(GROUP_HEAD)?.groups;
    if (head === undefined) throw new PatternFault('a group begins with ? and what Java does not know');
    const { kind, name, on = '', off = '', end } = head;
    if (name !== undefined) return this.#capture(name);
    if (kind === '>') return this.#atomic(this.#closed());
    if (kind !== undefined) return `(?${kind}${this.#closed()})`;
    const before = this.#flags;
    this.#flags = flagged(flagged(before, on, true), off, false);
    // `(?i)` holds to the end of the group around it.
    if (end === ')') return '';
    const inner = this.#closed();
    this.#flags = before;
    return `(?:${inner})`;
  }

  #capture(name: string | null): string {
    this.#groups += 1;
    const number = this.#groups;
    if (name !== null) this.#names.set(name, number);
    return `(?<g${number}>${this.#closed()})`;
  }

  #closed(): string {
    const inner = this.#alternatives();
    if (!this.#take(')')) throw new PatternFault('a group is not closed');
    return inner;
  }

  #literal(char: string): string {
    const swapped = this.#flags.i ? swapCase(char) : char;
    if (swapped !== char) return `[${char}${swapped}]`;
    return SYNTAX.test(char) ? `\\${char}` : char;
  }

  #escape(): string {
    const reference = this.#reference();
    if (reference !== null) return reference;
    const short = this.#shortClass();
    if (short !== null) return short;
    switch (this.#peek()) {
      case 'b':
        this.#next();
        return AT_WORD_EDGE;
      case 'B':
        this.#next();
        return `(?!${AT_WORD_EDGE})`;
      case 'A':
        this.#next();
        return AT_START;
      case 'z':
        this.#next();
        return AT_END;
      case 'Z':
        this.#next();
        return BEFORE_END;
      case 'R':
        this.#next();
        return `(?:\\r\\n|[${LINE_ENDS}\\x0B\\f])`;
      default:
        return this.#literal(this.#escapedCharacter());
    }
  }

  #reference(): string | null {
    const named = this.#takeMatch(/^k<(\w+)>/)?.[1];
    if (named !== undefined) return this.#referTo(this.#names.get(named));
    let digits = /^[1-9]\d*/.exec(this.#rest)?.[0];
    if (digits === undefined) return null;
    // As many digits as name a group: `\11` is the first group and a 1 where there are fewer than eleven.
    while (digits.length > 1 && Number(digits) > this.#groups) digits = digits.slice(0, -1);
    this.#at += digits.length;
    return this.#referTo(Number(digits));
  }

  #referTo(group: number | undefined): string {
    if (group === undefined) throw new PatternFault('a reference names no group before it');
    // What has not matched matches nothing, not even the empty text.
    return group > this.#groups ? NEVER : `\\k<g${group}>`;
  }

  /** `\d`, `\p{…}` and their like, in brackets. */
  #shortClass(): string | null {
    const letter = this.#peek();
    if (letter === 'p' || letter === 'P') {
      this.#next();
      const [, braced, single] = this.#takeMatch(/^(?:\{([\w=]+)\}|(\w))/) ?? [];
      return namedClass(braced ?? single ?? '', letter === 'P');
    }
    const members = SHORT_CLASSES.get(letter.toLowerCase());
    if (members === undefined) return null;
    this.#next();
    return `[${letter === letter.toLowerCase() ? '' : '^'}${members}]`;
  }

  #escapedCharacter(): string {
    const octal = this.#takeMatch(/^0([0-3]?[0-7]{1,2})/)?.[1];
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    const [, x, braced, u] = this.#takeMatch(/^(?:x([0-9a-fA-F]{2})|x\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4}))/) ?? [];
    const hex = x ?? braced ?? u;
    if (hex !== undefined) return characterOf(Number.parseInt(hex, 16));
    const control = this.#takeMatch(/^c([!-~])/)?.[1];
    if (control !== undefined) return String.fromCodePoint((control.codePointAt(0) ?? 0) ^ 64);
    const char = this.#next();
    if (/[a-zA-Z0-9]/.test(char) && !CONTROLS.has(char)) throw new PatternFault(`\\${char} is no escape of Java's`);
    return CONTROLS.get(char) ?? char;
  }

  /** From behind its `[`. Unions nest, `&&` intersects, a `]` in first place is a character. */
  #class(): string {
    const isNegated = this.#take('^');
    const operands: string[] = [''];
    for (let isFirst = true; ; isFirst = false) {
      if (this.#flags.x) this.#takeMatch(/^\s+/);
      if (!isFirst && this.#take(']')) break;
      if (this.#take('&&')) operands.push('');
      else operands.push(`${operands.pop() ?? ''}${this.#member()}`);
    }
    const sets = operands.filter((operand) => operand !== '');
    const inner = sets.length > 1 ? sets.map((set) => `[${set}]`).join('&&') : (sets[0] ?? '');
    return `[${isNegated ? '^' : ''}${inner}]`;
  }

  #member(): string {
    if (this.#take('[')) return this.#class();
    const isEscape = this.#take('\\');
    const short = isEscape ? this.#shortClass() : null;
    if (short !== null) return short;
    const first = isEscape ? this.#escapedCharacter() : this.#next();
    if (!/^-(?!\]|\[|&&)/.test(this.#rest)) return this.#range(first, first);
    this.#next();
    const last = this.#take('\\') ? this.#escapedCharacter() : this.#next();
    if ((last.codePointAt(0) ?? 0) < (first.codePointAt(0) ?? 0)) throw new PatternFault('a range runs backwards');
    return this.#range(first, last);
  }

  #range(first: string, last: string): string {
    const written = first === last ? inClass(first) : `${inClass(first)}-${inClass(last)}`;
    if (!this.#flags.i) return written;
    const others = [
      ['a', 'z'],
      ['A', 'Z'],
    ].flatMap(([from = '', to = '']) => {
      const low = first > from ? first : from;
      const high = last < to ? last : to;
      return low <= high ? [`${swapCase(low)}-${swapCase(high)}`] : [];
    });
    return [written, ...others].join('');
  }
}

const inClass = (char: string): string => (CLASS_SYNTAX.test(char) ? `\\${char}` : char);

function characterOf(code: number): string {
  if (code > 0x10ffff) throw new PatternFault('a character beyond the last one of Unicode');
  return String.fromCodePoint(code);
}

/** ASCII only, as Java does without its flag for Unicode. */
function swapCase(char: string): string {
  if (/^[a-z]$/.test(char)) return char.toUpperCase();
  return /^[A-Z]$/.test(char) ? char.toLowerCase() : char;
}

function flagged(flags: Flags, letters: string, value: boolean): Flags {
  const changed: Record<string, boolean> = { ...flags };
  for (const letter of letters) {
    // d, u and U change what we hold anyway, or what no text of ours shows.
    if (!'imsxduU'.includes(letter)) throw new PatternFault(`${letter} is no flag of Java's`);
    if (letter in flags) changed[letter] = value;
  }
  return changed as unknown as Flags;
}
