import { NestedStack } from 'aws-cdk-lib';
import type { GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { FieldWiring, type WiredFields } from '../api/field-wiring.ts';
import { tableSource } from '../constructs/data-source.ts';

export interface ProximityDomainProps {
  readonly api: GraphqlApi;
  readonly table: TableV2;
  readonly wired: WiredFields;
}

/** Proximity on AppSync: places, and the cell documents that answer "what is near me" in one call. */
export class ProximityDomain extends NestedStack {
  constructor(scope: Construct, id: string, { api, table, wired }: ProximityDomainProps) {
    super(scope, id, { description: 'Proximity: places and who is near them' });
    const fields = new FieldWiring(this, api, 'proximity', wired);
    const reads = tableSource(this, {
      api,
      name: 'Proximity',
      table,
      actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'],
      indexes: [],
    });

    fields.js('Query.place', reads);
    fields.js('Query.placesNear', reads);
  }
}
