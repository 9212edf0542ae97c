/** Java's `Pattern` for `util.matches`, `replace`, `replaceAll` and `match` (spec 2.2, 3.1). */
import { MAX_TEXT_LENGTH, tooLong } from '../run/budget.ts';
import { LibraryError } from '../run/interruption.ts';
import { Watchdog } from '../run/watchdog.ts';
import { PatternFault, readJavaPattern, type JavaSyntax } from './java-syntax.ts';
import { mayRunLong } from './pattern-cost.ts';

const MAX_CACHED = 500;
/** For one pattern on one text. */
const MAX_PATTERN_MS = 200;

interface Compiled {
  readonly syntax: JavaSyntax;
  readonly anywhere: RegExp;
  readonly whole: RegExp;
}

/** Translates and keeps patterns; give each runtime its own. */
export class JavaPatterns {
  readonly #cache = new Map<string, Compiled>();
  readonly #watchdog = new Watchdog(MAX_PATTERN_MS);

  /** The whole value must match, as Java's `Pattern.matches`. */
  matches(pattern: string, value: string): boolean {
    const { whole } = this.#compile(pattern);
    return this.#run(whole, pattern, value, () => whole.test(value));
  }

  /** As JavaScript's `match` with a text: the first match and its groups. */
  match(text: string, pattern: string): readonly (string | undefined)[] | null {
    const { anywhere, syntax } = this.#compile(pattern);
    anywhere.lastIndex = 0;
    const found = this.#run(anywhere, pattern, text, () => anywhere.exec(text));
    return found === null ? null : [found[0], ...groupsOf(syntax, found.groups)];
  }

  replace(text: string, pattern: string, replacement: string, all: boolean): string {
    const { anywhere, syntax } = this.#compile(pattern);
    anywhere.lastIndex = 0;
    let hasReplaced = false;
    let length = text.length;
    const replaced = (match: string, ...rest: readonly unknown[]): string => {
      if (hasReplaced && !all) return match;
      hasReplaced = true;
      // JavaScript passes the named groups last, if there are any.
      const named = rest.at(-1);
      const groups = groupsOf(syntax, typeof named === 'object' ? (named as NamedGroups) : undefined);
      const put = expand(replacement, [match, ...groups.map((group) => group ?? '')], syntax.names);
      length += put.length;
      if (length > 2 * MAX_TEXT_LENGTH) throw tooLong();
      return put;
    };
    return this.#run(anywhere, pattern, text, () => text.replace(anywhere, replaced));
  }

  #run<T>(regex: RegExp, pattern: string, text: string, work: () => T): T {
    if (!mayRunLong(regex.source, text.length)) return work();
    return this.#watchdog.run(work, `the pattern ${JSON.stringify(pattern)} takes too long`);
  }

  #compile(pattern: string): Compiled {
    const known = this.#cache.get(pattern);
    if (known) return known;
    try {
      const syntax = readJavaPattern(pattern);
      const whole = new RegExp(`^(?:${syntax.source})$`, 'v');
      const compiled = { syntax, whole, anywhere: new RegExp(syntax.source, 'gv') };
      if (this.#cache.size >= MAX_CACHED) this.#cache.clear();
      this.#cache.set(pattern, compiled);
      return compiled;
    } catch (cause) {
      if (cause instanceof LibraryError) throw cause;
      const why = cause instanceof PatternFault ? `: ${cause.message}` : '';
      throw new LibraryError(`the pattern ${JSON.stringify(pattern)} is not a regular expression${why}`, { cause });
    }
  }
}

type NamedGroups = Readonly<Record<string, string | undefined>>;

function groupsOf({ groups }: JavaSyntax, found: NamedGroups | undefined): readonly (string | undefined)[] {
  return Array.from({ length: groups }, (_, at) => found?.[`g${at + 1}`]);
}

/** Java's replacement syntax: `$1`, `${name}`, and a backslash that takes the next character as it is. */
function expand(replacement: string, groups: readonly string[], names: ReadonlyMap<string, number>): string {
  const symbol = /\\(.)|\$(\d+)|\$\{(\w+)\}/gs;
  return replacement.replace(symbol, (_whole, literal?: string, digits?: string, name?: string) => {
    if (literal !== undefined) return literal;
    if (name !== undefined) return groupAt(groups, names.get(name), name);
    // As many digits as name a group; what is left is text.
    let used = digits ?? '';
    while (used.length > 1 && Number(used) >= groups.length) used = used.slice(0, -1);
    return groupAt(groups, Number(used), used) + (digits ?? '').slice(used.length);
  });
}

function groupAt(groups: readonly string[], number: number | undefined, name: string): string {
  const group = number === undefined ? undefined : groups[number];
  if (group === undefined) throw new LibraryError(`the replacement names a group that the pattern lacks: $${name}`);
  return group;
}
