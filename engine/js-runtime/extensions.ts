/** `extensions` and `runtime` (spec 3.8, 1.4). Effects are recorded; who evaluates decides when they apply. */
import { Interruption, LibraryError } from './run/interruption.ts';
import type { Budget } from './run/budget.ts';
import { toPlainJson } from './run/plain-json.ts';
import { plainResult } from './run/result.ts';
import type { Running } from './run/record.ts';
import type { SubscriptionInvalidation } from '../kernel/index.ts';
import type { CacheEviction } from './types.ts';

/** Distinct invalidations that one request may ask for. */
const MAX_INVALIDATIONS = 5;

type PlainMap = Readonly<Record<string, unknown>>;

export function createExtensions(running: Running): object {
  return Object.freeze({
    setSubscriptionFilter(filter: unknown): void {
      running.record.subscriptionFilter = toPlainJson(filter);
    },
    setSubscriptionInvalidationFilter(filter: unknown): void {
      running.record.invalidationFilter = toPlainJson(filter);
    },
    invalidateSubscriptions(invalidation: unknown): void {
      addInvalidation(running, toPlainJson(invalidation));
    },
    evictFromApiCache(typeName: unknown, fieldName: unknown, keyValues: unknown): void {
      const { record } = running;
      const eviction: CacheEviction = {
        typeName: String(typeName),
        fieldName: String(fieldName),
        keyValues: (toPlainJson(keyValues) ?? {}) as PlainMap,
      };
      record.evictions = [...record.evictions, eviction];
    },
  });
}

function addInvalidation({ record }: Running, value: unknown): void {
  const given = value as { readonly subscriptionField?: unknown; readonly payload?: unknown } | null;
  if (typeof given?.subscriptionField !== 'string') {
    throw new LibraryError('invalidateSubscriptions takes {subscriptionField, payload}');
  }
  const { subscriptionField } = given;
  const invalidation: SubscriptionInvalidation = { subscriptionField, payload: (given.payload ?? {}) as PlainMap };
  const earlier = [...(record.host.invalidations ?? []), ...record.invalidations].map((one) => JSON.stringify(one));
  if (earlier.includes(JSON.stringify(invalidation))) return;
  if (new Set(earlier).size >= MAX_INVALIDATIONS) {
    throw new LibraryError(`invalidateSubscriptions takes at most ${MAX_INVALIDATIONS} distinct calls in a request`);
  }
  record.invalidations = [...record.invalidations, invalidation];
}

export function createRuntimeGroup(running: Running): object {
  return Object.freeze({
    earlyReturn(value: unknown, options?: unknown): never {
      throw leaveEarly(running.record, value, options);
    },
  });
}

/** What `runtime.earlyReturn` throws; code that can return it does (`compile/early-exit.ts`). */
export function leaveEarly(budget: Budget, value?: unknown, options?: unknown): Interruption {
  const skipTo = (options as { readonly skipTo?: unknown } | null | undefined)?.skipTo ?? 'NEXT';
  if (skipTo !== 'NEXT' && skipTo !== 'END') throw new LibraryError("earlyReturn takes skipTo 'NEXT' or 'END'");
  return new Interruption({ kind: 'earlyReturn', value: plainResult(value, budget), skipTo });
}
