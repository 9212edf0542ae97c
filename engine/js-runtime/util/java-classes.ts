/** Classes of characters that Java names, in JavaScript's terms (`v` flag). */
import { LibraryError } from '../run/interruption.ts';

/** What Java's `\s`, `\w` and their like mean: ASCII, where JavaScript takes more. */
export const SHORT_CLASSES: ReadonlyMap<string, string> = new Map([
  ['d', '0-9'],
  ['w', 'a-zA-Z_0-9'],
  ['s', ' \\t\\n\\x0B\\f\\r'],
  ['h', ' \\t\\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000'],
  ['v', '\\n\\x0B\\f\\r\\x85\\u2028\\u2029'],
]);

const NAMED: ReadonlyMap<string, string> = new Map([
  ['Lower', 'a-z'],
  ['Upper', 'A-Z'],
  ['ASCII', '\\x00-\\x7F'],
  ['Alpha', 'a-zA-Z'],
  ['Digit', '0-9'],
  ['Alnum', 'a-zA-Z0-9'],
  ['Punct', '!-\\/:-@\\[-`\\{-~'],
  ['Graph', '!-~'],
  ['Print', ' -~'],
  ['Blank', ' \\t'],
  ['Cntrl', '\\x00-\\x1F\\x7F'],
  ['XDigit', '0-9a-fA-F'],
  ['Space', ' \\t\\n\\x0B\\f\\r'],
  ['L1', '\\x00-\\xFF'],
  ['LD', '\\p{L}\\p{Nd}'],
  ['LC', '\\p{Lu}\\p{Ll}\\p{Lt}'],
  ['javaLowerCase', '\\p{Lowercase}'],
  ['javaUpperCase', '\\p{Uppercase}'],
  ['javaAlphabetic', '\\p{Alphabetic}'],
  ['javaLetter', '\\p{L}'],
  ['javaDigit', '\\p{Nd}'],
  ['javaLetterOrDigit', '\\p{L}\\p{Nd}'],
  ['javaWhitespace', '\\t-\\r\\x1C-\\x1F \\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000'],
  ['IsLetter', '\\p{L}'],
  ['IsPunctuation', '\\p{P}'],
  ['IsControl', '\\p{Cc}'],
  ['IsDigit', '\\p{Nd}'],
  ['IsTitlecase', '\\p{Lt}'],
]);

/** @param isNegated - `\P` @returns a class in brackets */
export function namedClass(name: string, isNegated: boolean): string {
  const members = NAMED.get(name) ?? unicodeClass(name);
  return `[${isNegated ? '^' : ''}${members}]`;
}

/** A category, a script or a property, in Java's spellings: `Lu`, `IsLatin`, `script=Greek`, `gc=L`, `IsAlphabetic`. */
function unicodeClass(name: string): string {
  const bare = name.replace(/^Is/, '').replace(/^(?:sc|script)=/i, 'Script=');
  const candidates = [bare.replace(/^(?:gc|general_category)=/i, ''), `Script=${bare}`];
  const found = candidates.map((each) => `\\p{${each}}`).find(isKnown);
  if (found === undefined) throw new LibraryError(`the class \\p{${name}} of the pattern is not known to this engine`);
  return found;
}

function isKnown(property: string): boolean {
  try {
    return new RegExp(property, 'v').source !== '';
  } catch {
    return false;
  }
}
