import { describe, expect, it } from '@jest/globals';
import { base32, derivedId, ulid } from '../../../../../resolvers/shared/lambda/ids.ts';

const zeros = new Uint8Array(10);
const ones = new Uint8Array(10).fill(255);

describe('ulid', () => {
  it('is a prefix and 26 characters', () => {
    expect(ulid('rdm_', Date.UTC(2026, 11, 24), zeros)).toMatch(/^rdm_[0-9A-HJKMNP-TV-Z]{10}0{16}$/);
    expect(ulid('x_', 0, ones)).toBe('x_0000000000ZZZZZZZZZZZZZZZZ');
  });

  it('agrees with the example of the ULID specification', () => {
    expect(ulid('', 1_469_918_176_385, zeros).slice(0, 10)).toBe('01ARYZ6S41');
  });

  it('sorts by time', () => {
    expect(ulid('', 1000, ones) < ulid('', 1001, zeros)).toBe(true);
  });

  it('refuses too little randomness', () => {
    expect(() => ulid('', 0, new Uint8Array(9))).toThrow('A ULID needs 10 random bytes, got 9.');
  });
});

describe('derivedId', () => {
  it('is the same for the same text, and another for another', () => {
    expect(derivedId('led_', 'a')).toBe(derivedId('led_', 'a'));
    expect(derivedId('led_', 'a')).not.toBe(derivedId('led_', 'b'));
    expect(derivedId('led_', 'a')).toMatch(/^led_[0-9A-HJKMNP-TV-Z]{26}$/);
  });
});

describe('base32', () => {
  it('reads five bits at a time, from the left', () => {
    expect(base32(Uint8Array.of(0b00001_000, 0b10_00011_0, 0b0100_0010, 0b1_00110_00, 0b111_01000), 8)).toBe(
      '12345678',
    );
  });
});
