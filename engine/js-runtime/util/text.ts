/** Text codecs of `util` (spec 3.1). */
import { LibraryError } from '../run/interruption.ts';

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  "'": "\\'",
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\n': '\\n',
  '\t': '\\t',
  '\f': '\\f',
  '\r': '\\r',
};

/** As Apache Commons: also `/`, and everything outside printable ASCII as `\uXXXX`. */
export function escapeJavaScript(text: string): string {
  return text.replace(/['"\\/]|[^ -~]/g, (char) => {
    const code = char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return SHORT_ESCAPES[char] ?? `\\u${code}`;
  });
}

/** `application/x-www-form-urlencoded`: a space becomes `+`; `.`, `-`, `*`, `_` stay. */
export function urlEncode(text: string): string {
  return encodeURIComponent(text)
    .replace(/%20/g, '+')
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function urlDecode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch (cause) {
    throw new LibraryError('urlDecode: the text holds a % that two hexadecimal digits do not follow', { cause });
  }
}

export function base64Encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

export function base64Decode(text: string): string {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new LibraryError('base64Decode: the text is not base64');
  return Buffer.from(text, 'base64').toString('utf8');
}

const FORMS: Readonly<Record<string, string>> = { nfc: 'NFC', nfd: 'NFD', nfkc: 'NFKC', nfkd: 'NFKD' };

export function normalize(text: string, form: string): string {
  const known = FORMS[form.toLowerCase()];
  if (known === undefined) throw new LibraryError(`normalize takes nfc, nfd, nfkc or nfkd, not ${form}`);
  return text.normalize(known);
}
