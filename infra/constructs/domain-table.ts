import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';

export interface DomainTableProps {
  /** Names of sparse, overloaded indexes; `GSI1` has the keys `gsi1pk` and `gsi1sk`, and carries whole items. */
  readonly indexes: readonly string[];
  readonly retain: boolean;
}

/**
 * The one table of a domain: paid by request, with a stream (it is the outbox), point-in-time recovery, and `ttl` in epoch seconds.
 */
export class DomainTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, props: DomainTableProps) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'ttl',
      deletionProtection: props.retain,
      removalPolicy: props.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      globalSecondaryIndexes: props.indexes.map((indexName) => ({
        indexName,
        partitionKey: { name: `${indexName.toLowerCase()}pk`, type: AttributeType.STRING },
        sortKey: { name: `${indexName.toLowerCase()}sk`, type: AttributeType.STRING },
        projectionType: ProjectionType.ALL,
      })),
    });
  }
}
