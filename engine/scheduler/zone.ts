/** Wall clocks of time zones, by the platform's own zone data. */

export interface WallTime {
  readonly year: number;
  /** 1..12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const DAY_MS = 86_400_000;

export const toUtcMs = ({ year, month, day, hour, minute, second }: WallTime): number =>
  Date.UTC(year, month - 1, day, hour, minute, second);

export class Zone {
  readonly #format: Intl.DateTimeFormat;

  /** @throws RangeError for a name that is no time zone */
  constructor(name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  wallTime(ms: number): WallTime {
    const parts = new Map(this.#format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    return {
      year: of('year'),
      month: of('month'),
      day: of('day'),
      hour: of('hour'),
      minute: of('minute'),
      second: of('second'),
    };
  }

  /** @returns the first instant at which the clock shows it; null when it is skipped in spring */
  instantOf(time: WallTime): number | null {
    const asUtc = toUtcMs(time);
    // Zones are within a day of UTC, and change their offset at most once in two days.
    const offsets = [asUtc - DAY_MS, asUtc + DAY_MS].map((near) => toUtcMs(this.wallTime(near)) - near);
    const shown = offsets
      .map((offset) => asUtc - offset)
      .filter((candidate) => toUtcMs(this.wallTime(candidate)) === asUtc);
    return shown.length === 0 ? null : Math.min(...shown);
  }
}
