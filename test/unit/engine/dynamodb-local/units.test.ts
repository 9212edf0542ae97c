import { describe, expect, it } from '@jest/globals';
import { itemBytes, readUnits, writeUnits, type Item } from '../../../../engine/dynamodb-local/units.ts';

/** Developer Guide, "DynamoDB item sizes and formats". */
describe('itemBytes', () => {
  it.each<{ readonly name: string; readonly item: Item; readonly bytes: number }>([
    { name: 'a text: UTF-8 bytes of name and value', item: { title: { S: 'café' } }, bytes: 5 + 5 },
    { name: 'a number: a byte for two digits and one more', item: { n: { N: '1234' } }, bytes: 1 + 3 },
    { name: 'a negative number: one byte more', item: { n: { N: '-1234' } }, bytes: 1 + 4 },
    { name: 'trailing zeros: not significant', item: { n: { N: '1200' } }, bytes: 1 + 2 },
    { name: 'a binary: raw bytes', item: { b: { B: 'aGVsbG8=' } }, bytes: 1 + 5 },
    { name: 'true and null: one byte', item: { t: { BOOL: true }, n: { NULL: true } }, bytes: 1 + 1 + 1 + 1 },
    { name: 'a list: 3, and 1 for each element', item: { l: { L: [{ S: 'ab' }, { N: '1' }] } }, bytes: 1 + 3 + 3 + 3 },
    { name: 'a map: 3, and 1 for each entry', item: { m: { M: { ab: { S: 'c' } } } }, bytes: 1 + 3 + 1 + 3 },
    {
      name: 'sets: the sum of their members',
      item: { s: { SS: ['ab', 'c'] }, n: { NS: ['1', '22'] }, b: { BS: ['aA=='] } },
      bytes: 1 + 3 + 1 + 4 + 1 + 1,
    },
    { name: 'nothing', item: {}, bytes: 0 },
  ])('counts $name', ({ item, bytes }) => {
    expect(itemBytes(item)).toBe(bytes);
  });
});

/** Developer Guide, "DynamoDB read and write operations". */
describe('units', () => {
  it.each([
    { bytes: 0, consistent: false, units: 0.5 },
    { bytes: 4096, consistent: true, units: 1 },
    { bytes: 4097, consistent: true, units: 2 },
    { bytes: 10_000, consistent: false, units: 1.5 },
  ])('reads $bytes bytes for $units units', ({ bytes, consistent, units }) => {
    expect(readUnits(bytes, consistent)).toBe(units);
  });

  it.each([
    { bytes: 0, units: 1 },
    { bytes: 1024, units: 1 },
    { bytes: 1025, units: 2 },
  ])('writes $bytes bytes for $units units', ({ bytes, units }) => {
    expect(writeUnits(bytes)).toBe(units);
  });
});
