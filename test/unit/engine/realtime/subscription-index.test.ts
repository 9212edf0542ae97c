import { describe, expect, it } from '@jest/globals';
import type { FilterCondition } from '../../../../engine/realtime/index.ts';
import { type Indexed, SubscriptionIndex } from '../../../../engine/realtime/subscription-index.ts';

const MANY = 500;

const filtered = (...filters: FilterCondition[]): Indexed => ({
  arguments: {},
  filter: { filterGroup: [{ filters }] },
});
const eq = (fieldName: string, value: unknown): FilterCondition => ({ fieldName, operator: 'eq', value });

/** How many of many subscriptions are asked about an event that one of them wants. */
function asked(subscriptionOf: (member: string) => Indexed, payload: object): number {
  const index = new SubscriptionIndex<Indexed>();
  const items = Array.from({ length: MANY }, (_, at) => subscriptionOf(`m${at}`));
  for (const item of items) index.add(item);
  const { size } = index.candidates(payload);
  for (const item of items) index.remove(item);
  expect(index.candidates(payload).size).toBe(0);
  return size;
}

const EVENT = { memberId: 'm7', kind: 'EARN', member: { id: 'm7', tier: { name: 'GOLD' } } };

describe('what an event costs', () => {
  it.each<[string, (member: string) => Indexed]>([
    ['an argument', (memberId) => ({ arguments: { memberId, kind: 'EARN' }, filter: null })],
    ['the first eq of a filter', (id) => filtered(eq('memberId', id), eq('kind', 'EARN'))],
    ['the last eq of a filter', (id) => filtered(eq('kind', 'EARN'), eq('memberId', id))],
    [
      'an eq behind other operators',
      (id) => filtered({ fieldName: 'kind', operator: 'ne', value: 'X' }, eq('memberId', id)),
    ],
    ['a nested eq', (id) => filtered(eq('member.id', id))],
    ['a nested eq among others', (id) => filtered(eq('member.tier.name', 'GOLD'), eq('member.id', id))],
    ['an in', (id) => filtered({ fieldName: 'memberId', operator: 'in', value: [id, `${id}-other`] })],
  ])('is that of the one subscription that wants it, when they differ in %s', (_what, subscriptionOf) => {
    expect(asked(subscriptionOf, EVENT)).toBe(1);
  });

  it('is that of all when only an order parts them', () => {
    expect(asked((id) => filtered({ fieldName: 'memberId', operator: 'ge', value: id }), EVENT)).toBe(MANY);
  });

  it('a path that the service ignores demands nothing', () => {
    expect(asked((id) => filtered(eq('a.b.c.d.e.f', id), eq('kind', 'EARN')), EVENT)).toBe(MANY);
  });
});
