import { RemovalPolicy } from 'aws-cdk-lib';
import { AuthorizationType, Definition, GraphqlApi, IntrospectionConfig } from 'aws-cdk-lib/aws-appsync';
import type { CfnGraphQLApi } from 'aws-cdk-lib/aws-appsync';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { SchemaAsset } from './schema-asset.ts';

export interface GatewayApiProps {
  readonly schema: SchemaAsset;
  readonly userPool: UserPool;
  readonly introspection: boolean;
  /** What APPSYNC_JS code reads as `ctx.env`. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Deepest sensible screen: root, connection, nodes, object, leaf, and room for two more joins. */
const QUERY_DEPTH_LIMIT = 12;

/** A page of 100 with a few nested fields each; AppSync's own default of 10,000 lets one request cost as much as a whole campaign. */
const RESOLVER_COUNT_LIMIT = 1_000;

/**
 * The API. IAM is the default mode, so a field that forgets its directive is open to services only.
 */
export function gatewayApi(scope: Construct, props: GatewayApiProps): GraphqlApi {
  const api = new GraphqlApi(scope, 'Api', {
    name: 'experience-gateway',
    definition: Definition.fromSchema(props.schema),
    authorizationConfig: {
      defaultAuthorization: { authorizationType: AuthorizationType.IAM },
      additionalAuthorizationModes: [
        { authorizationType: AuthorizationType.USER_POOL, userPoolConfig: { userPool: props.userPool } },
        // No expiry here: a fixed date is a time bomb, and one computed at synth changes the template each day.
        { authorizationType: AuthorizationType.API_KEY, apiKeyConfig: { name: 'public', description: 'Public reads' } },
      ],
    },
    introspectionConfig: props.introspection ? IntrospectionConfig.ENABLED : IntrospectionConfig.DISABLED,
    queryDepthLimit: QUERY_DEPTH_LIMIT,
    resolverCountLimit: RESOLVER_COUNT_LIMIT,
    xrayEnabled: true,
    environmentVariables: { ...props.environment },
  });
  logErrors(api);
  return api;
}

/**
 * Field-level logs for errors only, without headers and arguments: positions and tokens must not reach a log. Written on the
 * resource itself, because the construct would add a custom resource and an AWS-managed policy.
 */
function logErrors(api: GraphqlApi): void {
  const role = new Role(api, 'LogRole', { assumedBy: new ServicePrincipal('appsync.amazonaws.com') });
  const logGroup = new LogGroup(api, 'Logs', {
    logGroupName: `/aws/appsync/apis/${api.apiId}`,
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  logGroup.grantWrite(role);
  (api.node.defaultChild as CfnGraphQLApi).logConfig = {
    cloudWatchLogsRoleArn: role.roleArn,
    fieldLogLevel: 'ERROR',
    excludeVerboseContent: true,
  };
}
