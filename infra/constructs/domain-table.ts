import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';

export interface DomainTableProps {
  /** Sparse, overloaded indexes by name, and what they carry; `GSI1` has the keys `gsi1pk` and `gsi1sk`. */
  readonly indexes: Readonly<Record<string, 'ALL' | 'KEYS_ONLY'>>;
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
      globalSecondaryIndexes: Object.entries(props.indexes).map(([indexName, carried]) => ({
        indexName,
        partitionKey: { name: `${indexName.toLowerCase()}pk`, type: AttributeType.STRING },
        sortKey: { name: `${indexName.toLowerCase()}sk`, type: AttributeType.STRING },
        projectionType: ProjectionType[carried],
      })),
    });
  }
}
