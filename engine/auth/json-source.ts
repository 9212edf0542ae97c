/** JSON from an issuer: bounded in time and size, whatever answers. */
import { messageOf } from '../kernel/index.ts';
import type { Clock } from '../kernel/index.ts';

export type FetchJson = (url: string) => Promise<Readonly<Record<string, unknown>>>;

const TIMEOUT_MS = 5_000;
const MAX_CHARACTERS = 1_048_576;

/** Rejects, with the address in the message, unless a JSON object comes with a status of 200 within 5 seconds. */
export function jsonSource(fetchFrom: typeof fetch, clock: Clock): FetchJson {
  return async (url) => {
    const control = new AbortController();
    const cancel = clock.after(TIMEOUT_MS, () => control.abort(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
    try {
      const answer = await fetchFrom(url, { signal: control.signal, headers: { accept: 'application/json' } });
      if (answer.status !== 200) throw new Error(`status ${answer.status}`);
      const text = await answer.text();
      if (text.length > MAX_CHARACTERS) throw new Error(`more than ${MAX_CHARACTERS} characters`);
      const value: unknown = JSON.parse(text);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('no JSON object');
      return value as Readonly<Record<string, unknown>>;
    } catch (cause) {
      throw new Error(`${url}: ${messageOf(cause)}`, { cause });
    } finally {
      cancel();
    }
  };
}
