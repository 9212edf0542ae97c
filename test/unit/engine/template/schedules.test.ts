import { describe, expect, it } from '@jest/globals';
import { anApi, of, readTemplateOf } from './given-template.ts';

const FUNCTION = 'arn:aws:lambda:eu-west-1:000000000000:function:work';
const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:dead';

const read = (resources: Readonly<Record<string, object>>) => readTemplateOf({ Resources: anApi({}, resources) });

describe('schedules', () => {
  it('are read with their target’s policy, and named as the service names them', () => {
    const { schedules } = read({
      Each: of('AWS::Scheduler::Schedule', {
        Name: 'each',
        GroupName: 'shop',
        ScheduleExpression: 'cron(0 8 * * ? *)',
        ScheduleExpressionTimezone: 'Europe/Rome',
        StartDate: '2026-12-01T00:00:00Z',
        FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 },
        Target: {
          Arn: FUNCTION,
          RoleArn: 'arn:role',
          Input: '{}',
          RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 60 },
          DeadLetterConfig: { Arn: QUEUE },
        },
      }),
    });

    expect(schedules).toEqual([
      {
        logicalId: 'Each',
        arn: 'arn:aws:scheduler:eu-west-1:000000000000:schedule/shop/each',
        origin: 'scheduler',
        enabled: true,
        expression: 'cron(0 8 * * ? *)',
        timezone: 'Europe/Rome',
        startMs: Date.UTC(2026, 11, 1),
        endMs: null,
        flexibleMinutes: 5,
        target: {
          arn: FUNCTION,
          kind: 'function',
          roleArn: 'arn:role',
          input: '{}',
          maximumRetryAttempts: 3,
          maximumEventAgeSeconds: 60,
          deadLetterArn: QUEUE,
        },
      },
    ]);
  });

  it('come from rules, too: one for each target', () => {
    const { schedules, eventRules } = read({
      Nightly: of('AWS::Events::Rule', {
        ScheduleExpression: 'rate(1 day)',
        State: 'DISABLED',
        Targets: [
          { Id: 'f', Arn: FUNCTION },
          { Id: 'q', Arn: QUEUE, Input: 'x' },
        ],
      }),
    });

    expect(eventRules).toEqual([]);
    expect(schedules).toMatchObject([
      { origin: 'rule', enabled: false, timezone: 'UTC', target: { kind: 'function', maximumRetryAttempts: 185 } },
      { origin: 'rule', target: { kind: 'queue', input: 'x' } },
    ]);
  });

  it('with a target that is not served are named', () => {
    const { schedules, notServed } = read({
      Each: of('AWS::Scheduler::Schedule', {
        ScheduleExpression: 'rate(1 day)',
        Target: { Arn: 'arn:aws:scheduler:::aws-sdk:sqs:purgeQueue', RoleArn: 'arn:role' },
      }),
    });

    expect(schedules).toEqual([]);
    expect(notServed).toMatchObject([
      { logicalId: 'Each', severity: 'warn', consequence: expect.stringContaining('aws-sdk') },
    ]);
  });
});
