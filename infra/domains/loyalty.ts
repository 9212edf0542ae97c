import { Duration, NestedStack } from 'aws-cdk-lib';
import type { GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterRule } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { FieldWiring, type WiredFields } from '../api/field-wiring.ts';
import { noneSource, tableSource } from '../constructs/data-source.ts';
import type { GatewayFunction } from '../constructs/gateway-function.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';

export interface LoyaltyDomainProps {
  readonly api: GraphqlApi;
  readonly table: TableV2;
  readonly wired: WiredFields;
}

/** Loyalty on AppSync: reads go straight to the table, each write has a function, the table's stream reaches subscribers. */
export class LoyaltyDomain extends NestedStack {
  constructor(scope: Construct, id: string, { api, table, wired }: LoyaltyDomainProps) {
    super(scope, id, { description: 'Loyalty: members, ledger, rewards' });
    const fields = new FieldWiring(this, api, 'loyalty', wired);
    const reads = tableSource(this, {
      api,
      name: 'Loyalty',
      table,
      actions: ['dynamodb:GetItem', 'dynamodb:Query'],
      indexes: ['GSI1'],
    });
    const none = noneSource(this, api, 'LoyaltyFanOut');

    fields.js('Query.program', reads);
    fields.js('Query.me', reads);
    fields.js('Query.member', reads);
    fields.js('Query.rewards', reads);
    fields.js('Query.reward', reads);
    fields.js('Member.ledger', reads);
    fields.js('Member.expiringPoints', reads);
    fields.js('Member.redemptions', reads);

    const environment = { TABLE_NAME: table.tableName };
    allowTransactions(fields.lambda('Mutation.recordPurchase', { environment }), table);
    allowTransactions(fields.lambda('Mutation.adjustPoints', { environment }), table);
    allowTransactions(fields.lambda('Mutation.redeemReward', { environment }), table, ['dynamodb:UpdateItem']);

    fields.js('Mutation.publishAccountChange', none);
    fields.js('Subscription.onAccountChange', none);

    const publisher = fields.consumer('publishAccountChange', { environment: { GRAPHQL_URL: api.graphqlUrl } });
    api.grantMutation(publisher.role, 'publishAccountChange');
    new StreamConsumer(this, 'LedgerStream', {
      table,
      consumer: publisher.alias,
      filter: {
        eventName: FilterRule.isEqual('INSERT'),
        dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('L#') } } },
      },
    });
    const counter = fields.consumer('refreshAvailability', { environment });
    counter.role.addToPolicy(
      new PolicyStatement({ actions: ['dynamodb:Query', 'dynamodb:UpdateItem'], resources: [table.tableArn] }),
    );
    new StreamConsumer(this, 'StockStream', {
      table,
      consumer: counter.alias,
      window: Duration.seconds(1),
      filter: {
        dynamodb: { Keys: { pk: { S: FilterRule.beginsWith('STOCK#') }, sk: { S: FilterRule.beginsWith('S#') } } },
      },
    });
  }
}

/** What one write needs: strong reads of the member's items, and one transaction that puts and removes them. */
function allowTransactions(handler: GatewayFunction, table: TableV2, more: readonly string[] = []): void {
  handler.role.addToPolicy(
    new PolicyStatement({
      actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem', ...more],
      resources: [table.tableArn],
    }),
  );
}
