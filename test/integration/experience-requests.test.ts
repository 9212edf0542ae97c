/** What a report's idempotency key and its pace may do (I6, domain 1.4): over real tables, one member at a time. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PositionPayload, ReportPositionInput } from '../../schema/generated/types.ts';
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

describe('the pace of a phone: one report a second (domain 1.4)', () => {
  const WRITES = /^(Put|Update|Delete|TransactWrite|BatchWrite)/;

  /** Forty reports in four seconds. */
  async function hurry(memberId: string, of: Partial<ReportPositionInput> = {}) {
    const codes: string[] = [];
    story.tables.sent.length = 0;
    for (let report = 0; report < 40; report += 1) {
      story.go(0.1);
      codes.push(codesOf(await story.position(memberId, of))[0] ?? 'TAKEN');
    }
    const writes = story.tables.sent.filter((name) => WRITES.test(name)).length;
    return { codes, writes, taken: codes.filter((code) => code !== 'RATE_LIMITED').length };
  }

  it('holds while the phone stands still and its reports change nothing', async () => {
    await story.comes('mem_still');
    for (const afterS of [15, 15, 70, 2]) {
      story.go(afterS);
      await story.position('mem_still');
    }
    const { codes, writes, taken } = await hurry('mem_still');

    expect(taken).toBe(4);
    expect(new Set(codes)).toEqual(new Set(['TAKEN', 'RATE_LIMITED']));
    expect(writes).toBe(4);
  });

  it('holds for positions that are refused: each second counts one of them', async () => {
    await story.comes('mem_mocks');
    story.go(15);
    await story.position('mem_mocks');
    const { codes, writes, taken } = await hurry('mem_mocks', { mocked: true });
    const [lock] = await story.tables.itemsOf('proximity', 'MEMBER#mem_mocks', 'PRES#FIX');

    expect(taken).toBe(4);
    expect(new Set(codes)).toEqual(new Set(['LOW_CONFIDENCE', 'RATE_LIMITED']));
    expect(writes).toBe(4);
    expect(lock?.refused).toEqual({ MOCKED: 4 });
  });

  it('lets one of many through that come at the same moment', async () => {
    await story.comes('mem_burst');
    for (const afterS of [15, 15, 70, 2]) {
      story.go(afterS);
      await story.position('mem_burst');
    }
    story.go(2);
    const answers = await Promise.all(Array.from({ length: 10 }, () => story.position('mem_burst')));

    expect(answers.filter((answer) => codesOf(answer).length === 0)).toHaveLength(1);
  });

  it('keeps no fix for longer because reports are refused', async () => {
    await story.comes('mem_kept');
    story.go(15);
    await story.position('mem_kept');
    const [before] = await story.tables.itemsOf('proximity', 'MEMBER#mem_kept', 'PRES#FIX');
    story.go(3600);
    await story.position('mem_kept', { mocked: true });
    const [after] = await story.tables.itemsOf('proximity', 'MEMBER#mem_kept', 'PRES#FIX');

    expect(after).toMatchObject({ fix: before?.fix, ttl: before?.ttl, refused: { MOCKED: 1 } });
  });
});
