/** Fills `{{name}}` in the variables of a saved operation with ids that exist. */
import { isObject } from './json.ts';
import type { Discovery } from './saved-operation.ts';

export interface PlaceholderSources {
  /** Runs a query and answers its `data`; undefined when it is refused. */
  readonly ask: (query: string) => Promise<unknown>;
  /** The claim of the current persona, or of whoever is at hand. */
  readonly claim: (name: string) => string | undefined;
  readonly makeKey: () => string;
  readonly now: () => string;
}

const PLACEHOLDER = /\{\{(\w+)\}\}/g;

/** A placeholder without a value stays as it is, so that the reader sees what is asked for. One name has one value. */
export async function fillPlaceholders(
  template: string,
  discovery: Readonly<Record<string, Discovery>>,
  sources: PlaceholderSources,
): Promise<string> {
  const names = [...new Set(Array.from(template.matchAll(PLACEHOLDER), ([, name]) => name ?? ''))];
  const found = await Promise.all(names.map(async (name) => [name, await discover(discovery[name], sources)] as const));
  const values = new Map(found);
  return template.replace(PLACEHOLDER, (placeholder, name: string) => values.get(name) ?? placeholder);
}

async function discover(source: Discovery | undefined, sources: PlaceholderSources): Promise<string | undefined> {
  if (source === undefined) return undefined;
  if ('claim' in source) return sources.claim(source.claim);
  if ('make' in source) return source.make === 'key' ? sources.makeKey() : sources.now();
  const value = at(await sources.ask(source.query), source.path.split('.'));
  return typeof value === 'string' ? value : undefined;
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((current, step) => {
    if (Array.isArray(current)) return current[Number(step)] as unknown;
    return isObject(current) ? current[step] : undefined;
  }, value);
}
