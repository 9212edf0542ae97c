import { describe, expect, it } from '@jest/globals';
import type { InvokeOutcome } from '../../../../engine/kernel/index.ts';
import { aSchedule, aScheduler } from './given.ts';

const MINUTE = 60_000;
const failed = (reason: 'throttled' | 'not-found'): InvokeOutcome => ({
  ok: false,
  reason,
  errorType: reason === 'throttled' ? 'TooManyRequestsException' : 'ResourceNotFoundException',
  errorMessage: reason,
  payload: null,
});

describe('a schedule', () => {
  it('calls its function at once and each minute, asynchronously, with the service’s own event', async () => {
    const { scheduler, clock, calls, times } = aScheduler([aSchedule()]);

    scheduler.start();
    await clock.move(2 * MINUTE);

    expect(times).toEqual(['2026-12-01T10:00:30.000Z', '2026-12-01T10:01:30.000Z', '2026-12-01T10:02:30.000Z']);
    expect(calls[1]).toMatchObject({
      function: aSchedule().target.arn,
      invocationType: 'Event',
      payload: {
        id: 'execution',
        source: 'aws.scheduler',
        'detail-type': 'Scheduled Event',
        time: '2026-12-01T10:01:30Z',
        resources: [aSchedule().arn],
      },
    });
  });

  it('gives its own input, with the context filled in', async () => {
    const target = {
      ...aSchedule().target,
      input: '{"at":"<aws.scheduler.scheduled-time>","n":<aws.scheduler.attempt-number>}',
    };
    const { scheduler, clock, calls } = aScheduler([aSchedule({ target })]);

    scheduler.start();
    await clock.move(0);

    expect(calls[0]?.payload).toEqual({ at: '2026-12-01T10:00:30Z', n: 1 });
  });

  it('does nothing while it is disabled, and nothing after the stop', async () => {
    const { scheduler, clock, calls } = aScheduler([aSchedule({ enabled: false }), aSchedule()]);

    scheduler.start();
    await clock.move(0);
    scheduler.stop();
    await clock.move(10 * MINUTE);

    expect(calls).toHaveLength(1);
  });

  it('comes at the right minute after weeks, though timers are short', async () => {
    const { scheduler, clock, times } = aScheduler([aSchedule({ expression: 'at(2027-01-31T23:59:00)' })]);

    scheduler.start();
    await clock.move(80 * 24 * 60 * MINUTE);

    expect(times).toEqual(['2027-01-31T23:59:00.000Z']);
  });

  it('is late by a part of its flexible window', async () => {
    const { scheduler, clock, times } = aScheduler([aSchedule({ expression: 'rate(1 day)', flexibleMinutes: 10 })]);

    scheduler.start();
    await clock.move(60 * MINUTE);

    expect(times).toEqual(['2026-12-01T10:05:30.000Z']);
  });

  it('sends to a queue', async () => {
    const target = { ...aSchedule().target, kind: 'queue' as const, arn: 'arn:aws:sqs:q', input: 'tick' };
    const { scheduler, clock, sent } = aScheduler([aSchedule({ expression: 'rate(1 hour)', target })]);

    scheduler.start();
    await clock.move(0);

    expect(sent).toEqual([{ arn: 'arn:aws:sqs:q', body: 'tick', attributes: undefined }]);
  });
});

describe('a call that fails', () => {
  const hourly = aSchedule({ expression: 'rate(1 hour)' });

  it('is made again while it is throttled', async () => {
    const given = aScheduler([hourly], (call) => (call < 3 ? failed('throttled') : { ok: true, payload: null }));

    given.scheduler.start();
    await given.clock.move(MINUTE);

    expect(given.times.map((time) => time.slice(17, 19))).toEqual(['30', '31', '33']);
    expect(given.sent).toEqual([]);
  });

  it('is named in the dead-letter queue after its retries', async () => {
    const given = aScheduler([hourly], () => failed('throttled'));

    given.scheduler.start();
    await given.clock.move(MINUTE);
    await given.scheduler.settled();

    expect(given.calls).toHaveLength(3);
    expect(given.sent).toMatchObject([
      {
        arn: hourly.target.deadLetterArn,
        attributes: { ERROR_CODE: { StringValue: 'TooManyRequestsException' }, RETRY_ATTEMPTS: { StringValue: '2' } },
      },
    ]);
  });

  it('is not made again for a function that is not there', async () => {
    const given = aScheduler([hourly], () => failed('not-found'));

    given.scheduler.start();
    await given.clock.move(MINUTE);

    expect([given.calls.length, given.sent.length]).toEqual([1, 1]);
  });

  it('is not made at all when the role may not', async () => {
    const given = aScheduler([hourly], undefined, {
      refusalOf: (roleArn, action) => `${roleArn} may not ${action}`,
    });

    given.scheduler.start();
    await given.clock.move(0);

    expect(given.calls).toEqual([]);
    expect(given.sent).toMatchObject([{ attributes: { ERROR_CODE: { StringValue: 'AccessDeniedException' } } }]);
  });
});
