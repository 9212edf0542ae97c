import { describe, expect, it } from '@jest/globals';
import { createLog } from '../../../../engine/kernel/index.ts';
import type { Clock, InvokeOutcome } from '../../../../engine/kernel/index.ts';
import { AsyncInvocations } from '../../../../engine/lambda-host/async-invocations.ts';

function anOutcome(reason: 'handled' | 'throttled'): InvokeOutcome {
  return { ok: false, reason, errorType: 'E', errorMessage: 'm', payload: null };
}

/** Fires each timer at once and remembers how long it would have been. */
async function delaysOf(answers: readonly InvokeOutcome[]): Promise<{ delays: number[]; attempts: number }> {
  const delays: number[] = [];
  let now = 0;
  let attempts = 0;
  const clock: Clock = {
    now: () => now,
    after(ms, callback) {
      delays.push(ms);
      now += ms;
      setImmediate(callback);
      return () => undefined;
    },
  };
  await new Promise<void>((resolve) => {
    const log = createLog('error', () => resolve());
    new AsyncInvocations({ clock, log }).accept('redeem', () => {
      const answer = answers[Math.min(attempts, answers.length - 1)] ?? anOutcome('handled');
      attempts += 1;
      if (answer.ok) setImmediate(resolve);
      return Promise.resolve(answer);
    });
  });
  return { delays, attempts };
}

describe('AsyncInvocations', () => {
  it('runs once when the function succeeds', async () => {
    expect(await delaysOf([{ ok: true, payload: null }])).toEqual({ delays: [], attempts: 1 });
  });

  it('tries twice more and then drops the event', async () => {
    expect(await delaysOf([anOutcome('handled')])).toEqual({ delays: [60_000, 120_000], attempts: 3 });
  });

  it('does not count throttles as retries', async () => {
    const answers = [
      anOutcome('throttled'),
      anOutcome('throttled'),
      anOutcome('handled'),
      { ok: true, payload: 1 } as const,
    ];

    expect(await delaysOf(answers)).toEqual({ delays: [1000, 2000, 60_000], attempts: 4 });
  });

  it('drops an event that stays throttled for six hours', async () => {
    const { delays } = await delaysOf([anOutcome('throttled')]);

    expect(delays.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(21_600_000);
    expect(Math.max(...delays)).toBe(300_000);
  });
});
