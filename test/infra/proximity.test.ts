import { beforeAll, describe, expect, it } from '@jest/globals';
import { synthesizeApp, type SynthesizedApp } from '../support/template.ts';

let app: SynthesizedApp;
beforeAll(() => {
  app = synthesizeApp();
});

describe('the presence sweeper', () => {
  it('is called each five minutes, and names what could not be called', () => {
    const [schedule] = app
      .ofType('AWS::Scheduler::Schedule')
      .filter((each) => JSON.stringify(each.Properties.Target).includes('presenceSweeper'));

    expect(schedule?.Properties).toMatchObject({
      ScheduleExpression: 'rate(5 minutes)',
      Target: { RetryPolicy: { MaximumEventAgeInSeconds: 300 } },
    });
    expect(schedule?.Properties.Target).toHaveProperty('DeadLetterConfig.Arn');
  });

  it('finds open presences by an index that carries keys alone: a report seldom writes to it', () => {
    const indexes = app
      .ofType('AWS::DynamoDB::GlobalTable')
      .filter(({ logicalId }) => logicalId.startsWith('Proximity'))
      .flatMap(({ Properties }) => Properties.GlobalSecondaryIndexes);

    expect(indexes).toMatchObject([{ IndexName: 'GSI1', Projection: { ProjectionType: 'KEYS_ONLY' } }]);
  });

  it('may change the table that it reads, and no other', () => {
    const policies = app.ofType('AWS::IAM::Policy').filter(({ logicalId }) => logicalId.includes('presenceSweeper'));
    const text = JSON.stringify(policies);

    expect(policies).toHaveLength(1);
    expect(text).toContain('index/GSI1');
    expect(text).not.toMatch(/Scan|BatchGetItem|Loyalty|Content/);
  });
});
