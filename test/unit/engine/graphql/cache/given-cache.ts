import type { Clock } from '../../../../../engine/kernel/index.ts';
import type { ApiBlueprint } from '../../../../../engine/template/index.ts';
import { anApi } from '../given.ts';
import type { Setup } from '../given.ts';

export class MovedClock implements Clock {
  ms = 1_000;

  now(): number {
    return this.ms;
  }

  after(): () => void {
    return () => undefined;
  }
}

type Behavior = NonNullable<ApiBlueprint['cache']>['behavior'];

export const cacheOf = (behavior: Behavior, ttlSeconds = 60): Pick<ApiBlueprint, 'cache'> => ({
  cache: { behavior, ttlSeconds, size: 'SMALL' },
});

/** Counts its answers, so that an answer from the cache shows by its number. */
export function aCachedApi(behavior: Behavior, setup: Setup) {
  const clock = new MovedClock();
  const api = anApi({
    ...setup,
    api: { ...cacheOf(behavior), ...setup.api },
    options: { clock, ...setup.options },
  });
  return { api, clock };
}
