import { describe, expect, it } from '@jest/globals';
import { axisLabel, measuresOf, seriesOf, ticksOf } from '../../../explorer/src/chart-data.ts';
import { toTable } from '../../../explorer/src/tables.ts';

const REWARDS = toTable('rewards', [
  { id: 'r1', name: 'Coffee', minTierRank: 0, costPoints: 80 },
  { id: 'r2', name: 'Scarf', minTierRank: 1, costPoints: 480 },
]);
const LEDGER = toTable('ledger', [
  { seq: 3, amount: 30, reason: 'PURCHASE', occurredAt: '2026-10-11T00:00:00Z' },
  { seq: 2, amount: -20, reason: 'REDEMPTION', occurredAt: '2026-10-02T00:00:00Z' },
  { seq: 1, amount: 50, reason: 'PURCHASE', occurredAt: '2026-10-01T00:00:00Z' },
]);

describe('seriesOf', () => {
  it('draws named things as bars in the order of the answer', () => {
    expect(seriesOf(REWARDS)).toMatchObject({
      form: 'bars',
      measure: 'costPoints',
      dimension: 'name',
      points: [
        { label: 'Coffee', value: 80 },
        { label: 'Scarf', value: 480 },
      ],
    });
  });

  it('draws moments as a line, oldest first, spaced by time', () => {
    const series = seriesOf(LEDGER);

    expect(series).toMatchObject({ form: 'line', measure: 'amount', dimension: 'occurredAt' });
    expect(series?.points.map(({ value }) => value)).toEqual([50, -20, 30]);
    expect(series?.points.map(({ position }) => position)).toEqual([0, 0.1, 1]);
  });

  it('follows a wish, and falls back when the column is not there', () => {
    expect(seriesOf(REWARDS, { measure: 'minTierRank', form: 'line' })).toMatchObject({
      measure: 'minTierRank',
      form: 'line',
    });
    expect(seriesOf(REWARDS, { measure: 'gone' })?.measure).toBe('costPoints');
  });

  it('is undefined when nothing is a number', () => {
    expect(seriesOf(toTable('t', [{ name: 'a' }]))).toBeUndefined();
  });
});

describe('measuresOf', () => {
  it('puts numbers that only count or locate rows last', () => {
    expect(measuresOf(REWARDS)).toEqual(['costPoints', 'minTierRank']);
    expect(measuresOf(LEDGER)).toEqual(['amount', 'seq']);
  });
});

describe('axisLabel', () => {
  const point = (label: string) => ({ label, value: 1, position: 0 });

  it('shows days over days, times within a day, and cuts what is no date', () => {
    const days = [point('2026-10-01T10:00:00Z'), point('2026-10-09T10:00:00Z')];
    const hours = [point('2026-10-01T10:00:00Z'), point('2026-10-01T12:30:00Z')];

    expect(axisLabel('2026-10-09T10:00:00Z', days)).toBe('09/10');
    expect(axisLabel('2026-10-01T12:30:00Z', hours)).toBe('12:30:00');
    expect(axisLabel('Panettone del Maestro', days)).toBe('Panettone de');
  });
});

describe('ticksOf', () => {
  it.each([
    { values: [80, 480], expected: [0, 200, 400, 600] },
    { values: [-150, 210], expected: [-200, -100, 0, 100, 200, 300] },
    { values: [0.2], expected: [0, 0.05, 0.1, 0.15, 0.2] },
    { values: [0, 0], expected: [0, 0.25] },
    { values: [], expected: [0, 0.25] },
  ])('covers $values and zero with round numbers', ({ values, expected }) => {
    expect(ticksOf(values)).toEqual(expected);
  });
});
