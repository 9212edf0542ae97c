/** When a schedule is due. Pure: what is asked for comes as an argument. */
import type { ScheduleBlueprint } from '../template/index.ts';
import { atInstant, parseCron, refused } from './cron.ts';
import { Zone } from './zone.ts';

export interface Occurrences {
  /** The first instant after `ms`, within the schedule's own window; null when there is none any more. */
  next(ms: number): number | null;
}

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * @param createdMs when the schedule came to be: here, the engine's start
 * @throws {EngineError} SCHEDULER_EXPRESSION for an expression or a time zone that EventBridge would refuse
 */
export function occurrencesOf(schedule: ScheduleBlueprint, createdMs: number): Occurrences {
  const { expression, startMs, endMs } = schedule;
  const [, kind = '', inner = ''] = /^(rate|at|cron)\((.*)\)$/.exec(expression.trim()) ?? [];
  const next = nextOf(schedule, kind, inner, createdMs);
  return {
    next(ms) {
      const found = next(startMs === null ? ms : Math.max(ms, startMs - 1));
      return found === null || (endMs !== null && found > endMs) ? null : found;
    },
  };
}

function nextOf(
  { expression, timezone, origin, startMs }: ScheduleBlueprint,
  kind: string,
  inner: string,
  createdMs: number,
): (ms: number) => number | null {
  switch (kind) {
    case 'rate': {
      const period = periodOf(inner, expression);
      // Scheduler calls at once and then each period; a rule waits for the first period to pass.
      const first = startMs ?? (origin === 'scheduler' ? createdMs : createdMs + period);
      return (ms) => (ms < first ? first : first + (Math.floor((ms - first) / period) + 1) * period);
    }
    case 'at': {
      const instant = atInstant(inner, zoneOf(timezone, expression));
      return (ms) => (instant > ms ? instant : null);
    }
    case 'cron': {
      const cron = parseCron(inner);
      const zone = zoneOf(timezone, expression);
      return (ms) => cron.next(ms, zone);
    }
    default:
      throw refused(expression);
  }
}

function periodOf(inner: string, expression: string): number {
  const [, value = '', unit = ''] = /^(\d+)\s+(minute|hour|day)s?$/.exec(inner.trim()) ?? [];
  const period = Number(value) * (UNITS[unit] ?? 0);
  if (!(period > 0)) throw refused(expression);
  return period;
}

function zoneOf(timezone: string, expression: string): Zone {
  try {
    return new Zone(timezone);
  } catch {
    throw refused(`${expression} in the time zone ${timezone}`);
  }
}
