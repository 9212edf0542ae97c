import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { findFilterFault } from '../../../../engine/realtime/filter-limits.ts';
import { matchesFilter } from '../../../../engine/realtime/filters.ts';
import type { FilterCondition } from '../../../../engine/realtime/filters.ts';

const when = (fieldName: string, operator: string, value: unknown): FilterCondition => ({ fieldName, operator, value });
const only = (...filters: FilterCondition[]) => ({ filterGroup: [{ filters }] });

const PAYLOAD = {
  id: 'm1',
  points: 5,
  active: false,
  tags: ['gold', 'new'],
  location: { address: { country: 'IT' } },
  empty: null,
};

describe('operators (4.4)', () => {
  const cases: readonly (readonly [string, string, unknown, boolean])[] = [
    ['id', 'eq', 'm1', true],
    ['id', 'eq', 'M1', false],
    ['points', 'eq', '5', false],
    ['active', 'eq', false, true],
    ['missing', 'eq', 'x', false],
    ['id', 'ne', 'm2', true],
    ['id', 'ne', 'm1', false],
    ['missing', 'ne', 'x', true],
    ['empty', 'ne', 'x', true],
    ['points', 'lt', 6, true],
    ['points', 'lt', 5, false],
    ['points', 'le', 5, true],
    ['points', 'gt', 4, true],
    ['points', 'gt', 5, false],
    ['points', 'ge', 5, true],
    ['points', 'ge', '4', false],
    ['id', 'gt', 'm0', true],
    ['missing', 'le', 100, false],
    ['empty', 'ge', 0, false],
    ['id', 'contains', 'm', true],
    ['id', 'contains', 'z', false],
    ['tags', 'contains', 'gold', true],
    ['tags', 'contains', 'gol', false],
    ['points', 'contains', 5, false],
    ['tags', 'notContains', 'silver', true],
    ['tags', 'notContains', 'gold', false],
    ['missing', 'notContains', 'x', true],
    ['id', 'beginsWith', 'm', true],
    ['id', 'beginsWith', '1', false],
    ['points', 'beginsWith', '5', false],
    ['id', 'in', ['m1', 'm2'], true],
    ['id', 'in', ['m2'], false],
    ['missing', 'in', ['m2'], false],
    ['id', 'notIn', ['m2'], true],
    ['id', 'notIn', ['m1'], false],
    ['missing', 'notIn', ['m1'], true],
    ['points', 'between', [5, 9], true],
    ['points', 'between', [1, 5], true],
    ['points', 'between', [6, 9], false],
    ['missing', 'between', [1, 5], false],
    ['tags', 'containsAny', ['silver', 'new'], true],
    ['tags', 'containsAny', ['silver'], false],
    ['id', 'containsAny', ['m1'], false],
    ['location.address.country', 'eq', 'IT', true],
    ['location.address.country', 'eq', 'FR', false],
    ['location.nothing.country', 'eq', 'IT', false],
    ['id', 'unheard', 'm1', false],
  ];
  it.each(cases)('%s %s %j is %s', (fieldName, operator, value, expected) => {
    expect(matchesFilter(only(when(fieldName, operator, value)), PAYLOAD)).toBe(expected);
  });

  it('ANDs the conditions of a member and ORs the members', () => {
    const no = when('id', 'eq', 'x');
    const yes = when('points', 'eq', 5);

    expect(matchesFilter(only(yes, no), PAYLOAD)).toBe(false);
    expect(matchesFilter({ filterGroup: [{ filters: [no] }, { filters: [yes] }] }, PAYLOAD)).toBe(true);
  });

  it('ignores a condition deeper than five levels', () => {
    expect(matchesFilter(only(when('a.b.c.d.e.f', 'eq', 1)), PAYLOAD)).toBe(true);
  });

  it('takes an empty group as no condition, and a list payload as no match', () => {
    expect(matchesFilter({ filterGroup: [] }, PAYLOAD)).toBe(true);
    expect(matchesFilter({ filterGroup: [] }, [PAYLOAD])).toBe(false);
  });

  it('keeps each operator the opposite of its negation', () => {
    const scalar = fc.oneof(fc.integer(), fc.string(), fc.boolean());
    fc.assert(
      fc.property(fc.option(fc.oneof(scalar, fc.array(scalar)), { nil: undefined }), scalar, (field, value) => {
        const holds = (operator: string, operand: unknown): boolean =>
          matchesFilter(only(when('f', operator, operand)), { f: field });

        expect(holds('ne', value)).toBe(!holds('eq', value));
        expect(holds('notIn', [value])).toBe(!holds('in', [value]));
        expect(holds('notContains', value)).toBe(!holds('contains', value));
      }),
    );
  });
});

describe('filter limits (3.3)', () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => when(`f${at}`, 'eq', at));
  const inFive = (fieldName: string) => when(fieldName, 'in', [1, 2, 3, 4, 5]);

  it('accepts five fields, and ten combinations', () => {
    expect(findFilterFault(only(...many(5)), 'onX')).toBeNull();
    expect(
      findFilterFault({ filterGroup: [{ filters: [inFive('a')] }, { filters: [inFive('b')] }] }, 'onX'),
    ).toBeNull();
  });

  it('refuses a sixth field', () => {
    expect(findFilterFault(only(...many(6)), 'onX')).toEqual({
      message: 'Filters exceed maximum attributes limit 5 for subscription onX.',
      errorCode: 400,
    });
  });

  it('refuses an eleventh combination, counting each value of in', () => {
    expect(findFilterFault(only(inFive('a'), when('b', 'in', [1, 2, 3])), 'onX')).toEqual({
      message: 'Filters combination exceed maximum limit 10 for subscription.',
      errorCode: 400,
    });
  });

  it('refuses the same field twice in one list', () => {
    expect(findFilterFault(only(when('a', 'gt', 1), when('a', 'lt', 9)), 'onX')).toMatchObject({
      message: expect.stringContaining('filter uses same fieldName multiple time'),
    });
  });

  const wrong: readonly FilterCondition[] = [
    when('a', 'containsAny', 'x'),
    when(
      'a',
      'containsAny',
      Array.from({ length: 21 }, () => 'x'),
    ),
    when('a', 'in', [1, 2, 3, 4, 5, 6]),
    when('a', 'between', [1]),
    when('a', 'between', [true, false]),
    when('a', 'ge', true),
    when('a', 'beginsWith', 5),
    when('a', 'eq', null),
    when('a', 'eq', 'x'.repeat(257)),
    when('a', 'contains', true),
    when('a', 'unheard', 1),
  ];
  it.each(wrong)('refuses $operator with $value', (condition) => {
    expect(findFilterFault(only(condition), 'onX')).toEqual({
      message: `subscription filter has invalid filter value for operator \`${condition.operator}\`.`,
      errorCode: 400,
    });
  });
});
