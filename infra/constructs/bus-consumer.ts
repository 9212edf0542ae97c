import { Duration } from 'aws-cdk-lib';
import { type EventPattern, type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface BusConsumerProps {
  readonly bus: IEventBus;
  readonly consumer: Alias;
  readonly pattern: EventPattern;
}

/** Feeds events of a bus to a function. One that cannot be delivered for a day is kept in a queue. */
export class BusConsumer extends Construct {
  constructor(scope: Construct, id: string, props: BusConsumerProps) {
    super(scope, id);
    const failures = new Queue(this, 'Failures', {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    new Rule(this, 'Rule', {
      eventBus: props.bus,
      eventPattern: props.pattern,
      targets: [
        new LambdaFunction(props.consumer, {
          deadLetterQueue: failures,
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    });
  }
}
