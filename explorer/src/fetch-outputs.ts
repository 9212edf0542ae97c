import { isObject } from './json.ts';
import { readOutputs, type Outputs } from './outputs.ts';

/**
 * Fetches them anew: tokens in it are fresh at each fetch.
 * @throws when the file is there and is no JSON object
 */
export async function fetchOutputs(page: string): Promise<Outputs> {
  const response = await fetch(new URL('outputs.json', page), { cache: 'no-store' });
  if (response.status === 404 || response.status === 403) return readOutputs({}, page);
  const body: unknown = response.ok ? await response.json() : undefined;
  if (!isObject(body))
    throw new Error(`outputs.json could not be read: the answer was ${response.status} ${response.statusText}`);
  return readOutputs(body, page);
}
