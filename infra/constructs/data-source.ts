/**
 * AppSync data sources with a role each that allows what the resolvers call and nothing else: CDK's own constructs grant Scan, all
 * writes and every index.
 */
import { CfnDataSource } from 'aws-cdk-lib/aws-appsync';
import type { GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

export interface TableSourceProps {
  readonly api: GraphqlApi;
  readonly name: string;
  readonly table: ITable;
  /** `dynamodb:GetItem` … */
  readonly actions: readonly string[];
  /** Indexes that resolvers query. */
  readonly indexes: readonly string[];
  /** Tables whose items a batch may name beside those of the table. */
  readonly batchedWith?: readonly ITable[];
}

const appsync = (): ServicePrincipal => new ServicePrincipal('appsync.amazonaws.com');

/** A data source over one table. @returns its name, for resolvers */
export function tableSource(scope: Construct, props: TableSourceProps): CfnDataSource {
  const role = new Role(scope, `${props.name}SourceRole`, { assumedBy: appsync() });
  role.addToPolicy(new PolicyStatement({ actions: [...props.actions], resources: [props.table.tableArn] }));
  if (props.indexes.length > 0) {
    role.addToPolicy(
      new PolicyStatement({
        actions: ['dynamodb:Query'],
        resources: props.indexes.map((index) => `${props.table.tableArn}/index/${index}`),
      }),
    );
  }
  for (const other of props.batchedWith ?? []) {
    role.addToPolicy(new PolicyStatement({ actions: ['dynamodb:BatchGetItem'], resources: [other.tableArn] }));
  }
  return new CfnDataSource(scope, `${props.name}Source`, {
    apiId: props.api.apiId,
    name: props.name,
    type: 'AMAZON_DYNAMODB',
    serviceRoleArn: role.roleArn,
    dynamoDbConfig: { tableName: props.table.tableName, awsRegion: Stack.of(scope).region },
  });
}

/** A data source that calls one function by its alias. */
export function functionSource(scope: Construct, api: GraphqlApi, name: string, alias: IFunction): CfnDataSource {
  const role = new Role(scope, `${name}SourceRole`, { assumedBy: appsync() });
  role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [alias.functionArn] }));
  return new CfnDataSource(scope, `${name}Source`, {
    apiId: api.apiId,
    name,
    type: 'AWS_LAMBDA',
    serviceRoleArn: role.roleArn,
    lambdaConfig: { lambdaFunctionArn: alias.functionArn },
  });
}

/** The data source of resolvers that call nothing. */
export function noneSource(scope: Construct, api: GraphqlApi, name: string): CfnDataSource {
  return new CfnDataSource(scope, `${name}Source`, { apiId: api.apiId, name, type: 'NONE' });
}

/** A data source that puts events on a bus. */
export function busSource(scope: Construct, api: GraphqlApi, name: string, bus: IEventBus): CfnDataSource {
  const role = new Role(scope, `${name}SourceRole`, { assumedBy: appsync() });
  role.addToPolicy(new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }));
  return new CfnDataSource(scope, `${name}Source`, {
    apiId: api.apiId,
    name,
    type: 'AMAZON_EVENTBRIDGE',
    serviceRoleArn: role.roleArn,
    eventBridgeConfig: { eventBusArn: bus.eventBusArn },
  });
}
