import { Duration } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { type Alias, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface StreamConsumerProps {
  readonly table: TableV2;
  readonly consumer: Alias;
  /** What a stream record must look like to be sent to the function. */
  readonly filter: Readonly<Record<string, unknown>>;
  /** How long records are gathered before they are sent. @default not at all */
  readonly window?: Duration;
}

/**
 * Feeds a table's stream to a function. A record that keeps failing is split off, retried a bounded number of times and then named
 * in a queue, so that one bad record never holds up its shard for the 24 hours that a stream remembers.
 */
export class StreamConsumer extends Construct {
  readonly failures: Queue;

  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    this.failures = new Queue(this, 'Failures', {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    props.consumer.addEventSource(
      new DynamoEventSource(props.table, {
        startingPosition: StartingPosition.LATEST,
        batchSize: 100,
        ...(props.window === undefined ? {} : { maxBatchingWindow: props.window }),
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        retryAttempts: 5,
        maxRecordAge: Duration.hours(1),
        onFailure: new SqsDlq(this.failures),
        filters: [FilterCriteria.filter({ ...props.filter })],
      }),
    );
  }
}
