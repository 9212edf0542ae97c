import type { Clock } from '../../kernel/index.ts';

/** Nanoseconds for durations, as exact as the clock can tell. */
export function nanosOf(clock: Clock): number {
  return clock.nanos?.() ?? clock.now() * 1_000_000;
}
