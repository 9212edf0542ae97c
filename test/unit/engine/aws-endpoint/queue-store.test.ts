import { describe, expect, it } from '@jest/globals';
import { createQueueStore } from '../../../../engine/aws-endpoint/index.ts';
import { systemRandom } from '../../../../engine/kernel/index.ts';
import { HandClock, QUEUE } from './given.ts';

function aStore() {
  const clock = new HandClock();
  return { clock, store: createQueueStore({ queues: [QUEUE], clock, random: systemRandom }) };
}

describe('createQueueStore', () => {
  it('hides a received message until its visibility ends, and counts the receives', async () => {
    const { clock, store } = aStore();
    store.send(QUEUE.arn, 'a');

    const [first] = await store.receive(QUEUE.arn, { max: 10 });
    const hidden = await store.receive(QUEUE.arn, { max: 10 });
    clock.advance(30_000);
    const [second] = await store.receive(QUEUE.arn, { max: 10 });

    expect(hidden).toEqual([]);
    expect([first?.receiveCount, second?.receiveCount]).toEqual([1, 2]);
    expect(second?.messageId).toBe(first?.messageId);
    expect(second?.receiptHandle).not.toBe(first?.receiptHandle);
  });

  it('forgets a deleted message, and ignores a handle that is not the latest', async () => {
    const { clock, store } = aStore();
    store.send(QUEUE.arn, 'a');
    const [first] = await store.receive(QUEUE.arn, { max: 1 });
    clock.advance(30_000);
    const [second] = await store.receive(QUEUE.arn, { max: 1 });

    store.delete(QUEUE.arn, first?.receiptHandle ?? '');
    expect(store.messages(QUEUE.arn)).toHaveLength(1);

    store.delete(QUEUE.arn, second?.receiptHandle ?? '');
    expect(store.messages(QUEUE.arn)).toHaveLength(0);
  });

  it('keeps a delayed message back, and tells the counts apart', async () => {
    const { clock, store } = aStore();
    store.send(QUEUE.arn, 'now');
    store.send(QUEUE.arn, 'also now');
    store.send(QUEUE.arn, 'later', { delaySeconds: 5 });
    await store.receive(QUEUE.arn, { max: 1 });

    expect(store.counts(QUEUE.arn)).toEqual({ visible: 1, inFlight: 1, delayed: 1 });
    clock.advance(5_000);
    expect(store.counts(QUEUE.arn)).toEqual({ visible: 2, inFlight: 1, delayed: 0 });
  });

  it('answers a long poll when a message comes, and with nothing at its end', async () => {
    const { clock, store } = aStore();

    const waiting = store.receive(QUEUE.arn, { max: 1, waitSeconds: 20 });
    store.send(QUEUE.arn, 'a');
    expect(await waiting).toHaveLength(1);

    const inVain = store.receive(QUEUE.arn, { max: 1, waitSeconds: 20 });
    clock.advance(20_000);
    expect(await inVain).toEqual([]);
  });

  it('drops messages after four days', () => {
    const { clock, store } = aStore();
    store.send(QUEUE.arn, 'a');

    clock.advance(345_600_001);

    expect(store.messages(QUEUE.arn)).toEqual([]);
  });

  it('finds a queue by ARN and by URL', () => {
    const { store } = aStore();

    expect(store.find(QUEUE.arn)).toBe(QUEUE);
    expect(store.find(QUEUE.url)).toBe(QUEUE);
    expect(store.find('https://elsewhere/q')).toBeNull();
  });

  it('refuses a queue that the blueprint lacks', () => {
    expect(() => aStore().store.send('arn:aws:sqs:x:1:none', 'a')).toThrow(
      expect.objectContaining({ code: 'ENDPOINT_UNKNOWN_QUEUE' }),
    );
  });
});
