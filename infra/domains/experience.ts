import { NestedStack } from 'aws-cdk-lib';
import type { GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { FieldWiring, type WiredFields } from '../api/field-wiring.ts';
import type { GatewayFunction } from '../constructs/gateway-function.ts';

export interface ExperienceDomainProps {
  readonly api: GraphqlApi;
  readonly loyalty: TableV2;
  readonly content: TableV2;
  readonly proximity: TableV2;
  readonly wired: WiredFields;
}

/** Where the domains meet: each function gets the tables that it needs, and of each table what it does there. */
export class ExperienceDomain extends NestedStack {
  constructor(scope: Construct, id: string, { api, loyalty, content, proximity, wired }: ExperienceDomainProps) {
    super(scope, id, { description: 'Experience: what spans loyalty, content and proximity' });
    const fields = new FieldWiring(this, api, 'experience', wired);
    const environment = {
      LOYALTY_TABLE: loyalty.tableName,
      CONTENT_TABLE: content.tableName,
      PROXIMITY_TABLE: proximity.tableName,
    };

    const nearby = fields.lambda('Query.nearbyExperience', { environment });
    allow(nearby, ['dynamodb:Query'], [loyalty.tableArn, `${loyalty.tableArn}/index/GSI1`]);
    allow(nearby, ['dynamodb:BatchGetItem'], [proximity.tableArn, content.tableArn]);

    const report = fields.lambda('Mutation.reportPosition', { environment });
    const write = ['dynamodb:PutItem', 'dynamodb:UpdateItem'];
    allow(report, ['dynamodb:Query', ...write], [loyalty.tableArn]);
    allow(
      report,
      ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:DeleteItem', ...write],
      [proximity.tableArn],
    );

    const consent = fields.lambda('Mutation.setConsent', { environment });
    allow(consent, ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'], [loyalty.tableArn]);
    allow(consent, ['dynamodb:Query', 'dynamodb:DeleteItem', ...write], [proximity.tableArn]);
  }
}

function allow(handler: GatewayFunction, actions: readonly string[], resources: readonly string[]): void {
  handler.role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
}
