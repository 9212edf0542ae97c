import { Duration, NestedStack } from 'aws-cdk-lib';
import type { GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { FieldWiring, type WiredFields } from '../api/field-wiring.ts';
import { noneSource, tableSource } from '../constructs/data-source.ts';
import { ScheduledCall } from '../constructs/scheduled-call.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';

export interface ProximityDomainProps {
  readonly api: GraphqlApi;
  readonly table: TableV2;
  readonly wired: WiredFields;
}

/** Proximity on AppSync: places, the cell documents that answer "what is near me" in one call, visits, and who is inside. */
export class ProximityDomain extends NestedStack {
  constructor(scope: Construct, id: string, { api, table, wired }: ProximityDomainProps) {
    super(scope, id, { description: 'Proximity: places and who is near them' });
    const fields = new FieldWiring(this, api, 'proximity', wired);
    const reads = tableSource(this, {
      api,
      name: 'Proximity',
      table,
      actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
      indexes: ['GSI2'],
    });
    const none = noneSource(this, api, 'ProximityFanOut');

    fields.js('Query.place', reads);
    fields.js('Query.placesNear', reads);
    fields.js('Query.beacon', reads);
    fields.js('Member.visits', reads);
    fields.js('Query.placeVisits', reads);

    const environment = { TABLE_NAME: table.tableName };
    const save = fields.lambda('Mutation.savePlace', { environment });
    save.role.addToPolicy(
      new PolicyStatement({
        actions: ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
        resources: [table.tableArn],
      }),
    );

    this.#closesSilentVisits(fields, table);

    fields.js('Mutation.publishPlacePresence', none);
    fields.js('Subscription.onPlacePresence', none);

    const publisher = fields.consumer('publishPlacePresence', {
      environment: { ...environment, GRAPHQL_URL: api.graphqlUrl },
    });
    publisher.role.addToPolicy(
      new PolicyStatement({
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
        resources: [table.tableArn],
      }),
    );
    api.grantMutation(publisher.role, 'publishPlacePresence');
    new StreamConsumer(this, 'VisitStream', {
      table,
      consumer: publisher.alias,
      filter: {
        eventName: FilterRule.or('INSERT', 'MODIFY'),
        dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('V#') } } },
      },
    });
  }

  #closesSilentVisits(fields: FieldWiring, table: TableV2): void {
    const sweeper = fields.consumer('presenceSweeper', { environment: { TABLE_NAME: table.tableName } });
    sweeper.role.addToPolicy(
      new PolicyStatement({
        actions: ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
        resources: [table.tableArn, `${table.tableArn}/index/GSI1`],
      }),
    );
    new ScheduledCall(this, 'EachFiveMinutes', {
      called: sweeper.alias,
      expression: 'rate(5 minutes)',
      description: 'Ends visits of phones that have been silent for half an hour',
      // The next call does the same work.
      worthFor: Duration.minutes(5),
    });
  }
}
