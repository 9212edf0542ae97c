/** What AppSync reads and the present GraphQL language does not: interfaces parted by a comma, `implements Node, Entity`. */
import { Lexer, Source, TokenKind } from 'graphql';
import type { Token } from 'graphql';

/**
 * Puts `&` where a comma parts two interfaces; every other character stays where it is.
 * @returns the text as it is when it is no GraphQL at all: the parser says what is wrong
 */
export function withoutLegacyLists(sdl: string): string {
  if (!/\bimplements\b[^{}]*,/.test(sdl)) return sdl;
  try {
    return rewritten(sdl);
  } catch {
    return sdl;
  }
}

/** `type A implements`: a field or a value may have that name, too. */
function isListHead(keyword: Token | null, name: Token | null, token: Token): boolean {
  if (token.value !== 'implements' || name?.kind !== TokenKind.NAME) return false;
  return keyword?.value === 'type' || keyword?.value === 'interface';
}

function rewritten(sdl: string): string {
  const lexer = new Lexer(new Source(sdl));
  let text = '';
  let done = 0;
  let before: Token | null = null;
  let keyword: Token | null = null;
  let isInList = false;
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    const isName = token.kind === TokenKind.NAME;
    if (isInList && isName && before?.kind === TokenKind.NAME) {
      const comma = sdl.slice(before.end, token.start).indexOf(',');
      if (comma >= 0 && before.value !== 'implements') {
        text += `${sdl.slice(done, before.end + comma)}&`;
        done = before.end + comma + 1;
      }
    }
    isInList = (isInList && (isName || token.kind === TokenKind.AMP)) || (isName && isListHead(keyword, before, token));
    keyword = before;
    before = token;
  }
  return text + sdl.slice(done);
}
