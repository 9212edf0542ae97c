import { describe, expect, it } from '@jest/globals';
import { retried } from '../../../../../resolvers/shared/lambda/retries.ts';
import { aTime } from '../time.ts';

const POLICY = { attempts: 4, baseMs: 40 };

describe('retried', () => {
  it('stops at the first attempt that is done', async () => {
    const time = aTime();

    const value = await retried(POLICY, time, (number) =>
      Promise.resolve(number === 2 ? { done: true, value: 'second' } : { done: false }),
    );

    expect(value).toBe('second');
    expect(time.clock.pauses).toHaveLength(1);
  });

  it('gives up after the last attempt, without waiting again', async () => {
    const time = aTime({ number: 0.999 });
    let attempts = 0;

    const value = await retried(POLICY, time, () => {
      attempts += 1;
      return Promise.resolve({ done: false });
    });

    expect([value, attempts]).toEqual([null, 4]);
    expect(time.clock.pauses).toEqual([39, 79, 159]);
  });

  it('spreads the waits from nothing upwards', async () => {
    const time = aTime({ number: 0 });

    await retried(POLICY, time, () => Promise.resolve({ done: false }));

    expect(time.clock.pauses).toEqual([0, 0, 0]);
  });

  it('does not repeat what throws', async () => {
    let attempts = 0;
    const failing = retried(POLICY, aTime(), () => {
      attempts += 1;
      return Promise.reject(new Error('no table'));
    });

    await expect(failing).rejects.toThrow('no table');
    expect(attempts).toBe(1);
  });
});
