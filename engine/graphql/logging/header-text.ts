import type { RequestHeaders } from '../../kernel/index.ts';

/** AppSync shows the last characters only, so that a log cannot be used to sign in. */
const SECRET_HEADERS = new Set(['authorization', 'x-api-key', 'x-amz-security-token']);
const SHOWN_OF_SECRET = 6;

function shown(name: string, value: string): string {
  if (!SECRET_HEADERS.has(name)) return value;
  return value.length > 2 * SHOWN_OF_SECRET ? `****${value.slice(-SHOWN_OF_SECRET)}` : '****';
}

/** `{host=[example.com], x-api-key=[****c0ffee]}`, a list of values for each name. */
export function toHeaderText(headers: RequestHeaders): string {
  const parts = Object.entries(headers).map(([name, given]) => {
    const values = typeof given === 'string' ? [given] : given;
    return `${name}=[${values.map((value) => shown(name, value)).join(', ')}]`;
  });
  return `{${parts.join(', ')}}`;
}
