/** `CachingKeys`: parts of `ctx` by which cached values are told apart (spec/appsync-resolvers 10.1). */
import { userError } from '../../kernel/index.ts';
import type { ResolverCall } from '../resolvers/attached.ts';
import { canonicalText } from './canonical.ts';

export const MAX_CACHING_KEYS = 25;

/** `arguments.id`, whichever way it was written: `$context.arguments.id`, `ctx.args.id` … */
export type CachingKey = string;

/** What tells values apart where the template names no keys. */
export const ALL_MAPS: readonly CachingKey[] = ['arguments', 'source', 'identity'];

const PATTERN = /^\$?(?:context|ctx)\.(args|arguments|source|identity)((?:\.[^.\s]+)*)$/;

/** @returns null for what names no part of the three maps */
export function toCachingKey(text: string): CachingKey | null {
  const [, root = '', rest = ''] = PATTERN.exec(text.trim()) ?? [];
  if (root === '') return null;
  return `${root === 'args' ? 'arguments' : root}${rest}`;
}

/**
 * @returns all three maps when there are no texts
 * @throws a user error `GRAPHQL_CACHING_KEY_INVALID`
 */
export function readCachingKeys(coordinate: string, texts: readonly string[]): readonly CachingKey[] {
  if (texts.length > MAX_CACHING_KEYS) {
    throw userError(
      'GRAPHQL_CACHING_KEY_INVALID',
      `The resolver ${coordinate} has ${texts.length} caching keys; AppSync takes ${MAX_CACHING_KEYS}.`,
      'Remove some of CachingConfig.CachingKeys.',
    );
  }
  if (texts.length === 0) return ALL_MAPS;
  return texts.map((text) => {
    const key = toCachingKey(text);
    if (key !== null) return key;
    throw userError(
      'GRAPHQL_CACHING_KEY_INVALID',
      `The resolver ${coordinate} has the caching key ${text}, which is no part of the arguments, the source or the identity.`,
      'Write it as $context.arguments.name, $context.source.name or $context.identity.name.',
    );
  });
}

function readPath(root: unknown, path: readonly string[]): unknown {
  let value = root;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value ?? null;
}

type Pair = readonly [key: CachingKey, value: unknown];

/** Where a value is kept: the field, then each key with its value, in the order of the template. */
export function toEntryKey(coordinate: string, pairs: readonly Pair[]): string {
  return `${coordinate} ${canonicalText(pairs)}`;
}

export function entryKeyOf(coordinate: string, keys: readonly CachingKey[], call: ResolverCall): string {
  const maps: Readonly<Record<string, unknown>> = {
    arguments: call.args,
    source: call.source,
    identity: call.run.scope.caller.identity,
  };
  const pairs = keys.map((key): Pair => {
    const [root = '', ...path] = key.split('.');
    return [key, readPath(maps[root], path)];
  });
  return toEntryKey(coordinate, pairs);
}
