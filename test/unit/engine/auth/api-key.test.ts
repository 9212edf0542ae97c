import { describe, expect, it } from '@jest/globals';
import { createApiKeys } from '../../../../engine/auth/api-key.ts';
import { createLog } from '../../../../engine/kernel/index.ts';

const NOW_MS = Date.UTC(2026, 11, 24, 18);
const clock = { now: () => NOW_MS, after: () => () => undefined };
const aKey = (expires: number | null) => ({ logicalId: 'Key', description: null, value: 'da2-x', expires });

function opened(expires: number | null) {
  const lines: string[] = [];
  const check = createApiKeys([aKey(expires)], { clock, log: createLog('warn', (line) => lines.push(line)) });
  return { check, lines };
}

describe('createApiKeys', () => {
  it('says at start that a key has ended, and refuses it', () => {
    const { check, lines } = opened(Date.UTC(2019, 0, 1) / 1000);

    expect(check('da2-x')).toMatchObject({ ok: false, status: 401 });
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { logicalId: 'Key', expires: '2019-01-01T00:00:00.000Z', fix: expect.stringContaining('Expires of Key') },
    ]);
  });

  it('says nothing of a key that is valid', () => {
    const { check, lines } = opened(null);

    expect(check('da2-x')).toMatchObject({ ok: true });
    expect(lines).toEqual([]);
  });
});
