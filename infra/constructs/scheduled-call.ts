import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface ScheduledCallProps {
  readonly called: Alias;
  /** `rate(1 minute)`, or a `cron(…)` in Europe/Rome. */
  readonly expression: string;
  readonly description: string;
  /** A call that could not be made is worth making again for this long. */
  readonly worthFor: Duration;
}

/** Calls a function again and again, by EventBridge Scheduler. What could not be called is named in a queue. */
export class ScheduledCall extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledCallProps) {
    super(scope, id);
    const failures = new Queue(this, 'Failures', {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [props.called.functionArn] }),
    );
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failures.queueArn] }));
    new CfnSchedule(this, 'Schedule', {
      description: props.description,
      scheduleExpression: props.expression,
      scheduleExpressionTimezone: 'Europe/Rome',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: props.called.functionArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumEventAgeInSeconds: props.worthFor.toSeconds(), maximumRetryAttempts: 3 },
        deadLetterConfig: { arn: failures.queueArn },
      },
    });
  }
}
