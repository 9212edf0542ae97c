import { beforeAll, describe, expect, it } from '@jest/globals';
import { synthesizeApp, type SynthesizedApp } from '../support/template.ts';

let app: SynthesizedApp;
beforeAll(() => {
  app = synthesizeApp();
});

const policyOf = (name: string): string =>
  JSON.stringify(app.ofType('AWS::IAM::Policy').filter((policy) => policy.logicalId.includes(name)));

describe('the content scheduler', () => {
  it('is called each minute, tries again for a minute, and names what could not be called', () => {
    const [schedule] = app
      .ofType('AWS::Scheduler::Schedule')
      .filter((each) => JSON.stringify(each.Properties.Target).includes('contentScheduler'));

    expect(schedule?.Properties).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 3 } },
    });
    expect(schedule?.Properties.Target).toHaveProperty('DeadLetterConfig.Arn');
  });
});

describe('impressions', () => {
  it('go from AppSync to the bus without a function, and from there to the one that counts', () => {
    const [source] = app.ofType('AWS::AppSync::DataSource').filter((each) => each.Properties.Name === 'Impressions');
    const [rule] = app
      .ofType('AWS::Events::Rule')
      .filter((each) => JSON.stringify(each.Properties.EventPattern ?? '').includes('ContentImpressed'));

    expect(source?.Properties.Type).toBe('AMAZON_EVENTBRIDGE');
    expect(JSON.stringify(rule?.Properties.Targets)).toMatch(/countImpressions.*DeadLetterConfig/);
    expect(policyOf('ImpressionsSourceRole')).toContain('events:PutEvents');
  });
});

describe('grants', () => {
  it('let readers see of the Loyalty table what a batch of keys names, and nothing by query', () => {
    const policy = policyOf('ContentForReaderSourceRole');

    expect(policy).toContain('dynamodb:BatchGetItem');
    expect(policy).not.toMatch(/Query|PutItem|UpdateItem|DeleteItem/);
  });

  it('let the publisher call one mutation', () => {
    expect(policyOf('publishContentChange')).toContain('types/Mutation/fields/publishContentChange');
  });
});

describe('streams', () => {
  it('send cards alone to publisher and projection', () => {
    const filters = app
      .ofType('AWS::Lambda::EventSourceMapping')
      .map((each) => JSON.stringify(each.Properties.FilterCriteria))
      .filter((text) => text.includes('CARD'));

    expect(filters).toHaveLength(2);
  });
});
