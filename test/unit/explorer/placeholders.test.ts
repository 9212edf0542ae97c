import { describe, expect, it } from '@jest/globals';
import { fillPlaceholders, type PlaceholderSources } from '../../../explorer/src/placeholders.ts';
import type { Discovery } from '../../../explorer/src/saved-operation.ts';

const DISCOVERY: Readonly<Record<string, Discovery>> = {
  memberId: { claim: 'custom:member_id' },
  rewardId: { query: '{ rewards }', path: 'rewards.nodes.0.id' },
  key: { make: 'key' },
  now: { make: 'now' },
};

function sources(overrides: Partial<PlaceholderSources> = {}): PlaceholderSources {
  return {
    ask: () => Promise.resolve({ rewards: { nodes: [{ id: 'r1' }] } }),
    claim: (name) => (name === 'custom:member_id' ? 'm1' : undefined),
    makeKey: () => 'k1',
    now: () => '2026-01-01T00:00:00.000Z',
    ...overrides,
  };
}

describe('fillPlaceholders', () => {
  it('fills from claims, queries, new keys and the time', async () => {
    const filled = await fillPlaceholders('{{memberId}} {{rewardId}} {{key}} {{now}}', DISCOVERY, sources());

    expect(filled).toBe('m1 r1 k1 2026-01-01T00:00:00.000Z');
  });

  it('gives one name one value', async () => {
    let made = 0;

    const filled = await fillPlaceholders('{{key}}-{{key}}', DISCOVERY, sources({ makeKey: () => `k${(made += 1)}` }));

    expect(filled).toBe('k1-k1');
  });

  it('leaves what cannot be found for the reader to see', async () => {
    const ask = (): Promise<unknown> => Promise.resolve({ rewards: { nodes: [] } });

    expect(await fillPlaceholders('{{rewardId}} {{unknown}}', DISCOVERY, sources({ ask }))).toBe(
      '{{rewardId}} {{unknown}}',
    );
  });
});
