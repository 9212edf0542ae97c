import { describe, expect, it } from '@jest/globals';
import { anApi, getAtt, of, readTemplateOf, ref } from './given-template.ts';

const QUEUE = { Queue: of('AWS::SQS::Queue', { QueueName: 'q' }) };
const OPERATION = 'mutation M($id: ID!) { sold(id: $id) { id } }';

describe('event rules', () => {
  it('reads pattern, bus and every kind of target that is served', () => {
    const { eventRules, eventBuses, notServed } = readTemplateOf({
      Resources: anApi(
        {},
        {
          ...QUEUE,
          Bus: of('AWS::Events::EventBus', { Name: 'facts' }),
          Group: of('AWS::Logs::LogGroup', { LogGroupName: '/facts' }),
          Rule: of('AWS::Events::Rule', {
            Name: 'sold',
            EventBusName: ref('Bus'),
            EventPattern: { source: ['shop'] },
            Targets: [
              {
                Id: 'q',
                Arn: getAtt('Queue', 'Arn'),
                InputPath: '$.detail',
                RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 60 },
                DeadLetterConfig: { Arn: getAtt('Queue', 'Arn') },
              },
              { Id: 'l', Arn: getAtt('Group', 'Arn'), Input: '{"a":1}' },
              {
                Id: 'g',
                Arn: getAtt('Api', 'GraphQLEndpointArn'),
                RoleArn: 'arn:role',
                AppSyncParameters: { GraphQLOperation: OPERATION },
                InputTransformer: { InputPathsMap: { id: '$.detail.id' }, InputTemplate: '{"id":<id>}' },
              },
            ],
          }),
        },
      ),
    });

    expect(notServed.filter((it) => it.severity === 'warn')).toEqual([]);
    expect(eventBuses).toEqual([
      { logicalId: 'Bus', name: 'facts', arn: 'arn:aws:events:eu-west-1:000000000000:event-bus/facts' },
    ]);
    expect(eventRules).toMatchObject([
      {
        name: 'sold',
        arn: 'arn:aws:events:eu-west-1:000000000000:rule/facts/sold',
        eventBusArn: eventBuses[0]?.arn,
        enabled: true,
        pattern: { source: ['shop'] },
        targets: [
          {
            kind: 'queue',
            input: { kind: 'path', path: '$.detail' },
            maximumRetryAttempts: 2,
            maximumEventAgeSeconds: 60,
            deadLetterArn: 'arn:aws:sqs:eu-west-1:000000000000:q',
          },
          { kind: 'log-group', input: { kind: 'constant', text: '{"a":1}' }, maximumRetryAttempts: 185 },
          {
            kind: 'graphql',
            roleArn: 'arn:role',
            graphqlOperation: OPERATION,
            input: { kind: 'transformer', paths: { id: '$.detail.id' }, template: '{"id":<id>}' },
          },
        ],
      },
    ]);
  });

  it('listens to the default bus without a name', () => {
    const rule = of('AWS::Events::Rule', { EventPattern: '{"source":["x"]}', State: 'DISABLED' });

    expect(readTemplateOf({ Resources: anApi({}, { Rule: rule }) }).eventRules).toMatchObject([
      { eventBusArn: 'arn:aws:events:eu-west-1:000000000000:event-bus/default', enabled: false, targets: [] },
    ]);
  });

  it('names a schedule and a target that get nothing', () => {
    const { eventRules, notServed } = readTemplateOf({
      Resources: anApi(
        {},
        {
          Nightly: of('AWS::Events::Rule', {
            ScheduleExpression: 'rate(1 day)',
            Targets: [{ Id: 's', Arn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:tidy' }],
          }),
          Hook: of('AWS::Events::ApiDestination', { Name: 'hook' }),
          Calls: of('AWS::Events::Rule', {
            EventPattern: { source: ['x'] },
            Targets: [{ Id: 'h', Arn: getAtt('Hook', 'Arn') }],
          }),
        },
      ),
    });

    expect(eventRules).toMatchObject([{ logicalId: 'Calls', targets: [] }]);
    expect(notServed).toMatchObject([
      { logicalId: 'Hook', consequence: expect.stringContaining('API destinations are not served') },
      { logicalId: 'Calls', consequence: expect.stringContaining('api-destination/hook'), severity: 'warn' },
      { logicalId: 'Nightly', consequence: expect.stringContaining('the schedule does not run'), severity: 'warn' },
    ]);
  });
});
