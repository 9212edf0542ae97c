import { Duration, NestedStack } from 'aws-cdk-lib';
import type { GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { FieldWiring, type WiredFields } from '../api/field-wiring.ts';
import { BusConsumer } from '../constructs/bus-consumer.ts';
import { busSource, noneSource, tableSource } from '../constructs/data-source.ts';
import type { GatewayFunction } from '../constructs/gateway-function.ts';
import { ScheduledCall } from '../constructs/scheduled-call.ts';
import { StreamConsumer } from '../constructs/stream-consumer.ts';

export interface ContentDomainProps {
  readonly api: GraphqlApi;
  readonly table: TableV2;
  /** The Loyalty table: targeting asks for a member's level. */
  readonly members: TableV2;
  readonly wired: WiredFields;
}

const CARDS: Readonly<Record<string, unknown>> = { dynamodb: { Keys: { sk: { S: ['CARD'] } } } };

/** Content on AppSync: readers and editors straight at the table, each write by a function, the clock and the bus beside them. */
export class ContentDomain extends NestedStack {
  constructor(scope: Construct, id: string, props: ContentDomainProps) {
    super(scope, id, { description: 'Content: what editors write and publish' });
    const fields = new FieldWiring(this, props.api, 'content', props.wired);
    this.#reads(fields, props);
    this.#writes(fields, props);
    this.#changes(fields, props);
    this.#impressions(fields, props);
  }

  #reads(fields: FieldWiring, { api, table, members }: ContentDomainProps): void {
    const reads = tableSource(this, {
      api,
      name: 'Content',
      table,
      actions: ['dynamodb:GetItem', 'dynamodb:Query'],
      indexes: ['GSI1', 'GSI2'],
    });
    const forReader = tableSource(this, {
      api,
      name: 'ContentForReader',
      table,
      actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'],
      indexes: [],
      batchedWith: [members],
    });

    fields.js('Query.content', forReader);
    fields.pipeline('Query.contentBySlug', [
      { step: 'slug', source: reads },
      { step: 'document', source: forReader },
    ]);
    fields.js('Query.contentFeed', reads);
    fields.pipeline('Query.myFeed', [
      { step: 'reader', source: forReader },
      { step: 'myCards', source: reads },
    ]);
    fields.js('Query.contentDraft', reads);
    fields.js('ContentDraft.versions', reads);
    fields.pipeline('Query.contentPreview', [
      { step: 'version', source: reads },
      { step: 'relatedCards', source: forReader },
    ]);
    fields.pipeline('Subscription.onContentChange', [{ step: 'reader', source: forReader }]);
  }

  #writes(fields: FieldWiring, { table }: ContentDomainProps): void {
    const environment = { TABLE_NAME: table.tableName };
    allowTransactions(fields.lambda('Mutation.saveContent', { environment }), table);
    allowTransactions(fields.lambda('Mutation.restoreContent', { environment }), table);
    allowTransactions(fields.lambda('Mutation.transitionContent', { environment }), table, ['dynamodb:BatchGetItem']);

    const scheduler = fields.consumer('contentScheduler', { environment });
    allowTransactions(scheduler, table, ['dynamodb:BatchGetItem']);
    allowIndex(scheduler, table, 'GSI2');
    new ScheduledCall(this, 'EachMinute', {
      called: scheduler.alias,
      expression: 'rate(1 minute)',
      description: 'Publishes contents that are scheduled, and takes back those that have ended',
      // The next minute does the same work.
      worthFor: Duration.minutes(1),
    });
  }

  #changes(fields: FieldWiring, { api, table }: ContentDomainProps): void {
    fields.js('Mutation.publishContentChange', noneSource(this, api, 'ContentFanOut'));
    const publisher = fields.consumer('publishContentChange', { environment: { GRAPHQL_URL: api.graphqlUrl } });
    api.grantMutation(publisher.role, 'publishContentChange');
    new StreamConsumer(this, 'CardStream', { table, consumer: publisher.alias, filter: CARDS });

    const projector = fields.consumer('projectContent', { environment: { TABLE_NAME: table.tableName } });
    allow(projector, table, ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem']);
    allowIndex(projector, table, 'GSI1');
    new StreamConsumer(this, 'ProjectionStream', { table, consumer: projector.alias, filter: CARDS });
  }

  #impressions(fields: FieldWiring, { api, table }: ContentDomainProps): void {
    const bus = new EventBus(this, 'Bus');
    fields.js('Mutation.recordImpressions', busSource(this, api, 'Impressions', bus));
    const counter = fields.consumer('countImpressions', { environment: { TABLE_NAME: table.tableName } });
    allow(counter, table, ['PutItem', 'UpdateItem']);
    new BusConsumer(this, 'ImpressionEvents', {
      bus,
      consumer: counter.alias,
      pattern: { source: ['nsp.content'], detailType: ['ContentImpressed', 'ContentOpened'] },
    });
  }
}

function allow(handler: GatewayFunction, table: TableV2, actions: readonly string[]): void {
  const statement = { actions: actions.map((action) => `dynamodb:${action}`), resources: [table.tableArn] };
  handler.role.addToPolicy(new PolicyStatement(statement));
}

function allowIndex(handler: GatewayFunction, table: TableV2, index: string): void {
  const resources = [`${table.tableArn}/index/${index}`];
  handler.role.addToPolicy(new PolicyStatement({ actions: ['dynamodb:Query'], resources }));
}

/** What one write needs: strong reads of the content's items, and one transaction that puts and removes them. */
function allowTransactions(handler: GatewayFunction, table: TableV2, more: readonly string[] = []): void {
  const actions = ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem', ...more];
  handler.role.addToPolicy(new PolicyStatement({ actions, resources: [table.tableArn] }));
}
