import { describe, expect, it } from '@jest/globals';
import type { Impression } from '../../../../resolvers/content/model/impressions.ts';
import { impressionKey } from '../../../../resolvers/content/store/items.ts';
import { fieldResolver } from '../../../support/evaluate-resolver.ts';

const NOW = '2026-12-01T10:00:00.000Z';
const field = fieldResolver('content/js/Mutation.recordImpressions', { clock: { now: () => Date.parse(NOW) } });

interface Request {
  readonly events: readonly { readonly detailType: string; readonly detail: Impression }[];
}
function recorded(at: string): Impression[] {
  const event = { idempotencyKey: 'key-000001', contentId: 'cnt_1', kind: 'OPEN', at };
  return (field.request({ args: { events: [event] } }) as Request).events.map(({ detail }) => detail);
}

describe('Mutation.recordImpressions', () => {
  it.each([
    ['2026-12-01T09:15:00Z', '2026-12-01T09:15:00.000Z'],
    ['2026-12-01T09:15Z', '2026-12-01T09:15:00.000Z'],
    ['2026-12-01T10:15:00.1234+01:00', '2026-12-01T09:15:00.123Z'],
    ['2026-12-01T10:15:00+01:00:00', '2026-12-01T09:15:00.000Z'],
    ['2026-12-01T10:15:30+01:00:30', '2026-12-01T09:15:00.000Z'],
    ['2026-11-24T10:00:00Z', '2026-11-24T10:00:00.000Z'],
    ['2026-12-01T10:05:00Z', '2026-12-01T10:05:00.000Z'],
  ])('counts what was seen at %s in the hour of %s', (at, expected) => {
    const impressions = recorded(at);

    expect(impressions.map((each) => each.at)).toEqual([expected]);
    expect(impressions.map((each) => impressionKey(each).sk.slice(0, -1))).toEqual([
      `${expected.slice(0, 13)}#none#OPEN#S`,
    ]);
  });

  it.each([
    '2026-11-24T09:59:59.999Z',
    '2026-12-01T10:05:00.001Z',
    '2026-12-01T10:15:00+00:00:01',
    '+99999-01-01T00:00:00Z',
    '-0001-01-01T00:00:00Z',
    '2026-12-01T10:00:00.Z',
    'yesterday',
  ])('refuses %s, and says what is allowed', (at) => {
    expect(() => recorded(at)).toThrow(
      expect.objectContaining({
        errorType: 'BadRequest',
        message: `\`at\` is ${at}; allowed are the last 7 days and the next 5 minutes; leave that event out.`,
      }),
    );
  });
});
