import { join } from 'node:path';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { gatewayApi } from './api/graphql-api.ts';
import { WiredFields } from './api/field-wiring.ts';
import { SchemaAsset } from './api/schema-asset.ts';
import { GatewayUserPool } from './api/user-pool.ts';
import { checkEveryFieldHasAResolver } from './checks/every-field-has-a-resolver.ts';
import { checkNoOrphanResolverFile } from './checks/no-orphan-resolver-file.ts';
import { checkResolverCode } from './checks/resolver-code.ts';
import type { GatewayConfig } from './config.ts';
import { PROJECT_ROOT } from './constructs/bundle.ts';
import { DomainTable } from './constructs/domain-table.ts';
import { GatewayFunction } from './constructs/gateway-function.ts';
import { ContentDomain } from './domains/content.ts';
import { ExperienceDomain } from './domains/experience.ts';
import { LoyaltyDomain } from './domains/loyalty.ts';
import { ProximityDomain } from './domains/proximity.ts';

/**
 * The composition root of the cloud. What holds data stands here; what can be replaced (resolvers, functions, data sources) stands
 * in a nested stack for each domain, which also keeps every template far from CloudFormation's limit of 500 resources.
 */
export class GatewayStack extends Stack {
  constructor(scope: Construct, id: string, config: GatewayConfig) {
    super(scope, id, { description: 'GraphQL gateway for loyalty, content and proximity' });
    const retain = config.retainData;
    const loyalty = new DomainTable(this, 'Loyalty', { indexes: { GSI1: 'ALL' }, retain }).table;
    const content = new DomainTable(this, 'Content', { indexes: { GSI1: 'ALL', GSI2: 'ALL' }, retain }).table;
    const proximity = new DomainTable(this, 'Proximity', { indexes: { GSI1: 'KEYS_ONLY', GSI2: 'ALL' }, retain }).table;
    const memberClaim = 'resolvers/loyalty/lambda/addMemberClaim.ts';
    const beforeTokens = new GatewayFunction(this, 'MemberClaim', { entry: memberClaim, environment: {} }).alias;
    const { pool } = new GatewayUserPool(this, 'Users', { retain, beforeTokens });

    const schema = new SchemaAsset(join(PROJECT_ROOT, 'schema'));
    const wired = new WiredFields();
    wired.consumers.push(memberClaim);
    const api = gatewayApi(this, {
      schema,
      userPool: pool,
      introspection: config.introspection,
      environment: {
        PROXIMITY_TABLE: proximity.tableName,
        CONTENT_TABLE: content.tableName,
        LOYALTY_TABLE: loyalty.tableName,
      },
    });
    new LoyaltyDomain(this, 'LoyaltyDomain', { api, table: loyalty, wired });
    new ContentDomain(this, 'ContentDomain', { api, table: content, members: loyalty, wired });
    new ProximityDomain(this, 'ProximityDomain', { api, table: proximity, wired });
    new ExperienceDomain(this, 'ExperienceDomain', { api, loyalty, content, proximity, wired });

    const pointOfSale = new Role(this, 'PointOfSale', {
      assumedBy: new AccountRootPrincipal(),
      description: 'Tills and shops: report purchases, read members and the catalogue',
    });
    api.grantMutation(pointOfSale, 'recordPurchase');
    api.grantQuery(
      pointOfSale,
      'member',
      'program',
      'reward',
      'rewards',
      'place',
      'placesNear',
      'content',
      'contentBySlug',
      'contentFeed',
    );

    checkEveryFieldHasAResolver(schema.document, [...wired.files.keys()]);
    checkNoOrphanResolverFile(PROJECT_ROOT, [...wired.files.values(), ...wired.consumers]);
    checkResolverCode(PROJECT_ROOT, wired.bundles);

    new CfnOutput(this, 'GraphqlUrl', { value: api.graphqlUrl });
    new CfnOutput(this, 'LoyaltyTable', { value: loyalty.tableName });
    new CfnOutput(this, 'ContentTable', { value: content.tableName });
    new CfnOutput(this, 'ProximityTable', { value: proximity.tableName });
    new CfnOutput(this, 'UserPoolId', { value: pool.userPoolId });
    new CfnOutput(this, 'PointOfSaleRole', { value: pointOfSale.roleArn });
  }
}
