/** A resolver that is asked only when the cache has no answer of its own: unit and pipeline resolvers as a whole (10.1). */
import { andThen } from '../../kernel/index.ts';
import type { AttachedResolver, FieldOutcome } from '../resolvers/attached.ts';
import type { ByteStore } from './byte-store.ts';
import { entryKeyOf } from './caching-keys.ts';
import type { CachingKey } from './caching-keys.ts';

export interface CachingRule {
  readonly coordinate: string;
  readonly keys: readonly CachingKey[];
  readonly ttlSeconds: number;
}

const NO_ERRORS: FieldOutcome['errors'] = [];

/** Only queries are served from the cache and fill it, and nothing that came with an error is kept. */
export function cachedResolver(resolver: AttachedResolver, rule: CachingRule, store: ByteStore): AttachedResolver {
  return {
    run(call) {
      if (call.run.operation !== 'query') return resolver.run(call);
      const key = entryKeyOf(rule.coordinate, rule.keys, call);
      const known = store.get(key);
      call.run.notes?.cacheCounts?.count(rule.coordinate, known !== undefined);
      // Kept as text, so that no two requests ever hold the same object.
      if (known !== undefined) return { value: JSON.parse(known) as unknown, errors: NO_ERRORS };
      return andThen(resolver.run(call), (outcome) => {
        if (outcome.errors.length === 0) store.set(key, JSON.stringify(outcome.value ?? null), rule.ttlSeconds);
        return outcome;
      });
    },
  };
}
