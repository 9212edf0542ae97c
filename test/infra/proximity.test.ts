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

    expect(indexes).toContainEqual(
      expect.objectContaining({ IndexName: 'GSI1', Projection: { ProjectionType: 'KEYS_ONLY' } }),
    );
  });

  it('may change the table that it reads, and no other', () => {
    const policies = app.ofType('AWS::IAM::Policy').filter(({ logicalId }) => logicalId.includes('presenceSweeper'));
    const text = JSON.stringify(policies);

    expect(policies).toHaveLength(1);
    expect(text).toContain('index/GSI1');
    expect(text).not.toMatch(/Scan|BatchGetItem|Loyalty|Content/);
  });
});

describe('visits by place and day', () => {
  it('come from an index that carries them whole, which resolvers may query and nothing more', () => {
    const indexes = app
      .ofType('AWS::DynamoDB::GlobalTable')
      .filter(({ logicalId }) => logicalId.startsWith('Proximity'))
      .flatMap(({ Properties }) => Properties.GlobalSecondaryIndexes);
    const policies = app
      .ofType('AWS::IAM::Policy')
      .filter(({ logicalId }) => logicalId.startsWith('ProximitySourceRole'))
      .flatMap(({ Properties }) => (Properties.PolicyDocument as { readonly Statement: readonly object[] }).Statement)
      .filter((statement) => JSON.stringify(statement).includes('/index/'));

    expect(indexes).toContainEqual(
      expect.objectContaining({ IndexName: 'GSI2', Projection: { ProjectionType: 'ALL' } }),
    );
    expect(policies).toMatchObject([{ Action: 'dynamodb:Query', Effect: 'Allow' }]);
    expect(JSON.stringify(policies)).toContain('/index/GSI2');
  });
});
