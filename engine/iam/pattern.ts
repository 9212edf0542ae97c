/** `*`, `?` and policy variables of actions, resources and conditions. */

/** Values of condition keys, by lower-case name; a key with several values is a list. */
export type RequestContext = ReadonlyMap<string, string | readonly string[]>;

export interface Pattern {
  readonly text: string;
  /** True when the answer depends on the request's context. */
  readonly hasVariables: boolean;
  /** A variable that the context lacks, or that has several values, matches nothing. */
  matches(text: string, context: RequestContext): boolean;
}

export interface PatternOptions {
  readonly ignoreCase?: boolean;
  readonly hasVariables?: boolean;
}

/** `${aws:username}`, and with a default `${aws:PrincipalTag/team, 'none'}`. */
const VARIABLE = /\$\{([^}]*)\}/g;
/** `${*}`, `${?}` and `${$}` stand for the characters themselves. */
const LITERALS: ReadonlySet<string> = new Set(['*', '?', '$']);

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
const glob = (text: string): string => escape(text).replaceAll('\\*', '[^]*').replaceAll('\\?', '[^]');

function compile(source: string, ignoreCase: boolean): RegExp {
  return new RegExp(`^${source}$`, ignoreCase ? 'i' : '');
}

/** @returns null when a variable has no single value */
function resolve(inner: string, context: RequestContext): string | null {
  if (LITERALS.has(inner)) return inner;
  const [name = '', fallback] = inner.split(/,\s*/, 2);
  const value = context.get(name.trim().toLowerCase());
  if (typeof value === 'string') return value;
  return value === undefined && fallback !== undefined ? fallback.replace(/^'|'$/g, '') : null;
}

/** Values of variables are taken literally: an asterisk in one is an asterisk. */
function sourceWith(text: string, context: RequestContext): string | null {
  let source = '';
  let from = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const value = resolve(match[1] ?? '', context);
    if (value === null) return null;
    source += glob(text.slice(from, match.index)) + escape(value);
    from = match.index + match[0].length;
  }
  return source + glob(text.slice(from));
}

export function toPattern(text: string, options: PatternOptions = {}): Pattern {
  const { ignoreCase = false } = options;
  const hasVariables = options.hasVariables === true && text.search(VARIABLE) >= 0;
  if (text === '*') return { text, hasVariables, matches: () => true };
  if (!hasVariables) {
    const expression = compile(glob(text), ignoreCase);
    return { text, hasVariables, matches: (subject) => expression.test(subject) };
  }
  return {
    text,
    hasVariables,
    matches(subject, context) {
      const source = sourceWith(text, context);
      return source !== null && compile(source, ignoreCase).test(subject);
    },
  };
}

/** The text with its variables filled in; null when one has no value. For operators that compare without wildcards. */
export function fillVariables(text: string, context: RequestContext): string | null {
  const missing = [...text.matchAll(VARIABLE)].some(([, inner = '']) => resolve(inner, context) === null);
  return missing ? null : text.replace(VARIABLE, (_, inner: string) => resolve(inner, context) ?? '');
}
