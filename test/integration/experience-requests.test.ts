/** What a report's idempotency key and its pace may do (I6, domain 1.4): over real tables, one member at a time. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PositionPayload } from '../../schema/generated/types.ts';
import { aStory, type Story } from '../support/experience-story.ts';

let story: Story;
beforeAll(async () => {
  story = await aStory();
  await story.savePlace();
}, 60_000);
afterAll(() => story.tables.stop());

const codesOf = ({ userErrors }: PositionPayload) => userErrors.map(({ code }) => code);

describe('the key of a report that told of an arrival (I6)', () => {
  const arrive = async (memberId: string): Promise<string> => {
    await story.comes(memberId);
    story.go(15);
    await story.position(memberId);
    story.go(15);
    const idempotencyKey = story.key();
    const { events } = await story.position(memberId, { idempotencyKey });
    expect(events.map(({ type }) => type)).toEqual(['ENTERED']);
    return idempotencyKey;
  };

  it.each([
    ['that changes nothing', 'mem_plain', 70],
    ['that would be a stay', 'mem_stay', 140],
    ['that nobody would need to write down', 'mem_skipped', 5],
  ])('is refused with a newer position %s', async (_, memberId, afterS) => {
    const idempotencyKey = await arrive(memberId);
    story.go(afterS);
    const other = await story.position(memberId, { idempotencyKey });

    expect(codesOf(other)).toEqual(['IDEMPOTENCY_MISMATCH']);
    expect(other.userErrors[0]?.retryable).toBe(false);
    expect(other.events).toEqual([]);
  });

  it('leaves the member as they were: the next report with a key of its own is the stay', async () => {
    const idempotencyKey = await arrive('mem_goes_on');
    story.go(140);
    await story.position('mem_goes_on', { idempotencyKey });
    story.go(1);
    const { events } = await story.position('mem_goes_on');

    expect(events).toMatchObject([{ type: 'DWELLED', award: { amount: 20 } }]);
  });

  it('answers the same request again, however late', async () => {
    await story.comes('mem_late');
    story.go(15);
    await story.position('mem_late');
    story.go(15);
    const input = story.inputAt();
    const first = await story.report('mem_late', input);
    for (let report = 0; report < 6; report += 1) {
      story.go(61);
      await story.position('mem_late');
    }
    const again = await story.report('mem_late', input);

    expect(again.events).toEqual(first.events);
    expect(again.replayed).toBe(true);
  });
});
