/** The server-side cache of one API, in the mode that its `AWS::AppSync::ApiCache` names (spec/appsync-resolvers 10.1). */
import type { Clock } from '../../kernel/index.ts';
import type { ApiBlueprint, ResolverBlueprint } from '../../template/index.ts';
import type { AttachedResolver } from '../resolvers/attached.ts';
import { ByteStore } from './byte-store.ts';
import { cachedResolver } from './cached-resolver.ts';
import { ALL_MAPS, readCachingKeys, toCachingKey, toEntryKey } from './caching-keys.ts';
import { createOperationCache } from './operation-cache.ts';
import type { OperationCache } from './operation-cache.ts';
import { bytesOfCache } from './sizes.ts';

export interface ApiCache {
  /** OPERATION_LEVEL_CACHING only. */
  readonly operations: OperationCache | null;
  /** Gives the resolver back as it is where the mode does not cache it. @throws `GRAPHQL_CACHING_KEY_INVALID` */
  wrap(resolver: AttachedResolver, blueprint: ResolverBlueprint): AttachedResolver;
  /** `extensions.evictFromApiCache`: the values stand in the order of the resolver's caching keys. @returns entries removed, 0 or 1 */
  evict(typeName: string, fieldName: string, keyValues: Readonly<Record<string, unknown>>): number;
}

/** @returns null for an API without a cache */
export function createApiCache({ cache }: ApiBlueprint, clock: Clock): ApiCache | null {
  if (cache === null) return null;
  const { behavior, ttlSeconds } = cache;
  const store = new ByteStore(clock, bytesOfCache(cache.size));
  return {
    operations: behavior === 'OPERATION_LEVEL_CACHING' ? createOperationCache(store, ttlSeconds) : null,
    wrap(resolver, { typeName, fieldName, caching }) {
      const coordinate = `${typeName}.${fieldName}`;
      if (behavior === 'FULL_REQUEST_CACHING')
        return cachedResolver(resolver, { coordinate, keys: ALL_MAPS, ttlSeconds }, store);
      if (behavior !== 'PER_RESOLVER_CACHING' || caching === null) return resolver;
      const keys = readCachingKeys(coordinate, caching.keys);
      // Without a time of its own the resolver has that of the cache.
      const ownTtl = caching.ttlSeconds > 0 ? caching.ttlSeconds : ttlSeconds;
      return cachedResolver(resolver, { coordinate, keys, ttlSeconds: ownTtl }, store);
    },
    evict(typeName, fieldName, keyValues) {
      const pairs = Object.entries(keyValues).map(
        ([name, value]) => [toCachingKey(name) ?? name, value ?? null] as const,
      );
      return store.delete(toEntryKey(`${typeName}.${fieldName}`, pairs)) ? 1 : 0;
    },
  };
}
