import { NestedStack } from 'aws-cdk-lib';
import type { GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { FieldWiring, type WiredFields } from '../api/field-wiring.ts';
import { tableSource } from '../constructs/data-source.ts';

export interface ContentDomainProps {
  readonly api: GraphqlApi;
  readonly table: TableV2;
  readonly wired: WiredFields;
}

/** Content on AppSync: published documents and feed pages, read straight from the table. */
export class ContentDomain extends NestedStack {
  constructor(scope: Construct, id: string, { api, table, wired }: ContentDomainProps) {
    super(scope, id, { description: 'Content: what editors publish' });
    const fields = new FieldWiring(this, api, 'content', wired);
    const reads = tableSource(this, {
      api,
      name: 'Content',
      table,
      actions: ['dynamodb:GetItem'],
      indexes: ['GSI1'],
    });

    fields.js('Query.content', reads);
    fields.js('Query.contentFeed', reads);
  }
}
