import { describe, expect, it } from '@jest/globals';
import { occurrencesOf } from '../../../../engine/scheduler/occurrences.ts';
import { aSchedule, START } from './given.ts';

const ROME = 'Europe/Rome';

/** The next instants after one, as text. */
function instants(expression: string, from: string, count: number, timezone = 'UTC'): string[] {
  const occurrences = occurrencesOf(aSchedule({ expression, timezone }), Date.parse(from));
  const found: string[] = [];
  let ms: number | null = Date.parse(from);
  while (found.length < count) {
    ms = occurrences.next(ms);
    if (ms === null) break;
    found.push(new Date(ms).toISOString().slice(0, 16));
  }
  return found;
}

describe('cron', () => {
  it.each([
    ['0 8 * * ? *', 'UTC', ['2026-12-01T08:00', '2026-12-02T08:00']],
    ['0 8 * * ? *', ROME, ['2026-12-01T07:00', '2026-12-02T07:00']],
    ['0/20 9 ? * MON-FRI *', 'UTC', ['2026-12-01T09:00', '2026-12-01T09:20']],
    ['15 10 L * ? *', 'UTC', ['2026-12-31T10:15', '2027-01-31T10:15']],
    ['15 10 ? * 6L 2026-2027', 'UTC', ['2026-12-25T10:15', '2027-01-29T10:15']],
    ['0 0 ? * SUN#2 *', 'UTC', ['2026-12-13T00:00', '2027-01-10T00:00']],
    ['0 0 15W * ? *', 'UTC', ['2026-12-15T00:00', '2027-01-15T00:00']],
    ['0 0 LW * ? *', 'UTC', ['2026-12-31T00:00', '2027-01-29T00:00']],
    ['0 18 24 DEC ? *', ROME, ['2026-12-24T17:00', '2027-12-24T17:00']],
    ['0 0 29 2 ? *', 'UTC', ['2028-02-29T00:00', '2032-02-29T00:00']],
  ])('cron(%s) in %s', (fields, timezone, expected) => {
    expect(instants(`cron(${fields})`, '2026-12-01T00:00:00Z', 2, timezone)).toEqual(expected);
  });

  it('skips a time that spring skips, and comes once where autumn repeats it', () => {
    expect(instants('cron(30 2 * * ? *)', '2026-03-28T03:00:00Z', 1, ROME)).toEqual(['2026-03-30T00:30']);
    expect(instants('cron(30 2 * * ? *)', '2026-10-24T12:00:00Z', 2, ROME)).toEqual([
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
  });

  it('ends with its last year', () => {
    expect(instants('cron(0 0 1 1 ? 2020)', '2026-12-01T00:00:00Z', 1)).toEqual([]);
  });
});

describe('rate and at', () => {
  it('rate begins at once for a schedule, and after one period for a rule', () => {
    const next = (origin: 'scheduler' | 'rule') =>
      occurrencesOf(aSchedule({ origin, expression: 'rate(5 minutes)' }), START).next(START - 1);

    expect([next('scheduler'), next('rule')]).toEqual([START, START + 300_000]);
  });

  it('rate counts from its beginning and stops at its end', () => {
    const startMs = START + 60_000;
    const occurrences = occurrencesOf(
      aSchedule({ expression: 'rate(1 hour)', startMs, endMs: startMs + 3_600_000 }),
      START,
    );

    expect(occurrences.next(START)).toBe(startMs);
    expect(occurrences.next(startMs)).toBe(startMs + 3_600_000);
    expect(occurrences.next(startMs + 3_600_000)).toBeNull();
  });

  it('at is once, by the clock of its zone', () => {
    expect(instants('at(2026-12-24T18:00:00)', '2026-12-01T00:00:00Z', 2, ROME)).toEqual(['2026-12-24T17:00']);
  });

  it.each([
    'rate(0 minutes)',
    'rate(5 weeks)',
    'at(tomorrow)',
    'cron(* * * * * *)',
    'cron(0 8 * *)',
    'cron(61 8 * * ? *)',
    'cron(0 8 ? * ? *)',
    'every day',
  ])('refuses %s by name', (expression) => {
    expect(() => occurrencesOf(aSchedule({ expression }), START)).toThrow('schedule expression');
  });

  it('refuses a zone that does not exist', () => {
    expect(() => occurrencesOf(aSchedule({ expression: 'cron(0 8 * * ? *)', timezone: 'Milano' }), START)).toThrow(
      'Milano',
    );
  });
});
