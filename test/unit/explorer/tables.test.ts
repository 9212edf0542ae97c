import { describe, expect, it } from '@jest/globals';
import { findTables, sortRows, toCsv, toTable } from '../../../explorer/src/tables.ts';

describe('findTables', () => {
  it('finds the lists of an answer, longest first, and names them by their way', () => {
    const ledger = [{ amount: 1 }, { amount: 2 }];
    const data = { me: { displayName: 'Giulia', ledger: { nodes: ledger }, expiringPoints: [{ remaining: 5 }] } };

    const tables = findTables(data);

    expect(tables.map(({ title, shape }) => [title, shape])).toEqual([
      ['me › ledger', 'list'],
      ['me › expiringPoints', 'list'],
      ['me', 'fields'],
    ]);
  });

  it('shows a single object as field and value, without what is about a list', () => {
    const data = {
      place: {
        name: 'Duomo',
        center: { lat: 45.464 },
        tags: ['a', 'b'],
        visits: { nodes: [], pageInfo: { hasNextPage: false } },
      },
    };

    const [table] = findTables(data);

    expect(table?.rows).toEqual([
      { field: 'name', value: 'Duomo' },
      { field: 'center.lat', value: 45.464 },
      { field: 'tags', value: 'a, b' },
    ]);
  });

  it('finds nothing in an answer without objects', () => {
    expect(findTables({ member: null, count: 3, names: ['a'] })).toEqual([]);
    expect(findTables(undefined)).toEqual([]);
    expect(findTables({ rewards: { nodes: [] } })).toEqual([]);
  });
});

describe('toTable', () => {
  it('makes one column of each path, also of those that only some rows have', () => {
    const table = toTable('t', [
      { id: 'a', at: '2026-01-02' },
      { id: 'b', center: { lat: 1 }, isOpen: true },
    ]);

    expect(table.columns).toEqual([
      { path: 'id', kind: 'text' },
      { path: 'at', kind: 'date' },
      { path: 'center.lat', kind: 'number' },
      { path: 'isOpen', kind: 'flag' },
    ]);
  });
});

describe('sortRows', () => {
  const table = toTable('t', [
    { n: 10, s: 'b10' },
    { n: null, s: 'b9' },
    { n: 2, s: null },
  ]);

  it('sorts numbers as numbers and keeps rows without a value last in both directions', () => {
    expect(sortRows(table, 'n', 'ascending').map(({ n }) => n)).toEqual([2, 10, null]);
    expect(sortRows(table, 'n', 'descending').map(({ n }) => n)).toEqual([10, 2, null]);
  });

  it('sorts numbers inside texts as a person would', () => {
    expect(sortRows(table, 's', 'ascending').map(({ s }) => s)).toEqual(['b9', 'b10', null]);
  });
});

describe('toCsv', () => {
  it('quotes what needs it and disarms formulas', () => {
    const csv = toCsv(toTable('t', [{ name: 'say "hi", you', formula: '=1+1', amount: -5, none: null }]));

    expect(csv).toBe(`name,formula,amount,none\r\n"say ""hi"", you",'=1+1,-5,\r\n`);
  });
});
